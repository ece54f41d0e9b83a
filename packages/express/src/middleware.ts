import {
  fromIncomingMessage,
  isPromise,
  madeOfGuard,
  overrideCacheControl,
  type Guard,
  type Outcome,
  type ResourceRequest,
} from '@qalqon/core'
import type { NextFunction, Request, Response } from 'express'
import { forwardedOriginOf, type ForwardedRequest } from './forwarded-origin.js'
import { writeResponse } from './write-response.js'

/**
 * A middleware that leaves it to Express to infer the parameters, the body and the query of a route: it looks at none.
 */
export type Middleware = <Params, ResponseBody, RequestBody, Query, Locals extends Record<string, unknown>>(
  req: Request<Params, ResponseBody, RequestBody, Query, Locals>,
  res: Response<ResponseBody, Locals>,
  next: NextFunction,
) => void

/** What is read of a request. */
export type ExpressRequest = Pick<Request, 'method' | 'originalUrl' | 'rawHeaders' | 'headers'> &
  ForwardedRequest

/**
 * The middleware of a guard: it attaches the token and goes on, or writes the refusal. It acts at once when the
 * guard does: nothing waits unless a key has to be fetched.
 */
export function middlewareOf(guard: Guard): Middleware {
  const middleware: Middleware = (req, res, next) => {
    const act = (outcome: Outcome<unknown, boolean>) => {
      if (!outcome.ok) {
        writeResponse(outcome.response, res)
        return
      }
      req.auth = outcome.token
      if (outcome.dpopNonce !== undefined) res.setHeader('dpop-nonce', outcome.dpopNonce)
      if (outcome.cacheControl !== undefined) overrideCacheControl(res, outcome.cacheControl)
      next()
    }
    const outcome = guard(req, requestOf(req))
    if (isPromise(outcome)) outcome.then(act).catch(next)
    else act(outcome)
  }
  return madeOfGuard(guard, middleware)
}

/** The request as the client sent it: `req.url` lacks the path at which a router is mounted. */
export const requestOf = (req: ExpressRequest): ResourceRequest =>
  fromIncomingMessage(req, req.originalUrl, req, () => forwardedOriginOf(req))
