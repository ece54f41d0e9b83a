import { createDpopProver, createTestFetch, createTestIssuer } from '@qalqon/testing'
import { Hono } from 'hono'
import {
  getAuth,
  requireAnyScope,
  requireScope,
  resourceServer,
  TokenFault,
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

const issuer = createTestIssuer()
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test('requireScope without a scope neither compiles nor runs', () => {
  const api = resourceServer({ ...issuer.options })
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
  const app = new Hono()
  app.use(resourceServer({ ...issuer.options, parseClaims: parseTenant }))
  app.get('/tenant', (c) => {
    const tenant: string = getAuth<TenantClaims>(c).claims.tenant
    return c.json({ tenant })
  })
  const acme = await app.request('/tenant', bearer(issuer.token({ claims: { tenant: 'acme' } })))
  expect(await acme.json()).toEqual({ tenant: 'acme' })
  expect((await app.request('/tenant', bearer(issuer.token()))).status).toBe(401)
})

test('it goes with an app that has bindings and variables of its own, and leaves the types of its routes alone', async () => {
  interface Env {
    Bindings: { bucket: string }
    Variables: { startedAt: number }
  }
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('startedAt', 1)
    await next()
  })
  app.use(resourceServer({ ...issuer.options }))
  app.get('/files/:id', requireScope('read'), (c) => {
    const id: string = c.req.param('id')
    const subject: string | undefined = c.var.auth?.subject
    return c.json({
      id,
      subject,
      age: c.var.startedAt - 1,
      bucket: c.env.bucket,
      same: getAuth(c) === c.get('auth'),
    })
  })
  const token = issuer.token({ scope: 'read', subject: 'alice' })
  const response = await app.request('/files/7', bearer(token), { bucket: 'b' })
  expect(await response.json()).toEqual({ id: '7', subject: 'alice', age: 0, bucket: 'b', same: true })
})

test('the token among the variables is typed, and may be absent', async () => {
  const app = new Hono()
  app.use(resourceServer({ ...issuer.options, optional: true }))
  app.get('/', (c) => {
    // @ts-expect-error -- an anonymous request has none
    const unguarded = () => c.var.auth.subject
    const scopesOf = (token: AccessToken): readonly string[] => token.scopes
    expect(unguarded).toThrow(TypeError)
    expect(scopesOf).toBeDefined()
    return c.text(c.var.auth?.subject ?? 'anybody')
  })
  expect(await (await app.request('/')).text()).toBe('anybody')
})

test('an error handler of the application answers a thrown refusal with its response', async () => {
  const app = new Hono()
  app.use(resourceServer({ ...issuer.options, optional: true }))
  app.get('/', (c) => c.text(getAuth(c).subject))
  app.onError((error, c) => {
    if (error instanceof TokenFault && 'getResponse' in error) return (error.getResponse as () => Response)()
    return c.text('broken', 500)
  })
  const response = await app.request('/')
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer realm="https://api.test"',
  ])
})

test('a resource server is a middleware and a handle', async () => {
  const fresh = createTestIssuer()
  const api = resourceServer({ ...fresh.options })
  await api.ready()
  expect(api.stats().keySets[fresh.issuer]).toMatchObject({ keys: 1, failing: false })
})

test('a mistake in the options is thrown when the resource server is built', () => {
  const { audience, ...rest } = issuer.options
  expect(audience).toBe('https://api.test')
  // @ts-expect-error -- audience is missing
  expect(() => resourceServer(rest)).toThrow(/^audience: expected the identifier of this API/)
})

test('requests for an app of Hono are made by createTestFetch, and by the fields of a prover', async () => {
  const issuer = createTestIssuer()
  const app = new Hono()
  app.use(resourceServer({ ...issuer.options, dpop: 'allowed' }))
  app.get('/', (c) => c.text(getAuth(c).subject))
  const prover = createDpopProver({ clock: issuer.clock })
  const token = issuer.token({ boundTo: prover })
  const url = `${issuer.audience}/`
  for (const fetch of [app.request, app.fetch])
    expect(await (await createTestFetch({ token, prover, fetch })(url)).text()).toBe('user-1')
  expect((await app.request(url, { headers: prover.headers({ url, token }) })).status).toBe(200)
})
