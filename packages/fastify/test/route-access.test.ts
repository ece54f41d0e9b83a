import { createTestIssuer } from '@qalqon/testing'
import fastify, { type FastifyInstance } from 'fastify'
import fastify4 from 'fastify4'
import { ConfigurationFault, getAuth, resourceServer, type AccessRequirement } from '../src/index.js'

const issuer = createTestIssuer()
const bearer = (scope?: string) => ({
  authorization: `Bearer ${issuer.token(scope === undefined ? {} : { scope })}`,
})
const files = { access: { scope: ['files.read'] } }

describe.each([
  ['Fastify 5', fastify],
  ['Fastify 4', fastify4],
])('config.access: %s', (_name, create) => {
  let app: FastifyInstance
  let api: ReturnType<typeof resourceServer>

  beforeEach(() => {
    app = create()
    api = resourceServer({ ...issuer.options })
  })
  afterEach(() => app.close())

  const status = async (url: string, scope?: string, method: 'GET' | 'HEAD' = 'GET') =>
    (await app.inject({ method, url, headers: bearer(scope) })).statusCode

  test('a route says what it requires, and its 401 names the scope', async () => {
    await app.register(api)
    app.get('/files', { config: files }, (request) => getAuth(request).scopes)
    app.get('/any', () => ({}))
    expect((await app.inject('/files')).headers['www-authenticate']).toContain('scope="files.read"')
    expect(await status('/files', 'other')).toBe(403)
    expect(await status('/files', 'other', 'HEAD')).toBe(403)
    expect(await status('/files', 'files.read')).toBe(200)
    expect(await status('/files', 'files.read', 'HEAD')).toBe(200)
    expect(await status('/any')).toBe(200)
  })

  test('it holds for routes that were declared before the plugin, and in contexts in it', async () => {
    app.get('/before', { config: files }, () => ({}))
    await app.register((child, _options, done) => {
      child.get('/child-before', { config: files }, () => ({}))
      done()
    })
    void app.register(api)
    app.get('/same-breath', { config: files }, () => ({}))
    await app.register((child, _options, done) => {
      child.get('/child', { config: files }, () => ({}))
      done()
    })
    for (const url of ['/before', '/child-before', '/same-breath', '/child']) {
      expect([await status(url, 'other'), await status(url, 'files.read')]).toEqual([403, 200])
    }
  })

  test('it holds beside a guard that stands alone', async () => {
    app.get('/x', { preHandler: api.requireScope('read'), config: files }, () => ({}))
    const scopes = ['read', 'files.read', 'read files.read']
    expect(await Promise.all(scopes.map((scope) => status('/x', scope)))).toEqual([403, 403, 200])
    expect((await app.inject('/x')).statusCode).toBe(401)
  })

  test('it holds for a route that has the resource server as its hook', async () => {
    app.get('/x', { onRequest: api, config: files }, () => ({}))
    expect([await status('/x', 'other'), await status('/x', 'files.read')]).toEqual([403, 200])
  })

  const mistakes: [what: string, access: unknown, message: RegExp][] = [
    ['another name', { scopes: ['read'] }, /scopes: there is no such requirement/],
    ['nothing', {}, /at least one of scope/],
    ['no object', 'files.read', /expected an object/],
    ['null', null, /expected an object/],
    ['a scope that is none', { scope: ['a b'] }, /a b/],
    ['an audience of another API', { audience: 'https://elsewhere.example' }, /elsewhere/],
  ]
  test.each(mistakes)('a mistake is thrown when the route is added: %s', async (_what, access, message) => {
    await app.register(api)
    const add = () => app.get('/x', { config: { access: access as AccessRequirement } }, () => ({}))
    expect(add).toThrow(ConfigurationFault)
    expect(add).toThrow(message)
  })

  test.each(mistakes)(
    'in a route that was declared before, it answers 500: %s',
    async (_what, access, message) => {
      const errors: unknown[] = []
      app.setErrorHandler((error) => {
        errors.push(error)
        throw error
      })
      app.get('/x', { config: { access: access as AccessRequirement } }, () => ({}))
      await app.register(api)
      expect(await status('/x')).toBe(500)
      expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })])
    },
  )
})
