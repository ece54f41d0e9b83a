import { parse } from 'node:querystring'
import Router from '@koa/router'
import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
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
  (handler: Handler): Middleware =>
  async (ctx) => {
    const answer = await handler({
      getAuth: () => getAuth(ctx),
      attached: () => ctx.state.auth,
      readBody: async () => readBody(ctx),
      parsedBody: () => (ctx.request as { body?: unknown }).body,
      message: ctx.req,
      setField: (name, value) => ctx.set(name, value),
    })
    ctx.type = 'json'
    ctx.body = JSON.stringify(answer)
  }

const routesOf = (router: Router): Routes<Middleware> => ({
  use: (middleware) => void router.use(middleware),
  get: (path, guards, handler) => void router.get(path, ...guards, handlerOf(handler)),
  post: (path, guards, handler) => void router.post(path, ...guards, handlerOf(handler)),
  receiveLogouts: (path, receiver) => void router.all(path, receiver as Middleware),
  mount: (prefix, build) => {
    // As the README says: where case counts for the guards of a router, it must count for its routes.
    const child = new Router({ sensitive: true })
    build(routesOf(child))
    router.use(prefix, child.routes())
  },
})

/** As `koa-mount` does it: what is mounted sees a path without the prefix. A router in a router sees all of it. */
const mounted =
  (prefix: string, middleware: Middleware): Middleware =>
  async (ctx, next) => {
    const { path } = ctx
    if (!path.startsWith(`${prefix}/`)) {
      await next()
      return
    }
    ctx.path = path.slice(prefix.length)
    await middleware(ctx, async () => {
      ctx.path = path
      await next()
    })
    ctx.path = path
  }

/** Routes of the app itself keep their place among its middlewares: each has a router of its own. */
const appRoutes = (app: Koa): Routes<Middleware> => {
  const routed = (build: (routes: Routes<Middleware>) => void) => {
    const router = new Router()
    build(routesOf(router))
    app.use(router.routes())
  }
  return {
    use: (middleware) => void app.use(middleware),
    get: (...route) => routed((routes) => routes.get(...route)),
    post: (...route) => routed((routes) => routes.post(...route)),
    receiveLogouts: (...route) => routed((routes) => routes.receiveLogouts(...route)),
    mount: (prefix, build) => {
      const router = new Router()
      build(routesOf(router))
      app.use(mounted(prefix, router.routes() as Middleware))
    },
  }
}

export function koaDoor(KoaApp: typeof Koa): Door<Middleware> {
  return {
    logoutReceiver,
    resourceServer,
    requireScope,
    requireAnyScope,
    requireAccess,
    requirementOf,
    ownChallenge: (value) => async (ctx, next) => {
      ctx.append('WWW-Authenticate', value)
      await next()
    },
    attach: (value) => async (ctx, next) => {
      Object.assign(ctx.state, { auth: value })
      await next()
    },
    formParser: async (ctx, next) => {
      Object.assign(ctx.request, { body: parse(await readBody(ctx)) })
      await next()
    },
    serve: (build, onError, tls) => {
      const app = new KoaApp()
      app.silent = true
      if (onError) {
        app.use(async (_ctx, next) => {
          try {
            await next()
          } catch (error) {
            onError(error)
            throw error
          }
        })
      }
      build(appRoutes(app))
      const handle = app.callback()
      return listen((req, res) => void handle(req, res), tls)
    },
  }
}

async function readBody(ctx: Context): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of ctx.req) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
