import { assertNoOpenRoutes, auditRoutes, type RouteAuditOptions } from '@qalqon/testing'
import fastify, { type FastifyInstance } from 'fastify'
import fastify4 from 'fastify4'
import { requirementOf, requireScope, resourceServer } from '../src/index.js'

const issuer = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }
const api = resourceServer(issuer)
const handler = () => ({})
const audited = async (app: FastifyInstance, more: Omit<RouteAuditOptions, 'requirementOf'> = {}) => {
  await app.ready()
  return auditRoutes(app, { requirementOf, ...more })
}

describe.each([
  ['Fastify 5', fastify],
  ['Fastify 4', fastify4],
])('%s', (_name, create) => {
  let app: FastifyInstance
  beforeEach(() => {
    app = create()
  })
  afterEach(() => app.close())

  test('lists every route with what protects it', async () => {
    app.get('/healthz', handler)
    void app.register(
      async (files) => {
        await files.register(api)
        files.get('/:id', { onRequest: requireScope('files.read') }, handler)
        files.post('/', { config: { access: { scope: ['files.write'] } } }, handler)
        files.all('/echo', handler)
      },
      { prefix: '/files' },
    )
    const audit = await audited(app, { open: ['GET /healthz'] })
    const required = { authentication: 'required' }
    const scope = (name: string) => ({ ...required, requirement: { scope: [name] } })
    expect(audit).toEqual({
      routes: [
        { method: 'GET', path: '/healthz', open: true, protectedBy: [] },
        { method: 'GET', path: '/files/:id', open: false, protectedBy: [required, scope('files.read')] },
        { method: 'POST', path: '/files/', open: false, protectedBy: [required, scope('files.write')] },
        { method: 'ALL', path: '/files/echo', open: false, protectedBy: [required] },
      ],
      unseen: [],
      problems: [],
    })
    const all = await audited(app)
    expect(() => assertNoOpenRoutes(all)).toThrow('GET /healthz is open, and not declared so')
  })

  /** What happens to a request without a token is what the audit says of its route. */
  const holds = async (declare: (app: FastifyInstance) => unknown, open: boolean) => {
    declare(app)
    const { routes } = await audited(app)
    expect((await app.inject({ url: '/x' })).statusCode).toBe(open ? 200 : 401)
    expect(routes).toMatchObject([{ method: 'GET', path: '/x', open }])
  }

  test.each<[string, (app: FastifyInstance) => unknown]>([
    ['no guard', (app) => app.get('/x', handler)],
    [
      'a guard of a context beside it',
      (app) => app.register(async (it) => it.register(api)).get('/x', handler),
    ],
    [
      'a guard that lets anonymous requests through',
      (app) => app.register(resourceServer({ ...issuer, optional: true })).get('/x', handler),
    ],
    ['a guard behind the handler', (app) => app.get('/x', { onSend: (_r, _p, _b, done) => done() }, handler)],
    [
      'what config asks, and nobody reads',
      (app) => app.get('/x', { config: { access: { scope: ['a'] } } }, handler),
    ],
  ])('%s does not protect', async (_what, declare) => holds(declare, true))

  test.each<[string, (app: FastifyInstance) => unknown]>([
    ['the plugin', (app) => app.register(api).get('/x', handler)],
    ['the plugin, registered later', (app) => app.get('/x', handler).register(api)],
    [
      'the plugin around a context',
      (app) =>
        app.register(api).register((it, _options, done) => {
          it.get('/x', handler)
          done()
        }),
    ],
    ['a hook of the context', (app) => app.addHook('preHandler', api.requireScope('a')).get('/x', handler)],
    ['a hook of the route', (app) => app.get('/x', { onRequest: api }, handler)],
    [
      'one of several hooks',
      (app) => app.get('/x', { preHandler: [(_r, _p, done) => done(), api.requireScope('a')] }, handler),
    ],
    [
      'what config asks beside a guard that lets anonymous requests through',
      (app) =>
        app
          .register(resourceServer({ ...issuer, optional: true }))
          .get('/x', { config: { access: { scope: ['a'] } } }, handler),
    ],
  ])('%s protects', async (_what, declare) => holds(declare, false))

  test('names the hooks that it cannot look into, once, and where they stand', async () => {
    app.addHook('onRequest', function cors(_request, _reply, done) {
      done()
    })
    void app.register(api)
    app.get('/x', handler).get('/y', handler)
    expect((await audited(app)).unseen).toEqual(['cors at /'])
  })

  test('names the hooks of a route too, which may answer before its guard', async () => {
    app.get('/x', { onRequest: (_request, reply) => void reply.send({}), preHandler: api }, handler)
    expect((await audited(app)).unseen).toEqual(['onRequest at /x'])
    expect((await app.inject({ url: '/x' })).statusCode).toBe(200)
  })

  test('a route for HEAD that is guarded otherwise than that for GET is one of its own', async () => {
    app.head('/x', handler).get('/x', { onRequest: api, exposeHeadRoute: false }, handler)
    expect((await audited(app)).problems).toEqual(['HEAD /x is open, and not declared so'])
  })

  test('says what to do where it cannot know the routes', async () => {
    app.get('/x', handler)
    expect(() => auditRoutes(app, { requirementOf })).toThrow(/await app.ready\(\) before/)
    const context = Object.create(app) as FastifyInstance
    await app.ready()
    expect(() => auditRoutes(context, { requirementOf })).toThrow(/hand in the app itself, not a context/)
  })
})
