import { createTestIssuer } from '@qalqon/testing'
import {
  getAuth,
  getOptionalAuth,
  requireAnyScope,
  requireScope,
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

const issuer = createTestIssuer()
const api = resourceServer({ ...issuer.options })
const requestWith = (token: string) =>
  new Request('https://api.test/', { headers: { authorization: `Bearer ${token}` } })

test('requireScope without a scope neither compiles nor runs', () => {
  // @ts-expect-error -- at least one scope
  expect(() => requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => requireAnyScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- at least one scope
  expect(() => api.requireScope()).toThrow(/expected at least one scope/)
  // @ts-expect-error -- scopes are texts, and not a list
  expect(() => requireScope(['read'])).toThrow(/is not one scope/)
})

test('getAuth has the claims as parseClaims returns them', async () => {
  const tenants = resourceServer({ ...issuer.options, parseClaims: parseTenant })
  const handler = tenants((request) => {
    const tenant: string = getAuth<TenantClaims>(request).claims.tenant
    return Response.json({ tenant })
  })
  expect(await (await handler(requestWith(issuer.token({ claims: { tenant: 'acme' } })))).json()).toEqual({
    tenant: 'acme',
  })
  expect((await handler(requestWith(issuer.token()))).status).toBe(401)
})

test('a worker: what the type of its export says of env and ctx holds inside', async () => {
  interface Env {
    readonly bucket: string
  }
  interface Ctx {
    waitUntil(promise: Promise<unknown>): void
  }
  interface Worker {
    fetch(request: Request, env: Env, ctx: Ctx): Promise<Response>
  }
  const worker = {
    fetch: api.metadata()(
      api((request, env, ctx) => {
        const bucket: string = env.bucket
        ctx.waitUntil(Promise.resolve())
        return Response.json({ bucket, subject: getAuth(request).subject })
      }),
    ),
  } satisfies Worker
  const ctx = { waitUntil: () => undefined }
  const response = await worker.fetch(requestWith(issuer.token({ subject: 'alice' })), { bucket: 'b' }, ctx)
  expect(await response.json()).toEqual({ bucket: 'b', subject: 'alice' })
})

test('a route handler: a request of a class of its own, and its parameters', async () => {
  class NextLikeRequest extends Request {
    get path(): string {
      return new URL(this.url).pathname
    }
  }
  const GET = api.requireScope('read')(
    async (request: NextLikeRequest, { params }: { params: Promise<{ id: string }> }) =>
      Response.json({ path: request.path, id: (await params).id }),
  )
  const headers = { authorization: `Bearer ${issuer.token({ scope: 'read' })}` }
  const request = new NextLikeRequest('https://api.test/files/7', { headers })
  expect(await (await GET(request, { params: Promise.resolve({ id: '7' }) })).json()).toEqual({
    path: '/files/7',
    id: '7',
  })
  // @ts-expect-error -- the parameters are missing
  const withoutParameters = () => GET(request)
  expect(withoutParameters).toBeDefined()
})

test('a handler of Bun returns nothing after an upgrade to WebSocket, also where an answer would get fields', async () => {
  const server = { upgrade: () => true }
  const open = resourceServer({ ...issuer.options, bearerMethods: ['header', 'query'] })
  const handler = open((request, on: typeof server) =>
    on.upgrade() ? undefined : Response.json({ subject: getAuth(request).subject }),
  )
  const inQuery = new Request(`https://api.test/?access_token=${issuer.token()}`)
  const answer: Response | undefined = await handler(inQuery, server)
  expect(answer).toBeUndefined()
  expect((await handler(new Request('https://api.test/'), server))?.status).toBe(401)
})

test('a token that may be absent is typed so', () => {
  const subjectOf = (request: Request): string | undefined => getOptionalAuth(request)?.subject
  // @ts-expect-error -- an anonymous request has none
  const unguarded = (request: Request): string => getOptionalAuth(request).subject
  for (const read of [subjectOf, unguarded])
    expect(() => read(new Request('https://api.test/'))).toThrow(
      /no resourceServer\(\) has seen this request/,
    )
  const scopesOf = (token: AccessToken): readonly string[] => token.scopes
  expect(scopesOf).toBeDefined()
})

test('a resource server is a middleware and a handle', async () => {
  const fresh = createTestIssuer()
  const server = resourceServer({ ...fresh.options })
  await server.ready()
  expect(server.stats().keySets[fresh.issuer]).toMatchObject({ keys: 1, failing: false })
})

test('a mistake in the options is thrown when the resource server is built', () => {
  const { audience, ...rest } = issuer.options
  expect(audience).toBe('https://api.test')
  // @ts-expect-error -- audience is missing
  expect(() => resourceServer(rest)).toThrow(/^audience: expected the identifier of this API/)
})
