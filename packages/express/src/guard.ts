import {
  ConfigurationFault,
  fromIncomingMessage,
  isPromise,
  Requirement,
  type AccessRequirement,
  type MaybePromise,
  type Outcome,
  type ResourceServer,
} from '@qalqon/core'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { authenticationOf, rememberAuthentication } from './authentication.js'
import { writeRefusal } from './write-refusal.js'

type AnyOutcome = Outcome<unknown, boolean>

/** A middleware that lets a request through when the server accepts it. It verifies the token of a request once. */
export function guard(
  server: ResourceServer<unknown, boolean>,
  required?: AccessRequirement,
): RequestHandler {
  const requirement = required && new Requirement(required)
  return (req, res, next) => {
    const known = authenticationOf(req)
    if (known?.server === server) {
      if (requirement) settle(server.authorizeToken(known.token, requirement, requestOf(req)), req, res, next)
      else next()
      return
    }
    settle(server.authorize(requestOf(req), requirement), req, res, next, server)
  }
}

/** A middleware that asks more of the token that an earlier `resourceServer()` has accepted. */
export function laterGuard(name: string, required: AccessRequirement): RequestHandler {
  const requirement = new Requirement(required)
  return (req, res, next) => {
    const known = authenticationOf(req)
    if (known) settle(known.server.authorizeToken(known.token, requirement, requestOf(req)), req, res, next)
    else next(unprotected(name))
  }
}

/** The mistake of asking about a token where none was ever looked for. */
export const unprotected = (name: string) =>
  new ConfigurationFault(
    name,
    'no resourceServer() has seen this request; put app.use(api) before it, or use the guard of the resource server itself: api.requireScope(…)',
  )

const requestOf = (req: Request) => fromIncomingMessage(req, req.originalUrl)

/** Acts on an outcome at once when it is there: nothing waits unless the pipeline does. */
function settle(
  outcome: MaybePromise<AnyOutcome>,
  req: Request,
  res: Response,
  next: NextFunction,
  server?: ResourceServer<unknown, boolean>,
): void {
  const act = (result: AnyOutcome) => {
    if (!result.ok) {
      writeRefusal(result.response, res)
      return
    }
    if (server) rememberAuthentication(req, { server, token: result.token })
    next()
  }
  if (isPromise(outcome)) outcome.then(act).catch(next)
  else act(outcome)
}
