import { getRequestListener } from '@hono/node-server'
import type { Hono, MiddlewareHandler } from 'hono'
import { parse } from 'node:querystring'
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

const handlerOf =
  (handler: Handler): MiddlewareHandler =>
  async (c) =>
    c.json(
      await handler({
        getAuth: () => getAuth(c),
        attached: () => c.var.auth,
        readBody: () => c.req.text(),
        parsedBody: async () => parse(await c.req.text()),
        message: c,
        setField: (name, value) => c.header(name, value),
      }),
    )

const routesOf = (app: Hono, Router: typeof Hono): Routes<MiddlewareHandler> => ({
  use: (middleware) => void app.use(middleware),
  get: (path, guards, handler) => void app.on('GET', [path], ...guards, handlerOf(handler)),
  post: (path, guards, handler) => void app.on('POST', [path], ...guards, handlerOf(handler)),
  receiveLogouts: (path, receiver) => void app.all(path, receiver as MiddlewareHandler),
  mount: (prefix, build) => {
    const child = new Router()
    build(routesOf(child, Router))
    app.route(prefix, child)
  },
})

/** How Hono answers an error where the application has no handler of its own, but for what it writes to the console. */
const answerTo = (error: Error) =>
  'getResponse' in error
    ? (error.getResponse as () => Response)()
    : new Response('Internal Server Error', { status: 500 })

export function honoDoor(HonoApp: typeof Hono): Door<MiddlewareHandler> {
  return {
    logoutReceiver,
    resourceServer,
    requireScope,
    requireAnyScope,
    requireAccess,
    requirementOf,
    joinsLines: true,
    readsBodiesOnce: true,
    ownChallenge: (value) => async (c, next) => {
      c.header('WWW-Authenticate', value, { append: true })
      await next()
    },
    attach: (value) => async (c, next) => {
      c.set('auth', value as never)
      await next()
    },
    formParser: async (c, next) => {
      await c.req.parseBody()
      await next()
    },
    serve: (build, onError, tls) => {
      const app = new HonoApp()
      if (onError) {
        app.onError((error) => {
          onError(error)
          return answerTo(error)
        })
      }
      build(routesOf(app, HonoApp))
      const listener = getRequestListener(app.fetch)
      return listen((req, res) => void listener(req, res), tls)
    },
  }
}
