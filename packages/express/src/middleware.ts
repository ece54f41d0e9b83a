import {
  fromIncomingMessage,
  isPromise,
  type AccessToken,
  type Guard,
  type Outcome,
  type ResourceRequest,
} from '@qalqon/core'
import type { Request, RequestHandler } from 'express'
import { writeRefusal } from './write-refusal.js'

/**
 * The middleware of a guard: it attaches the token and goes on, or writes the refusal. It acts at once when the
 * guard does: nothing waits unless a key has to be fetched.
 */
export function middlewareOf(guard: Guard): RequestHandler {
  return (req, res, next) => {
    const act = (outcome: Outcome<unknown, boolean>) => {
      if (!outcome.ok) {
        writeRefusal(outcome.response, res)
        return
      }
      req.auth = outcome.token as AccessToken | undefined
      next()
    }
    const outcome = guard(req, requestOf(req))
    if (isPromise(outcome)) outcome.then(act).catch(next)
    else act(outcome)
  }
}

/** The request as the client sent it: `req.url` lacks the path at which a router is mounted. */
export const requestOf = (req: Request): ResourceRequest => fromIncomingMessage(req, req.originalUrl)
