import {
  ConfigurationFault,
  fromIncomingMessage,
  isPromise,
  madeOfGuard,
  overrideCacheControl,
  type AccessToken,
  type Guard,
  type IncomingMessageLike,
  type Outcome,
  type ResourceRequest,
} from '@qalqon/core'
import { writeResponse, type GuardedReply } from './write-response.js'

/** What is read of a request of Fastify, and written to it, whatever its server and its types. */
export interface GuardedRequest {
  readonly raw: IncomingMessageLike
  readonly originalUrl: string
  body?: unknown
  auth?: AccessToken<unknown> | undefined
}

/** A hook for `onRequest`, `preValidation` or `preHandler`, of a route or of a whole context (`addHook`). */
export type Hook<Request = GuardedRequest> = (
  request: Request,
  reply: GuardedReply,
  done: (error?: Error) => void,
) => void

/**
 * The hook of a guard: it attaches the token and goes on, or writes the refusal. It acts at once when the guard does: nothing
 * waits unless a key has to be fetched.
 */
export function hookOf(guard: Guard, toRequest = requestOf): Hook {
  const hook: Hook = (request, reply, done) => {
    const act = (outcome: Outcome<unknown, boolean>) => {
      if (!outcome.ok) {
        writeResponse(outcome.response, request, reply)
        return
      }
      request.auth = outcome.token
      if (outcome.dpopNonce !== undefined) reply.header('dpop-nonce', outcome.dpopNonce)
      if (outcome.cacheControl !== undefined) overrideCacheControl(reply.raw, outcome.cacheControl)
      done()
    }
    if (isInstance(request)) {
      done(registered())
      return
    }
    const outcome = guard(request.raw, toRequest(request))
    if (isPromise(outcome)) outcome.then(act).catch(done)
    else act(outcome)
  }
  return madeOfGuard(guard, hook)
}

/** What plugins are called with. */
const isInstance = (request: object): boolean => 'addHook' in request

/** Fastify reads a plugin of another kind as one, and calls it when nobody waits for it any more: it is told here what went wrong. */
const registered = () =>
  new ConfigurationFault(
    'register',
    'this is a hook: put it into the options of a route ({ preHandler: … }) or hand it to app.addHook; what app.register takes is api itself',
  )

/** The request as the client sent it, also where `rewriteUrl` has made another of it. */
export const requestOf = (request: GuardedRequest): ResourceRequest =>
  fromIncomingMessage(request.raw, request.originalUrl, request)
