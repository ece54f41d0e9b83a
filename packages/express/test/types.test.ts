import { createTestIssuer } from '@qalqon/testing'
import express, { type Request } from 'express'
import request from 'supertest'
import {
  getAuth,
  requireAccess,
  requireAnyScope,
  requireScope,
  resourceServer,
  type AccessToken,
  type ResourceServerOptions,
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

test('getAuth has the claims as parseClaims returns them; claims that it rejects are an invalid token', async () => {
  const issuer = createTestIssuer()
  const app = express()
  app.use(resourceServer({ ...issuer.options, parseClaims: parseTenant }))
  app.get('/tenant', (req, res) => {
    const tenant: string = getAuth<TenantClaims>(req).claims.tenant
    res.json({ tenant })
  })

  const get = (claims: Record<string, unknown>) =>
    request(app)
      .get('/tenant')
      .set('Authorization', `Bearer ${issuer.token({ claims })}`)
  expect((await get({ tenant: 'acme' }).expect(200)).body).toEqual({ tenant: 'acme' })
  await get({}).expect(401, /The claims of the access token are not accepted/)
})

test('a check may name the type of the claims, and cannot be asynchronous', async () => {
  const issuer = createTestIssuer()
  const app = express()
  app.use(resourceServer({ ...issuer.options, parseClaims: parseTenant }))
  const ofAcme = ({ claims }: AccessToken<TenantClaims>) => claims.tenant === 'acme'
  app.get('/typed', requireAccess({ check: ofAcme }), (_req, res) => void res.end())
  app.get('/plain', requireAccess({ check: ({ claims }: AccessToken) => claims.tenant === 'acme' }))
  // @ts-expect-error -- a promise of true is not true
  app.get('/later', requireAccess({ check: async () => Promise.resolve(true) }))

  const get = (path: string, tenant: string) =>
    request(app)
      .get(path)
      .set('Authorization', `Bearer ${issuer.token({ claims: { tenant } })}`)
  await get('/typed', 'acme').expect(200)
  await get('/typed', 'initech').expect(403)
  await get('/later', 'acme').expect(403)
})

test('the token on the request is typed, and may be absent', () => {
  const subjectOf = (req: Request): string | undefined => req.auth?.subject
  // @ts-expect-error -- an anonymous request has none
  const unguarded = (req: Request): string => req.auth.subject
  const anonymous = Object.create(express.request) as Request
  expect(subjectOf(anonymous)).toBeUndefined()
  expect(() => unguarded(anonymous)).toThrow(TypeError)
  const scopesOf = (token: AccessToken): readonly string[] => token.scopes
  expect(scopesOf).toBeDefined()
})

test('a resource server is a middleware and a handle: it is warmed before it listens', async () => {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  await api.ready()
  expect(issuer.requests.jwks).toBe(1)
  expect(api.stats().keySets[issuer.issuer]).toMatchObject({ keys: 1, failing: false })
  expect(api.savedKeySets()).toMatchObject([{ issuer: issuer.issuer }])

  const app = express().use(api)
  app.get('/', (_req, res) => void res.end())
  await request(app).get('/').set('Authorization', `Bearer ${issuer.token()}`).expect(200)
  expect(issuer.requests.jwks).toBe(1)
})

test('a mistake in the options is thrown when the resource server is built', () => {
  const { audience, ...rest } = createTestIssuer().options
  expect(audience).toBe('https://api.test')
  // @ts-expect-error -- audience is missing
  expect(() => resourceServer(rest)).toThrow(/^audience: expected the identifier of this API/)
})

test('options with a type of their own say whether anonymous requests can come through', () => {
  const start = (options: ResourceServerOptions) => resourceServer(options)
  const subjectOf = async (api: ReturnType<typeof start>) => {
    const outcome = await api.recheck({})
    return outcome.ok ? outcome.token.subject : undefined
  }
  const startOpen = (options: ResourceServerOptions<JsonObject, true>) => resourceServer(options)
  const maybe = async (api: ReturnType<typeof startOpen>) => {
    const outcome = await api.recheck({})
    // @ts-expect-error -- an anonymous request has no token
    return outcome.ok ? outcome.token.subject : undefined
  }
  const names = { issuer: 'https://as.example', audience: 'https://rs.example' }
  // @ts-expect-error -- the type of the options says that there are none
  expect(start({ ...names, optional: true })).toBeDefined()
  expect(startOpen({ ...names, optional: true })).toBeDefined()
  expect([subjectOf, maybe]).toHaveLength(2)
})

test('a guard leaves the parameters of a route as Express infers them', () => {
  const app = express()
  const api = resourceServer({ issuer: 'https://as.example', audience: 'https://rs.example' })
  app.use(api)
  app.get('/:id', requireScope('read'), api.requireScope('read'), (req) => {
    const id: string = req.params.id
    // @ts-expect-error the route has no such parameter
    const other: unknown = req.params.other
    return [id, other, getAuth(req).subject]
  })
  expect(app).toBeDefined()
})
