import type { ErrorRequestHandler, Express, Request, RequestHandler, Router } from 'express'
import { listen, type Door, type Handler, type Routes } from '@qalqon/testing/adapters'
import {
  getAuth,
  logoutReceiver,
  requireAccess,
  requireAnyScope,
  requirementOf,
  requireScope,
  resourceServer,
} from '../src/index.js'

interface ExpressModule {
  (): Express
  Router(): Router
  urlencoded(options: { extended: boolean }): RequestHandler
}

/** @param version Express 4 does not wait for a handler that returns a promise, so there an app passes the error on itself. */
export function expressDoor(express: ExpressModule, version: 4 | 5): Door<RequestHandler> {
  const handlerOf = (handler: Handler): RequestHandler => {
    const handle = async (...[req, res]: Parameters<RequestHandler>) => {
      res.json(
        await handler({
          getAuth: () => getAuth(req),
          attached: () => req.auth,
          readBody: async () => readBody(req),
          parsedBody: () => req.body as unknown,
          message: req,
          setField: (name, value) => void res.set(name, value),
        }),
      )
    }
    return version === 5 ? handle : (req, res, next) => void handle(req, res, next).catch(next)
  }

  const routesOf = (router: Router): Routes<RequestHandler> => ({
    use: (middleware) => void router.use(middleware),
    get: (path, guards, handler) => void router.get(path, ...guards, handlerOf(handler)),
    post: (path, guards, handler) => void router.post(path, ...guards, handlerOf(handler)),
    receiveLogouts: (path, receiver) => void router.all(path, receiver as RequestHandler),
    mount: (prefix, build) => {
      const child = express.Router()
      build(routesOf(child))
      router.use(prefix, child)
    },
  })

  return {
    logoutReceiver,
    resourceServer,
    requireScope,
    requireAnyScope,
    requireAccess,
    requirementOf,
    ownChallenge: (value) => (_req, res, next) => {
      res.append('WWW-Authenticate', value)
      next()
    },
    attach: (value) => (req, _res, next) => {
      Object.assign(req, { auth: value })
      next()
    },
    formParser: express.urlencoded({ extended: false }),
    serve: (build, onError, tls) => {
      const app = express()
      build(routesOf(app))
      if (onError) {
        const tellAndPassOn: ErrorRequestHandler = (error, _req, _res, next) => {
          onError(error)
          next(error)
        }
        app.use(tellAndPassOn)
      }
      return listen(app, tls)
    },
  }
}

async function readBody(req: Request): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
