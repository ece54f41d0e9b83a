import { createTestIssuer, createTestKey } from '@qalqon/testing'
import { ConfigurationFault, resourceServer, scopesIn } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { withClaims, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N })
const { get } = matrix({}, issuer)
/** The `lenient` of the matrix. */
const lenient = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)
const T = `Bearer ${issuer.token({ scope: 'read' })}`

const send = (claims: Record<string, unknown>) => get(`Bearer ${withClaims(issuer, claims)}`)

describe('9068-4-a: typ is at+jwt', () => {
  const typed = (typ: unknown) => `Bearer ${withHeader(issuer, { typ })}`

  test.each(['at+jwt', 'at+JWT', 'application/at+jwt', 'application/at+JWT'])('%j', async (typ) => {
    expectAccepted(await get(typed(typ)))
  })

  test.each([
    undefined,
    'JWT',
    'jwt',
    'application/jwt',
    'at',
    'jwt+at',
    'dpop+jwt',
    'xat+jwt',
    'at+jwtx',
    '',
    null,
    1,
    ['at+jwt'],
    { typ: 'at+jwt' },
  ])('not %j', async (typ) => {
    expectRefused(await get(typed(typ)), 401, 'invalid_token', 'type_mismatch')
  })

  test.each([undefined, 'JWT', 'application/jwt', 'at+jwt'])('plain-jwt takes %j', async (typ) => {
    expectAccepted(await lenient.get(typed(typ)))
  })

  test.each(['at', 'jwt+at', 'dpop+jwt', 'logout+jwt', '', null, 1, ['JWT']])(
    'plain-jwt does not take %j',
    async (typ) => {
      expectRefused(await lenient.get(typed(typ)), 401, 'invalid_token', 'type_mismatch')
    },
  )
})

test.each([
  `${I}/`,
  I.toUpperCase(),
  'https://AS.example',
  'HTTPS://as.example',
  'http://as.example',
  `${I}:443`,
  `${I}:8443`,
  'https://as%2Eexample',
  'https://%61s.example',
  `${I}.`,
  ` ${I}`,
  `${I}#`,
])('9068-4-b: iss %j is not the issuer', async (iss) => {
  const wire = canary()
  const outcome = await matrix({ fetch: wire.fetch }, issuer).get(`Bearer ${withClaims(issuer, { iss })}`)
  expectRefused(outcome, 401, 'invalid_token', 'issuer_unknown')
  expect(wire.requests).toEqual([])
})

describe('9068-4-c: aud contains an identifier of this resource server', () => {
  test.each([
    'https://other.example/api',
    'client-1',
    I,
    [I, 'client-1'],
    `${R}/`,
    R.toUpperCase(),
    `${R}/x`,
    `${R} ${I}`,
    '*',
    '',
    [],
  ])('%j does not', async (aud) => {
    expectRefused(await send({ aud }), 401, 'invalid_token', 'audience_mismatch')
    const outcome = await lenient.get(`Bearer ${withClaims(issuer, { aud })}`)
    expectRefused(outcome, 401, 'invalid_token', 'audience_mismatch')
  })

  test.each([R, [R], [I, R]].map((aud) => [aud]))('%j does', async (aud) => {
    expectAccepted(await send({ aud }))
  })
})

describe('9068-4-d: the signature is verified with a key published by the issuer', () => {
  const several = createTestIssuer({ issuer: I, audience: R, now: N })
  const second = several.addKey()
  const published = matrix({}, several)

  test('any published signing key may sign', async () => {
    for (const key of [...several.keys, second]) {
      expectAccepted(await published.get(`Bearer ${withHeader(several, {}, key)}`))
      expectAccepted(await published.get(`Bearer ${withHeader(several, { kid: undefined }, key)}`))
    }
  })

  test('a key that is not in the set may not', async () => {
    const stranger = createTestKey({ kid: 'stranger' })
    const codes = { stranger: 'key_not_found', k1: 'signature_invalid', k2: 'signature_invalid' }
    for (const [kid, code] of Object.entries(codes)) {
      const outcome = await published.get(`Bearer ${withHeader(several, { kid }, stranger)}`)
      expectRefused(outcome, 401, 'invalid_token', code)
    }
    const nameless = await published.get(`Bearer ${withHeader(several, { kid: undefined }, stranger)}`)
    expectRefused(nameless, 401, 'invalid_token', 'signature_invalid')
  })
})

describe('9068-4-e: the current time is before exp, and the leeway is small', () => {
  test.each([300.5, 301, 3600, Infinity, NaN, -1, '5', null])('a leeway of %j is a fault', (leeway) => {
    const clockToleranceSeconds = leeway as number
    const build = () => resourceServer({ issuer: I, audience: R, clockToleranceSeconds })
    expect(build).toThrow(ConfigurationFault)
    expect(build).toThrow(/^clockToleranceSeconds: /)
  })

  test.each([
    [300, -299, true],
    [300, -300, false],
    [undefined, -4, true],
    [undefined, -5, false],
    [0, 1, true],
    [0, 0, false],
  ])('leeway %j, exp N%i', async (leeway, offset, good) => {
    const options = { issuer: I, audience: R, fetch: issuer.fetch, clock: issuer.clock }
    const server = resourceServer(
      leeway === undefined ? options : { ...options, clockToleranceSeconds: leeway },
    )
    const authorization = `Bearer ${withClaims(issuer, { iat: N - 900, exp: N + offset })}`
    const outcome = await server.authorize({ method: 'GET', url: '/x', headers: { authorization } })
    if (good) expectAccepted(outcome)
    else expectRefused(outcome, 401, 'invalid_token', 'token_expired')
  })
})

describe('9068-4-h: scope and the other claims feed the decision', () => {
  const both = { scope: ['read', 'write'] }

  test('a text in which spaces separate the scopes', async () => {
    const token = expectAccepted(await get(`Bearer ${withClaims(issuer, { scope: 'read write' })}`, both))
    expect(token.scopes).toEqual(['read', 'write'])
    expect([token.hasScope('read'), token.hasScope('write'), token.hasScope('admin')]).toEqual([
      true,
      true,
      false,
    ])
  })

  test.each([
    { scope: ['read'] },
    { scope: { read: true } },
    { scope: undefined, scp: 'read' },
    { scope: undefined, scp: ['read'] },
    { scope: undefined, permissions: ['read'] },
    { scope: undefined },
    { scope: '' },
    { scope: 'read,write' },
    { scope: 'Read' },
    { scope: 'read\twrite' },
    { scope: null },
  ])('%j grants nothing', async (claims) => {
    expectRefused(await send(claims), 403, 'insufficient_scope', 'insufficient_scope')
  })

  test.each([{ scp: 'read x' }, { scp: ['read'] }])('%j grants what a mapper finds', async (claims) => {
    const mapped = matrix({ scopeFrom: scopesIn('scp') }, issuer)
    expectAccepted(await mapped.get(`Bearer ${withClaims(issuer, { scope: undefined, ...claims })}`))
    const elsewhere = await mapped.get(`Bearer ${withClaims(issuer, { scope: 'read' })}`)
    expectRefused(elsewhere, 403, 'insufficient_scope', 'insufficient_scope')
  })

  test('groups, roles and entitlements reach the handler', async () => {
    const claims = { roles: ['editor'], groups: ['staff'], entitlements: ['e'] }
    expect(expectAccepted(await send(claims)).claims).toMatchObject(claims)
  })
})

test('9068-2.1-a: RS256 is supported without being asked for', async () => {
  expect(JSON.parse(Buffer.from(T.split('.')[0]!.slice(7), 'base64url').toString())).toMatchObject({
    alg: 'RS256',
  })
  expectAccepted(await get(T))
})

describe('9068-2.2-a: the compulsory claims are there with the right types', () => {
  // What is missing; what has a wrong type; whether plain-jwt may lack it.
  const claims: [string, string, string, boolean][] = [
    ['iss', 'issuer_missing', 'issuer_unknown', false],
    ['exp', 'claim_missing', 'claim_malformed', false],
    ['aud', 'claim_missing', 'claim_malformed', false],
    ['sub', 'claim_missing', 'claim_malformed', false],
    ['client_id', 'claim_missing', 'claim_malformed', true],
    ['iat', 'claim_missing', 'claim_malformed', true],
    ['jti', 'claim_missing', 'claim_malformed', true],
  ]
  const wrong = (name: string) =>
    /^(exp|iat)$/.test(name) ? [String(N + 9), null, true, [N], {}] : [42, null, true, {}, [1]]

  test.each(claims)('without %s: %s', async (name, code) => {
    expectRefused(await send({ [name]: undefined }), 401, 'invalid_token', code)
  })

  test.each(claims)('%s of a wrong type', async (name, _missing, code) => {
    for (const value of wrong(name)) {
      expectRefused(await send({ [name]: value }), 401, 'invalid_token', code)
    }
  })

  test.each(['sub', 'client_id', 'jti'])('an empty %s', async (name) => {
    expectRefused(await send({ [name]: '' }), 401, 'invalid_token', 'claim_malformed')
  })

  test.each(claims)('plain-jwt: %s', async (name, missing, malformed, mayLack) => {
    const without = await lenient.get(`Bearer ${withClaims(issuer, { [name]: undefined })}`)
    if (mayLack) expectAccepted(without)
    else expectRefused(without, 401, 'invalid_token', missing)
    for (const value of wrong(name)) {
      const outcome = await lenient.get(`Bearer ${withClaims(issuer, { [name]: value })}`)
      expectRefused(outcome, 401, 'invalid_token', malformed)
    }
  })

  test('plain-jwt: all three may be absent together', async () => {
    const claims = { client_id: undefined, iat: undefined, jti: undefined }
    expectAccepted(await lenient.get(`Bearer ${withClaims(issuer, claims)}`))
  })
})
