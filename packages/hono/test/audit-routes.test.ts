import { assertNoOpenRoutes, auditRoutes, type RouteAuditOptions } from '@qalqon/testing'
import { Hono } from 'hono'
import { Hono as Hono45 } from 'hono4.5'
import { requirementOf, requireScope, resourceServer } from '../src/index.js'

const api = resourceServer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
const handler = () => new Response()
const audited = (app: object, more: Omit<RouteAuditOptions, 'requirementOf'> = {}) =>
  auditRoutes(app, { requirementOf, ...more })

describe.each([
  ['Hono', Hono],
  ['Hono 4.5', Hono45],
])('%s', (_name, App) => {
  test('lists every route with what protects it', () => {
    const files = new App()
    files.get('/:id', requireScope('files.read'), handler).all('/echo', handler)
    const app = new App().get('/healthz', handler)
    app.use(api).route('/v1/files', files)
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
        { method: 'ALL', path: '/v1/files/echo', open: false, protectedBy: [{ authentication: 'required' }] },
      ],
      unseen: [],
      problems: [],
    })
    expect(() => assertNoOpenRoutes(audited(app))).toThrow('GET /healthz is open, and not declared so')
  })

  /** What happens to a request without a token is what the audit says of its route. */
  const holds = async (declare: (app: Hono) => unknown, target: string, open: boolean) => {
    const app = new App()
    declare(app)
    expect((await app.request(target)).status).toBe(open ? 200 : 401)
    expect(audited(app).routes.map((route) => route.open)).toEqual([open])
  }

  test.each<[string, string, (app: Hono) => unknown]>([
    ['a guard that comes later', '/x', (app) => app.get('/x', handler).use(api)],
    ['a guard after the handler', '/x', (app) => app.get('/x', handler, api)],
    ['a guard of another path', '/x', (app) => app.use('/y/*', api).get('/x', handler)],
    ['a guard of a path that only begins alike', '/xy', (app) => app.use('/x/*', api).get('/xy', handler)],
    ['a guard of the path alone', '/x/1', (app) => app.use('/x', api).get('/x/:id', handler)],
    ['a guard for another method', '/x', (app) => app.post('/x', api).get('/x', handler)],
    ['a guard of one segment and more', '/x', (app) => app.use('/*/*', api).get('/x', handler)],
    ['a guard in capitals', '/x', (app) => app.use('/X/*', api).get('/x', handler)],
    ['a guard of an app beside it', '/x', (app) => app.route('/n', new App().use(api)).get('/x', handler)],
    [
      'a guard that lets anonymous requests through',
      '/x',
      (app) =>
        app
          .use(resourceServer({ issuer: 'https://a.example', audience: 'https://b.example', optional: true }))
          .get('/x', handler),
    ],
  ])('%s does not protect', async (_what, target, declare) => holds(declare, target, true))

  test.each<[string, string, (app: Hono) => unknown]>([
    ['a guard of the app', '/x', (app) => app.use(api).get('/x', handler)],
    ['a guard of *', '/x', (app) => app.use('*', api).get('/x', handler)],
    ['a guard of the route', '/x', (app) => app.get('/x', api, handler)],
    [
      'a guard behind a middleware of the route',
      '/x',
      (app) => app.get('/x', async (_c, next) => next(), api, handler),
    ],
    ['a guard of a path', '/x/1', (app) => app.use('/x/*', api).get('/x/:id', handler)],
    ['a guard of a path, for the path itself', '/x', (app) => app.use('/x/*', api).get('/x', handler)],
    ['a guard before a pattern', '/x/1', (app) => app.use('/x/*', api).get('/x/:id{[0-9]+}', handler)],
    ['a guard before all below', '/x/1/2', (app) => app.use('/x/*', api).get('/x/*', handler)],
    ['a guard with a parameter', '/t/x', (app) => app.use('/:tenant/*', api).get('/:tenant/x', handler)],
    [
      'a guard with a parameter, before names',
      '/t/x',
      (app) => app.use('/:tenant/*', api).get('/t/x', handler),
    ],
    [
      'a guard with a parameter, before one and a pattern',
      '/t/1',
      (app) => app.use('/:tenant/*', api).get('/:tenant/:id{[0-9]+}', handler),
    ],
    ['a guard of a base path', '/v1/x', (app) => app.basePath('/v1').use(api).get('/x', handler)],
    ['a guard within an app', '/n/x', (app) => app.route('/n', new App().use(api).get('/x', handler))],
    [
      'a guard within an app that has an error handler of its own',
      '/n/x',
      (app) =>
        app.route(
          '/n',
          new App()
            .onError(() => new Response())
            .use(api)
            .get('/x', handler),
        ),
    ],
    ['a guard of each method', '/x', (app) => app.on(['GET'], ['/x'], api, handler)],
  ])('%s protects', async (_what, target, declare) => holds(declare, target, false))

  test('a guard with a parameter is not sure to lie before a route that spells it otherwise', () => {
    const app = new App().use('/:tenant/*', api).get('/:id/files', handler)
    expect(audited(app).problems).toEqual(['GET /:id/files is open, and not declared so'])
  })

  test('names the functions that it cannot look into, and where they stand', () => {
    const app = new App().use(async function log(_c, next) {
      await next()
    })
    app.use('/x/*', async (_c, next) => next())
    app.all('/old/*', async function files(_c, next) {
      await next()
    })
    expect(audited(app).unseen).toEqual(['log at /', '<anonymous> at /x', 'files at /old'])
  })
})
