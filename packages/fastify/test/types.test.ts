import { createTestIssuer } from '@qalqon/testing'
import fastify, { type FastifyRequest } from 'fastify'
import {
  getAuth,
  requireAnyScope,
  requireScope,
  requirementOf,
  resourceServer,
  type AccessToken,
  type JsonObject,
} from '../src/index.js'

interface TenantClaims {
  readonly tenant: string
}

const parseTenant = (claims: JsonObject): TenantClaims => {
  if (typeof claims.tenant !== 'string') throw new TypeError('tenant: expected a text')
  return { tenant: claims.tenant }
}

test('requireScope without a scope neither compiles nor runs', () => {
  const api = resourceServer({ ...createTestIssuer().options })
  // @ts-expect-error -- at least one scope
  expect(() => requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => requireAnyScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => api.requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- scopes are texts, and not a list
  expect(() => requireScope(['read'])).toThrow(/is not one scope/)
})

test('config.access is typed, as far as Fastify lets it be', async () => {
  const app = fastify()
  await app.register(resourceServer({ ...createTestIssuer().options }))
  // The types of Fastify take any other member for a part of the config of the application.
  expect(() => app.get('/x', { config: { access: { scopes: ['read'] } } }, () => '')).toThrow(/scopes/)
  // @ts-expect-error -- scopes are a list
  expect(() => app.get('/y', { config: { access: { scope: 'read' } } }, () => '')).toThrow(/scope/)
  await app.close()
})

test('the metadata is a plugin, and a guard is none', async () => {
  const api = resourceServer({ ...createTestIssuer().options })
  const app = fastify()
  await app.register(api.metadata())
  // @ts-expect-error -- it is a hook
  const wrong = () => app.register(requireScope('read'))
  expect(wrong).toBeDefined()
  await app.close()
})

test('getAuth has the claims as parseClaims returns them; claims that it rejects are an invalid token', async () => {
  const issuer = createTestIssuer()
  const app = fastify()
  await app.register(resourceServer({ ...issuer.options, parseClaims: parseTenant }))
  app.get<{ Querystring: { a: string } }>('/tenant', { preHandler: requireScope('read') }, (request) => {
    const tenant: string = getAuth<TenantClaims>(request).claims.tenant
    return { tenant, a: request.query.a }
  })
  const get = (claims: Record<string, unknown>) =>
    app.inject({
      url: '/tenant?a=1',
      headers: { authorization: `Bearer ${issuer.token({ claims, scope: 'read' })}` },
    })
  expect((await get({ tenant: 'acme' })).json()).toEqual({ tenant: 'acme', a: '1' })
  const refused = await get({})
  expect([refused.statusCode, refused.body]).toEqual([
    401,
    expect.stringMatching(/The claims of the access token are not accepted/),
  ])
  await app.close()
})

test('the token on the request is typed, and may be absent', () => {
  const subjectOf = (request: FastifyRequest): string | undefined => request.auth?.subject
  // @ts-expect-error -- an anonymous request has none
  const unguarded = (request: FastifyRequest): string => request.auth.subject
  const anonymous = {} as FastifyRequest
  expect(subjectOf(anonymous)).toBeUndefined()
  expect(() => unguarded(anonymous)).toThrow(TypeError)
  const scopesOf = (token: AccessToken): readonly string[] => token.scopes
  expect(scopesOf).toBeDefined()
})

test('hooks go with routes that have types of their own', async () => {
  interface Route {
    Body: { title: string }
    Reply: { 200: { title: string } }
  }
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  const app = fastify()
  const onRequest = [api, requireScope('write'), api.requireAccess({ subjectType: 'user' })]
  app.post<Route>(
    '/files',
    { onRequest },
    (request, reply) =>
      void reply.code(200).send({ title: `${getAuth(request).subject}: ${request.body.title}` }),
  )
  const response = await app.inject({
    method: 'POST',
    url: '/files',
    headers: { authorization: `Bearer ${issuer.token({ scope: 'write', subject: 'alice' })}` },
    payload: { title: 'letter' },
  })
  expect(response.json()).toEqual({ title: 'alice: letter' })
  await app.close()
})

test('what routes require can be read from their hooks and their config when they are added', async () => {
  const api = resourceServer({ ...createTestIssuer().options })
  const app = fastify()
  const required: unknown[] = []
  app.addHook('onRoute', ({ method, url, onRequest, config }) => {
    const hooks = [onRequest ?? []].flat()
    if (method === 'GET') required.push([url, hooks.map(requirementOf), config?.access])
  })
  await app.register(api)
  app.get('/a', { onRequest: requireScope('read') }, () => '')
  app.get('/b', { config: { access: { anyScope: ['read', 'all'] } } }, () => '')
  expect(required).toEqual([
    ['/a', [{ authentication: 'required', requirement: { scope: ['read'] } }], undefined],
    ['/b', [], { anyScope: ['read', 'all'] }],
  ])
  await app.close()
})

test('a resource server is a plugin and a handle: it is warmed before it listens', async () => {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  const app = fastify()
  await app.register(api)
  app.addHook('onReady', () => api.ready())
  app.get('/', () => '')
  await app.ready()
  expect(issuer.requests.jwks).toBe(1)
  expect(api.stats().keySets[issuer.issuer]).toMatchObject({ keys: 1, failing: false })
  expect(api.savedKeySets()).toMatchObject([{ issuer: issuer.issuer }])
  const headers = { authorization: `Bearer ${issuer.token()}` }
  expect((await app.inject({ url: '/', headers })).statusCode).toBe(200)
  expect(issuer.requests.jwks).toBe(1)
  await app.close()
})

test('a mistake in the options is thrown when the resource server is built', () => {
  const { audience, ...rest } = createTestIssuer().options
  expect(audience).toBe('https://api.test')
  // @ts-expect-error -- audience is missing
  expect(() => resourceServer(rest)).toThrow(/^audience: expected the identifier of this API/)
})
