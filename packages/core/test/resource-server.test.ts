import { createTestIssuer } from '@qalqon/testing'
import {
  ConfigurationFault,
  InfrastructureFault,
  isPromise,
  resourceServer,
  TokenFault,
  type AccessToken,
  type JsonObject,
} from '../src/index.js'
import { challengeOf, expectAccepted, expectRefused, I, matrix, N, R } from './support/matrix.js'

const { issuer, server, get } = matrix()
const bearer = (options: Parameters<typeof issuer.token>[0] = {}) =>
  `Bearer ${issuer.token({ scope: 'read', ...options })}`
const request = (authorization?: string, method = 'GET') => ({
  method,
  url: `${R}/x`,
  headers: authorization === undefined ? {} : { authorization },
})

describe('authorize', () => {
  test('says who and what the token speaks of', async () => {
    const token = expectAccepted(await get(bearer({ scope: 'read write' })))
    expect(token).toMatchObject({
      issuer: I,
      subject: 'user-1',
      subjectType: 'user',
      clientId: 'client-1',
      audience: [R],
      scopes: ['read', 'write'],
      expiresAt: N + 300,
      claims: { iss: I, aud: R, sub: 'user-1', scope: 'read write' },
    })
    expect([token.hasScope('write'), token.hasScope('delete')]).toEqual([true, false])
  })

  test('without a requirement a valid token is enough', async () => {
    const token = issuer.token()
    expect(expectAccepted(await server.authorize(request(`Bearer ${token}`))).scopes).toEqual([])
    expectRefused(await server.authorize(request()), 401, undefined, 'credentials_missing')
  })

  test('answers at once when nothing has to be waited for', () => {
    for (const authorization of [undefined, 'Basic x', 'Bearer', 'Bearer abc']) {
      expect(isPromise(server.authorize(request(authorization)))).toBe(false)
    }
  })

  test('a subject that is the client itself has the type client', async () => {
    const own = issuer.clientCredentials({ scope: 'read', clientId: 'robot' })
    expect(expectAccepted(await get(`Bearer ${own}`))).toMatchObject({
      subject: 'robot',
      subjectType: 'client',
      clientId: 'robot',
    })
  })

  test('a token of a plain issuer may name its client in azp, or not at all', async () => {
    const plain = matrix({ issuers: [{ issuer: I, tokenProfile: 'plain-jwt' }] }, issuer)
    const named = await plain.get(bearer({ claims: { client_id: undefined, azp: 'spa' } }))
    expect(expectAccepted(named)).toMatchObject({ clientId: 'spa', subjectType: 'user' })
    const unnamed = await plain.get(bearer({ claims: { client_id: undefined } }))
    expect(expectAccepted(unnamed)).toMatchObject({ clientId: undefined, subjectType: 'user' })
  })
})

describe('optional', () => {
  const optional = matrix({ optional: true }, issuer)

  test.each([[undefined], ['Basic Zm9vOmJhcg==']])('%s comes through as anonymous', async (authorization) => {
    expect(await optional.server.authorize(request(authorization))).toEqual({ ok: true, token: undefined })
  })

  test('a good token is still a token', async () => {
    expect(expectAccepted(await optional.server.authorize(request(bearer()))).subject).toBe('user-1')
  })

  test.each([
    ['Bearer', 400, 'invalid_request', 'credentials_malformed'],
    ['Bearer abc', 401, 'invalid_token', 'token_malformed'],
    [`Bearer ${issuer.expired()}`, 401, 'invalid_token', 'token_expired'],
  ] as const)('a bad one is refused: %s', async (authorization, status, error, code) => {
    expectRefused(await optional.server.authorize(request(authorization)), status, error, code)
  })

  test('an anonymous request meets no requirement', async () => {
    const outcome = await optional.get()
    expectRefused(outcome, 401, undefined, 'credentials_missing')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('read')
  })
})

describe('passPreflight', () => {
  const passing = matrix({ passPreflight: true }, issuer)
  const fields = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
  const preflight = { method: 'OPTIONS', url: `${R}/x`, headers: fields }
  const required = { scope: ['read'] }

  test('a preflight comes through, whatever is required', async () => {
    const through = { ok: true, token: undefined }
    expect(await passing.server.authorize(preflight)).toEqual(through)
    expect(await passing.server.authorize(preflight, required)).toEqual(through)
    expect(passing.server.authorizeToken(undefined, required, preflight)).toEqual(through)
  })

  test('nothing else does', async () => {
    const get = { ...preflight, method: 'GET' }
    expectRefused(await passing.server.authorize(get), 401, undefined, 'credentials_missing')
    for (const other of [get, undefined]) {
      const outcome = passing.server.authorizeToken(undefined, required, other)
      expectRefused(outcome, 401, undefined, 'credentials_missing')
    }
    const token = expectAccepted(await passing.get(bearer())) as AccessToken
    const outcome = passing.server.authorizeToken(token, { scope: ['write'] }, preflight)
    expectRefused(outcome, 403, 'insufficient_scope')
  })

  test('without the option none does', async () => {
    expectRefused(await server.authorize(preflight), 401, undefined, 'credentials_missing')
    const later = server.authorizeToken(undefined, required, preflight)
    expectRefused(later, 401, undefined, 'credentials_missing')
  })
})

describe('authorizeToken', () => {
  test('checks a further requirement, and verifies nothing again', async () => {
    const token = expectAccepted(await get(bearer())) as AccessToken
    issuer.clock.advance(10_000)
    expectAccepted(server.authorizeToken(token, { scope: ['read'] }))
    const outcome = server.authorizeToken(token, { scope: ['write'] }, request())
    issuer.clock.set(N)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('write')
  })

  test('takes no token that another resource server has accepted', async () => {
    const token = expectAccepted(await get(bearer())) as AccessToken
    const other = matrix({ audience: 'https://other.example' }, issuer).server
    expect(() => other.authorizeToken(token, { scope: ['read'] })).toThrow(ConfigurationFault)
  })

  test('refuses an absent token', () => {
    const outcome = server.authorizeToken(undefined, { scope: ['write'] })
    expectRefused(outcome, 401, undefined, 'credentials_missing')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('write')
  })
})

test('refuseAnonymous is 401 without error', () => {
  const told: unknown[] = []
  const optional = matrix({ optional: true, onRefusal: (refusal) => void told.push(refusal.request) }, issuer)
  const here = request()
  const { fault } = expectRefused(
    optional.server.refuseAnonymous(here),
    401,
    undefined,
    'credentials_missing',
  )
  expect(fault).toBeInstanceOf(TokenFault)
  expect(told).toEqual([here])
  expect(optional.events).toMatchObject([
    { type: 'request_refused', code: 'credentials_missing', status: 401 },
  ])
})

describe('several issuers', () => {
  const [one, two] = ['https://one.example', 'https://two.example'].map((url) =>
    createTestIssuer({ issuer: url, audience: R, now: N }),
  )
  const fetch = ((input: string | URL | Request) =>
    ((input instanceof Request ? input.url : input.toString()).startsWith(one!.issuer) ? one : two)!.fetch(
      input,
    )) as typeof globalThis.fetch
  const both = matrix(
    { issuers: [one!.issuer, { issuer: two!.issuer, scopeFrom: () => ['read'] }], fetch },
    one,
  )

  test('each verifies its own tokens', async () => {
    expect(expectAccepted(await both.get(`Bearer ${one!.token({ scope: 'read' })}`)).issuer).toBe(one!.issuer)
    expect(expectAccepted(await both.get(`Bearer ${two!.token()}`)).issuer).toBe(two!.issuer)
  })

  test('the keys of one do not verify tokens in the name of the other', async () => {
    const key = two!.keys[0]
    const named = one!.token({ scope: 'read', key })
    expectRefused(await both.get(`Bearer ${named}`), 401, 'invalid_token', 'signature_invalid')
    const unnamed = one!.token({ scope: 'read', key, header: { kid: undefined } })
    expectRefused(await both.get(`Bearer ${unnamed}`), 401, 'invalid_token', 'signature_invalid')
  })

  test('any other is unknown, and is not asked', async () => {
    const asked = one!.requests.urls.length + two!.requests.urls.length
    const claims = { iss: 'https://three.example' }
    expectRefused(await both.get(`Bearer ${one!.token({ claims })}`), 401, 'invalid_token', 'issuer_unknown')
    expect(one!.requests.urls.length + two!.requests.urls.length).toBe(asked)
  })
})

describe('ready', () => {
  test('fetches the keys of all issuers, so that a request need not wait', async () => {
    const own = matrix({}, issuer)
    await own.server.ready()
    expect(own.server.stats().keySets[I]).toMatchObject({ keys: 1, failing: false })
    const asked = issuer.requests.jwks
    expectAccepted(await own.get(bearer()))
    expect(issuer.requests.jwks).toBe(asked)
  })

  test('rejects when an issuer cannot be asked', async () => {
    const own = matrix({ fetch: () => Promise.reject(new Error('no network')) }, issuer)
    await expect(own.server.ready()).rejects.toThrow(InfrastructureFault)
    expect(own.server.stats().keySets[I]).toMatchObject({ keys: 0, failing: true })
  })
})

test('the types know whether a token can be absent, and what parseClaims returns', async () => {
  const options = {
    ...issuer.options,
    parseClaims: (claims: JsonObject) => ({ tenant: String(claims.tenant) }),
  }
  const strict = await resourceServer(options).authorize(request(bearer({ claims: { tenant: 'a' } })))
  if (!strict.ok) throw new Error(strict.fault.detail)
  const tenant: string = strict.token.claims.tenant
  expect(tenant).toBe('a')
  const open = await resourceServer({ ...options, optional: true }).authorize(request())
  // @ts-expect-error -- with `optional` the token can be absent
  const absent: AccessToken<{ tenant: string }> = open.ok && open.token
  expect(absent).toBeUndefined()
})
