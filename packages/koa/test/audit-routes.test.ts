import Router from '@koa/router'
import { assertNoOpenRoutes, auditRoutes, type RouteAuditOptions } from '@qalqon/testing'
import Koa from 'koa'
import request from 'supertest'
import { requirementOf, requireScope, resourceServer } from '../src/index.js'

const api = resourceServer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
const handler = () => undefined
const audited = (app: object, more: Omit<RouteAuditOptions, 'requirementOf'> = {}) =>
  auditRoutes(app, { requirementOf, ...more })

test('lists every route with what protects it', () => {
  const [health, router] = [new Router(), new Router({ prefix: '/v1' })]
  health.get('/healthz', handler)
  router.get('/files/:id', requireScope('files.read'), handler).all('/echo', handler)
  const app = new Koa()
  app.use(health.routes()).use(api).use(router.routes())
  const audit = audited(app, { open: ['GET /healthz'] })
  expect(audit).toEqual({
    routes: [
      { method: 'GET', path: '/healthz', open: true, protectedBy: [] },
      {
        method: 'GET',
        path: '/v1/files/:id',
        open: false,
        protectedBy: [
          { authentication: 'required' },
          { authentication: 'required', requirement: { scope: ['files.read'] } },
        ],
      },
      { method: 'ALL', path: '/v1/echo', open: false, protectedBy: [{ authentication: 'required' }] },
    ],
    unseen: [],
    problems: [],
  })
  expect(() => assertNoOpenRoutes(audit)).not.toThrow()
  expect(() => assertNoOpenRoutes(audited(app))).toThrow('GET /healthz is open, and not declared so')
})

test.each<[string, (router: Router) => unknown]>([
  ['a guard that comes later', (router) => router.get('/x', handler).use(api)],
  ['a guard after the handler', (router) => router.get('/x', handler, api)],
  ['a guard of another path', (router) => router.use('/y', api).get('/x', handler)],
  ['a guard for another method', (router) => router.post('/x', api).get('/x', handler)],
  [
    'a guard of a nested router',
    (router) => router.use('/n', new Router().use(api).routes()).get('/x', handler),
  ],
])('%s does not protect', (_what, declare) => {
  const router = new Router()
  declare(router)
  expect(audited(router).problems).toEqual(['GET /x is open, and not declared so'])
})

test('a guard of a router with a prefix lets requests for the prefix in capitals through', async () => {
  const router = new Router({ prefix: '/v1' }).use(api).get('/x', (ctx) => {
    ctx.body = 'let through'
  })
  const app = new Koa()
  const send = request(app.use(router.routes()).callback())
  await send.get('/v1/x').expect(401)
  await send.get('/V1/x').expect(200, 'let through')
  expect(audited(app).problems).toEqual(['GET /v1/x is open, and not declared so'])
  expect(audited(new Koa().use(api).use(router.routes())).problems).toEqual([])
})

test('where the router is sensitive it lets none through', async () => {
  const router = new Router({ prefix: '/v1', sensitive: true }).use(api).get('/x', handler)
  const app = new Koa()
  await request(app.use(router.routes()).callback()).get('/V1/x').expect(404)
  expect(audited(app).problems).toEqual([])
})

test('in a router that runs the last match alone, a guard before the route does not protect', () => {
  const router = new Router({ exclusive: true }).use(api).get('/x', handler).get('/y', api, handler)
  expect(audited(router).problems).toEqual(['GET /x is open, and not declared so'])
})

test.each<[string, (router: Router) => unknown]>([
  ['a guard of the router', (router) => router.use(api).get('/x', handler)],
  ['a guard of the path', (router) => router.use('/x', api).get('/x/:id', handler)],
  ['a guard before a pattern', (router) => router.use(api).get(/^\/x/, handler)],
  ['a route of guards alone', (router) => router.all('/x', api).get('/x', handler)],
  ['a guard of a path within a prefix', (router) => router.prefix('/v1').use('/x', api).get('/x', handler)],
  [
    'a guard within a nested router',
    (router) => router.use('/n/:m', new Router().use(api).get('/x', handler).routes()),
  ],
])('%s protects', (_what, declare) => {
  const router = new Router()
  declare(router)
  const app = new Koa()
  app.use(router.routes())
  expect(audited(app)).toMatchObject({ routes: [{ open: false }], problems: [], unseen: [] })
})

test('names the functions that it cannot look into, and where they stand', () => {
  const app = new Koa()
  app.use(function assets() {
    return undefined
  })
  const router = new Router()
  router.use('/x', async function log(_ctx, next) {
    await next()
  })
  app.use(router.routes())
  expect(audited(app).unseen).toEqual(['assets at /', 'log at /x'])
})

test('mounts are for Express', () => {
  expect(() => audited(new Koa(), { mounts: {} })).toThrow(/mounts is for Express/)
})
