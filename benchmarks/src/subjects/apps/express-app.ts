import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { hasScope } from '../has-scope.js'
import type { RunningApp } from '../subject.js'
import { files, path } from './files.js'
import { listen } from './listen.js'

/** What stands in front of the route: for the whole app, and for the route alone. */
export interface ExpressGuards {
  readonly app?: RequestHandler
  readonly route?: RequestHandler
}

/** The app that all subjects of Express protect. */
export function serveExpress({ app: guard, route }: ExpressGuards): Promise<RunningApp> {
  const app = express()
  if (guard) app.use(guard)
  app.get(path, ...(route ? [route] : []), (_req, res) => {
    res.json(files)
  })
  app.use(answerFault)
  return listen(app)
}

/** Answers as Express does by itself, without writing each refusal to the log. */
const answerFault: ErrorRequestHandler = (fault: { readonly status?: number }, _req, res, next) => {
  if (res.headersSent) next(fault)
  else res.status(fault.status ?? 500).end()
}

/**
 * The middleware that one writes around a library that has none. It is synchronous when the library is.
 *
 * @param verify returns or promises the claims, and throws over a bad token
 */
export function bearer(verify: (token: string) => unknown): RequestHandler {
  return (req, res, next) => {
    const refuse = () => void res.status(401).end()
    const token = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1]
    if (token === undefined) {
      refuse()
      return
    }
    const accept = (claims: unknown) => {
      res.locals.claims = claims
      next()
    }
    let claims: unknown
    try {
      claims = verify(token)
    } catch {
      refuse()
      return
    }
    if (claims instanceof Promise) claims.then(accept, refuse)
    else accept(claims)
  }
}

/** The middleware that one writes beside a library that knows no scopes. */
export function scopeByHand(
  scope: string,
  claimsOf: (req: Parameters<RequestHandler>[0]) => unknown,
): RequestHandler {
  return (req, res, next) => {
    if (hasScope(claimsOf(req) ?? {}, scope)) next()
    else res.status(403).end()
  }
}

/** The same, behind `bearer`. */
export const localScope = (scope: string): RequestHandler =>
  scopeByHand(scope, (req) => req.res?.locals.claims)
