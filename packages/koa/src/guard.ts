import {
  ConfigurationFault,
  fromIncomingMessage,
  Requirement,
  type AccessRequirement,
  type Outcome,
  type ResourceServer,
} from '@qalqon/core'
import type { Context, Middleware, Next } from 'koa'
import { authenticationOf, rememberAuthentication } from './authentication.js'
import { writeRefusal } from './write-refusal.js'

/** A middleware that lets a request through when the server accepts it. It verifies the token of a request once. */
export function guard(server: ResourceServer<unknown, boolean>, required?: AccessRequirement): Middleware {
  const requirement = required && new Requirement(required)
  return async (ctx, next) => {
    const known = authenticationOf(ctx)
    if (known?.server === server) {
      if (requirement)
        await settle(server.authorizeToken(known.token, requirement, requestOf(ctx)), ctx, next)
      else await next()
      return
    }
    const outcome = await server.authorize(requestOf(ctx), requirement)
    if (outcome.ok) rememberAuthentication(ctx, { server, token: outcome.token })
    await settle(outcome, ctx, next)
  }
}

/** A middleware that asks more of the token that an earlier `resourceServer()` has accepted. */
export function laterGuard(name: string, required: AccessRequirement): Middleware {
  const requirement = new Requirement(required)
  return async (ctx, next) => {
    const known = authenticationOf(ctx)
    if (!known) throw unprotected(name)
    await settle(known.server.authorizeToken(known.token, requirement, requestOf(ctx)), ctx, next)
  }
}

/** The mistake of asking about a token where none was ever looked for. */
export const unprotected = (name: string) =>
  new ConfigurationFault(
    name,
    'no resourceServer() has seen this request; put app.use(api) before it, or use the guard of the resource server itself: api.requireScope(…)',
  )

export const requestOf = (ctx: Context) => fromIncomingMessage(ctx.req, ctx.originalUrl)

async function settle(outcome: Outcome<unknown, boolean>, ctx: Context, next: Next): Promise<void> {
  if (outcome.ok) await next()
  else writeRefusal(outcome.response, ctx)
}
