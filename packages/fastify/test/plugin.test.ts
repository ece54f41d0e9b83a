import { createTestIssuer } from '@qalqon/testing'
import fastify, { type FastifyInstance } from 'fastify'
import fastify4 from 'fastify4'
import { getAuth, requireScope, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const bearer = (scope = 'read') => ({ authorization: `Bearer ${issuer.token({ scope })}` })

describe.each([
  ['Fastify 5', fastify],
  ['Fastify 4', fastify4],
])('the context of a plugin: %s', (_name, create) => {
  let app: FastifyInstance
  let api: ReturnType<typeof resourceServer>

  beforeEach(() => {
    app = create()
    api = resourceServer({ ...issuer.options })
  })
  afterEach(() => app.close())

  test('a hook that is registered like a plugin is told, and ends nothing', async () => {
    for (const hook of [requireScope('a'), api.requireScope('a')]) {
      const other = create()
      await expect(other.register(hook as never).ready()).rejects.toThrow(/register: this is a hook/)
      await other.close()
    }
  })

  const statuses = async (...urls: string[]) =>
    Promise.all(urls.map(async (url) => (await app.inject({ url })).statusCode))

  test('routes of the context are protected, also those that were declared before, and those of contexts in it', async () => {
    app.get('/before', () => ({}))
    await app.register((child, _options, done) => {
      child.get('/child-before', () => ({}))
      done()
    })
    await app.register(api)
    app.get('/behind', () => ({}))
    await app.register(
      (child, _options, done) => {
        child.get('/y', () => ({}))
        done()
      },
      { prefix: '/child' },
    )
    expect(await statuses('/before', '/child-before', '/behind', '/child/y')).toEqual([401, 401, 401, 401])
    expect((await app.inject({ url: '/before', headers: bearer() })).statusCode).toBe(200)
  })

  test('without an await it protects what is declared in the same breath', async () => {
    void app.register(api)
    app.get('/x', () => ({}))
    expect(await statuses('/x')).toEqual([401])
  })

  test('a context beside it is open', async () => {
    await app.register(async (child) => {
      await child.register(api)
      child.get('/files', () => ({}))
    })
    await app.register((child, _options, done) => {
      child.get('/health', () => ({}))
      done()
    })
    app.get('/', () => ({}))
    expect(await statuses('/files', '/health', '/')).toEqual([401, 200, 200])
  })

  test('what no route answers is refused where the plugin is at the root; under a prefix, where the prefix has a handler for it', async () => {
    await app.register(api)
    expect(await statuses('/nowhere')).toEqual([401])
    expect((await app.inject({ url: '/nowhere', headers: bearer() })).statusCode).toBe(404)

    const other = create()
    const protect = (own: boolean) => async (child: FastifyInstance) => {
      await child.register(api)
      if (own) child.setNotFoundHandler((_request, reply) => reply.code(404).send())
    }
    await other.register(protect(false), { prefix: '/plain' })
    await other.register(protect(true), { prefix: '/own' })
    const status = async (url: string) => (await other.inject({ url })).statusCode
    expect([await status('/plain/nowhere'), await status('/own/nowhere')]).toEqual([404, 401])
    await other.close()
  })

  test('a hook of a route, in every phase in which it may stand', async () => {
    app.get('/alone', { onRequest: api.requireScope('read') }, (request) => getAuth(request).scopes)
    app.get('/validated', { preValidation: api.requireScope('read') }, (request) => getAuth(request).scopes)
    app.get('/handled', { preHandler: [api, requireScope('read')] }, (request) => getAuth(request).scopes)
    app.get('/api', { onRequest: api }, (request) => getAuth(request).scopes)
    app.get('/open', () => ({}))
    expect(await statuses('/alone', '/validated', '/handled', '/api', '/open')).toEqual([
      401, 401, 401, 401, 200,
    ])
    for (const url of ['/alone', '/validated', '/handled', '/api']) {
      expect((await app.inject({ url, headers: bearer() })).json()).toEqual(['read'])
      expect((await app.inject({ url, headers: bearer('other') })).statusCode).toBe(
        url === '/api' ? 200 : 403,
      )
    }
  })

  test('it decides in the same breath, once keys are there', async () => {
    await api.ready()
    const order: string[] = []
    app.addHook('onRequest', (_request, _reply, done) => {
      queueMicrotask(() => order.push('microtask'))
      done()
    })
    await app.register(api)
    app.get('/x', { onRequest: requireScope('read') }, () => {
      order.push('handler')
      return {}
    })
    await app.inject({ url: '/x', headers: bearer() })
    expect(order).toEqual(['handler', 'microtask'])
  })

  test('two of them go together, and so does a decorator that is there already', async () => {
    app.decorateRequest('auth', undefined)
    await app.register(api)
    await app.register(resourceServer({ ...issuer.options }))
    app.get('/x', (request) => ({ same: request.auth === getAuth(request) }))
    expect((await app.inject({ url: '/x', headers: bearer() })).json()).toEqual({ same: true })
  })

  test('a single challenge is a text, as tests with inject expect it', async () => {
    await app.register(api)
    app.get('/x', () => ({}))
    const refused = await app.inject('/x')
    expect(refused.headers['www-authenticate']).toBe(`Bearer realm="${issuer.audience}"`)
    expect(refused.headers['content-type']).toBe('application/problem+json')
    expect(refused.json()).toMatchObject({ status: 401 })
  })
})
