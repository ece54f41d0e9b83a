import { assertNoOpenRoutes, auditRoutes, type RouteAuditOptions } from '@qalqon/testing'
import express5 from 'express'
import express4 from 'express4'
import { requireAccess, requirementOf, requireScope, resourceServer } from '../src/index.js'

const options = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }
const api = resourceServer(options)
const handler = () => undefined
const audited = (app: object, more: Omit<RouteAuditOptions, 'requirementOf'> = {}) =>
  auditRoutes(app, { requirementOf, ...more })
const openRoutes = (app: object, more?: Omit<RouteAuditOptions, 'requirementOf'>) =>
  audited(app, more)
    .routes.filter(({ open }) => open)
    .map(({ method, path }) => `${method} ${path}`)

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('%s', (_version, express) => {
  test('lists every route with what protects it', () => {
    const app = express()
    app.get('/healthz', handler)
    app.use(api)
    app.get('/files', requireScope('files.read'), handler)
    app
      .route('/files/:id')
      .all(requireScope('files'))
      .get(handler)
      .delete(requireAccess({ roles: ['admin'] }), handler)
    const authentication = 'required'
    const files = { authentication, requirement: { scope: ['files'] } }
    const audit = audited(app, { open: ['GET /healthz'] })
    expect(audit).toEqual({
      routes: [
        { method: 'GET', path: '/healthz', open: true, protectedBy: [] },
        {
          method: 'GET',
          path: '/files',
          open: false,
          protectedBy: [{ authentication }, { authentication, requirement: { scope: ['files.read'] } }],
        },
        { method: 'GET', path: '/files/:id', open: false, protectedBy: [{ authentication }, files] },
        {
          method: 'DELETE',
          path: '/files/:id',
          open: false,
          protectedBy: [{ authentication }, files, { authentication, requirement: { roles: ['admin'] } }],
        },
      ],
      unseen: [],
      problems: [],
    })
    expect(() => assertNoOpenRoutes(audit)).not.toThrow()
  })

  test('problems are routes that are open unsaid, and said open and are not', () => {
    const app = express()
    app.get('/healthz', handler)
    app.post('/forgotten', handler)
    app.get('/files', api, handler)
    const { problems } = audited(app, { open: ['GET /healthz', 'GET /gone', 'GET /files', 'POST /healthz'] })
    expect(problems).toEqual([
      'POST /forgotten is open, and not declared so',
      'GET /gone is declared open, and there is no such route',
      'GET /files is declared open, and is protected',
      'POST /healthz is declared open, and there is no such route',
    ])
    expect(() => assertNoOpenRoutes(audited(app))).toThrow(
      /GET \/healthz is open, .*\nPOST \/forgotten is open/,
    )
  })

  test.each<[string, (app: express5.Express) => unknown]>([
    ['a guard that comes later', (app) => app.get('/x', handler).use(api)],
    ['a guard after the handler', (app) => app.get('/x', handler, api)],
    ['a guard of another path', (app) => app.use('/y', api).get('/x', handler)],
    ['a guard of a longer path', (app) => app.use('/x/y', api).get('/x', handler)],
    ['a guard for another method', (app) => app.post('/x', api).get('/x', handler)],
    ['a guard of a pattern, for any value', (app) => app.use(/^\/[a-z0-9]+/i, api).get('/:x', handler)],
    ['a guard for one value of a parameter', (app) => app.use('/q7x', api).get('/:x', handler)],
    [
      'a guard of a router that the route is not in',
      (app) => app.use(express.Router().use(api)).get('/x', handler),
    ],
    [
      'a guard that lets the anonymous through',
      (app) => app.get('/x', resourceServer({ ...options, optional: true }), handler),
    ],
    ['a function around a guard', (app) => app.get('/x', (...all) => api(...all), handler)],
    [
      'a guard that minds case, before a router that does not',
      (app) => {
        app.set('case sensitive routing', true)
        app.use('/x', api)
        app.use(express.Router().get('/x', handler))
      },
    ],
    [
      'a guard that minds a slash at the end, before a router that does not',
      (app) => {
        app.set('strict routing', true)
        app.all('/x', api)
        app.use(express.Router().get('/x', handler))
      },
    ],
  ])('%s does not protect', (_what, declare) => {
    const app = express()
    declare(app)
    expect(openRoutes(app)).toHaveLength(1)
  })

  test.each<[string, (app: express5.Express) => unknown]>([
    ['a guard of the path', (app) => app.use('/x', api).get('/x/:id', handler)],
    ['a guard of the path with a parameter', (app) => app.use('/:a/y', api).get('/:b/y/z', handler)],
    ['one of several paths', (app) => app.use(['/y', '/x'], api).get('/x', handler)],
    ['a route of guards alone', (app) => app.all('/x', api).get('/x', handler)],
    ['for the same method', (app) => app.get('/:any', api).get('/x', handler)],
    ['a guard of the router around', (app) => app.use('/v1', api, express.Router().get('/x', handler))],
    [
      'a guard that minds case, as the route does',
      (app) => app.set('case sensitive routing', true).use('/x', api).get('/x', handler),
    ],
    ['a guard of a pattern, for a name', (app) => app.use(/^\/x/i, api).get('/x', handler)],
    [
      'a route of guards for every path',
      (app) => app.all(express === express4 ? '*' : '/{*any}', api).get('/:x', handler),
    ],
    ['a guard within an array', (app) => app.get('/x', [api], handler)],
    ['any guard without a path, of a pattern', (app) => app.use(api).get(/^\/x/, handler)],
  ])('%s protects', (_what, declare) => {
    const app = express()
    declare(app)
    expect(audited(app).problems).toEqual([])
    expect(audited(app).routes).toHaveLength(1)
  })

  test('routers are looked into, with their prefixes', () => {
    const app = express()
    const admin = express.Router({ mergeParams: true })
    admin.use('/users', requireScope('admin'))
    admin.get('/users/:name', handler).get('/', handler)
    app.use('/v1.0/:tenant', express.Router().use('/admin', admin).all('/echo', handler))
    expect(openRoutes(app)).toEqual(['GET /v1.0/:tenant/admin', 'ALL /v1.0/:tenant/echo'])
    expect(audited(app).routes[0]).toMatchObject({ path: '/v1.0/:tenant/admin/users/:name', open: false })
    expect(audited(express.Router().get('/a/', handler)).routes).toMatchObject([{ path: '/a' }])
  })

  test('a mount that Express does not tell is a problem, until it is named', () => {
    const app = express()
    const [router, admin] = [express.Router(), express()]
    app.use(/^\/(?:old|new)(?=\/|$)/, router.get('/x', handler))
    app.use('/admin', admin.get('/y', handler))
    app.use('/z', requireScope('z'), express.Router().get('/', handler))
    expect(openRoutes(app)).toEqual(['GET /{hidden}/x'])
    expect(audited(app, { open: ['GET /{hidden}/x'] }).problems).toEqual([
      expect.stringMatching(/^a router is mounted at \/\{hidden\}, .* name it in mounts$/),
      expect.stringMatching(/^an app is mounted at \/admin, .* name it in mounts$/),
    ])
    const open = ['GET /old/x', 'GET /admin/y']
    expect(audited(app, { open, mounts: { '/old': router, '/admin': admin } }).problems).toEqual([])
    expect(
      audited(app, { open, mounts: { '/old': router, '/admin': admin, '/elsewhere': router } }).problems,
    ).toEqual([expect.stringMatching(/^mounts names \/elsewhere/)])
    admin.use(api).get('/later', handler)
    app.use('/other', express())
    expect(audited(app, { open, mounts: { '/old': router, '/admin': admin } }).problems).toEqual([
      expect.stringMatching(/^an app is mounted at \/other/),
    ])
  })

  test('an app without routes has none', () => {
    expect(audited(express())).toEqual({ routes: [], unseen: [], problems: [] })
  })
})

test('the pattern of Express 5 for every path is none in Express 4', () => {
  const app = express4()
  app.all('/{*splat}', api)
  app.get('/files', handler)
  expect(openRoutes(app)).toEqual(['GET /files'])
})

test('a guard behind what answers is not met', () => {
  const app = express5()
  app
    .route('/files')
    .get((_req, res) => void res.end())
    .post(api, handler)
    .all(api, handler)
  app.get('/notes', (_req, _res, next) => next(), api, handler)
  expect(openRoutes(app)).toEqual(['GET /files'])
})

test('names the functions that it cannot look into, and where they stand', () => {
  for (const express of [express4, express5]) {
    const app = express()
    app.use(api.metadata(), express.json())
    app.use('/assets', express.static('.'))
    app.use(function query(_req: unknown, _res: unknown, next: () => void) {
      next()
    })
    app.use((error: unknown, _req: unknown, _res: unknown, next: (error: unknown) => void) => next(error))
    expect(audited(app).unseen).toEqual([
      expect.stringMatching(/ at \/$/),
      'jsonParser at /',
      'serveStatic at /assets',
      'query at /',
    ])
  }
})

test('what is no app, and options that do nothing, are told', () => {
  expect(() => audited({})).toThrow(/expected an app of Express, /)
  expect(() => audited(express5(), { closed: [] } as never)).toThrow(/no option "closed"/)
  expect(() => auditRoutes(express5(), {} as never)).toThrow(/expected requirementOf/)
})
