import {
  fromIncomingMessage,
  madeOfGuard,
  overrideCacheControl,
  type Guard,
  type ResourceRequest,
} from '@qalqon/core'
import type { Context, Middleware } from 'koa'
import { writeResponse } from './write-response.js'

/** The middleware of a guard: it attaches the token and goes on, or writes the refusal. */
export function middlewareOf(guard: Guard): Middleware {
  const middleware: Middleware = async (ctx, next) => {
    const outcome = await guard(ctx.req, requestOf(ctx))
    if (!outcome.ok) {
      writeResponse(outcome.response, ctx)
      return
    }
    ctx.state.auth = outcome.token
    if (outcome.dpopNonce !== undefined) ctx.set('dpop-nonce', outcome.dpopNonce)
    if (outcome.cacheControl !== undefined) overrideCacheControl(ctx.res, outcome.cacheControl)
    await next()
  }
  return madeOfGuard(guard, middleware)
}

/** The request as the client sent it, also where a mounted app rewrites the path. */
export const requestOf = (ctx: Context): ResourceRequest =>
  fromIncomingMessage(ctx.req, ctx.originalUrl, ctx.request)
