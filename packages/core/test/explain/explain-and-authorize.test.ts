import { createTestIssuer, createTestKey } from '@qalqon/testing'
import fc from 'fast-check'
import { resourceServer, scopesIn, type AccessRequirement, type ResourceServer } from '../../src/index.js'

const issuer = createTestIssuer()
const now = issuer.clock()
const signers = [undefined, issuer.addKey(), createTestKey({ kid: 'k1' }), createTestKey({ kid: 'unknown' })]

/** Values near those of good tokens, and some that no token should have. */
const time = fc.oneof(
  fc.integer({ min: now - 400, max: now + 400 }),
  fc.constantFrom(now * 1000, -1, 0, now - 5, now + 60, now + 61, '1', null, 1e300),
)
const text = fc.oneof(
  fc.constantFrom('user-1', 'client-1', '', 'read write', 'x y'),
  fc.string({ maxLength: 8 }),
)
const anything = fc.oneof(text, fc.jsonValue({ maxDepth: 1 }))
const changed = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 5 })

const claims = fc.record(
  {
    iss: fc.oneof(fc.constantFrom(issuer.issuer, `${issuer.issuer}/`, 'https://second.test'), anything),
    aud: fc.oneof(
      fc.constantFrom<unknown>(issuer.audience, [issuer.audience, 'x'], [], 'client-1', [1]),
      anything,
    ),
    exp: changed(time),
    nbf: changed(time),
    iat: changed(time),
    sub: changed(anything),
    client_id: changed(anything),
    jti: changed(anything),
    scope: changed(anything),
    scp: changed(anything),
    nonce: text,
    events: anything,
    cnf: fc.constantFrom({}, { jkt: 'x' }, null, 1),
    acr: fc.oneof(fc.constantFrom('phr', 'pwd'), anything),
    auth_time: time,
    roles: fc.oneof(fc.constantFrom(['a'], [{ value: 'a' }], 'a'), anything),
    authorization_details: fc.oneof(
      fc.array(fc.record({ type: fc.constantFrom('a', 'b'), actions: fc.constantFrom('x', ['x'], ['y']) })),
      anything,
    ),
  },
  { requiredKeys: [] },
)
const header = fc.record(
  {
    typ: fc.oneof(fc.constantFrom('at+jwt', 'JWT', 'application/at+jwt'), changed(anything)),
    alg: fc.oneof(fc.constantFrom('ES256', 'RS256', 'none', 'HS256'), anything),
    kid: fc.oneof(fc.constantFrom('k1', 'k2', 'other'), changed(anything)),
    crit: anything,
    b64: fc.boolean(),
    cty: fc.constantFrom('JWT', 'x'),
  },
  { requiredKeys: [] },
)
const spoil = fc.oneof(
  { weight: 6, arbitrary: fc.constant((token: string) => token) },
  fc.constantFrom(
    (token: string) => `${token}=`,
    (token: string) => ` ${token}`,
    (token: string) => `${token}, Bearer ${token}`,
    (token: string) => `${token}.${token}`,
    (token: string) => token.replaceAll('.', '..'),
    (token: string) => token.slice(0, -1),
    (token: string) => token.repeat(40),
    (token: string) => `${token}\n`,
    () => '',
  ),
  fc.string().map((other) => () => other),
  fc.nat(600).map((at) => (token: string) => token.slice(0, at)),
)
const token = fc
  .tuple(claims, header, fc.constantFrom(...signers), spoil)
  .map(([changes, members, key, change]) =>
    change(issuer.token({ claims: changes, header: members, key, scope: 'read' })),
  )
/** A few changes at once would leave hardly a token that is accepted. */
const hardlySpoilt = fc
  .tuple(
    fc.constantFrom(
      'aud',
      'exp',
      'nbf',
      'iat',
      'jti',
      'scope',
      'cnf',
      'authorization_details',
      'acr',
      'auth_time',
      'roles',
    ),
    claims,
    spoil,
  )
  .map(([name, changes, change]) =>
    change(
      issuer.token({
        scope: 'read',
        acr: 'phr',
        authenticatedSecondsAgo: 10,
        claims: { roles: ['a'], ...(name in changes && { [name]: changes[name as keyof typeof changes] }) },
      }),
    ),
  )

const { audience, fetch, clock } = issuer.options
const servers: readonly [name: string, ResourceServer][] = [
  ['RFC 9068', resourceServer({ ...issuer.options })],
  [
    'plain JWTs of one of several issuers',
    resourceServer({
      audience,
      fetch,
      clock,
      clockToleranceSeconds: 0,
      maxTokenBytes: 2000,
      tokenCache: false,
      issuers: [
        { issuer: issuer.issuer, tokenProfile: 'plain-jwt', scopeFrom: scopesIn('scp') },
        'https://second.test',
      ],
    }),
  ],
  ['an issuer that is asked about opaque tokens', resourceServer({ ...issuer.introspectionOptions })],
  [
    'an issuer that is asked about each token',
    resourceServer({
      ...issuer.options,
      issuer: {
        issuer: issuer.issuer,
        introspection: { ...issuer.introspectionOptions.issuer.introspection, tokens: 'all' },
      },
    }),
  ],
  [
    'functions that refuse',
    resourceServer({
      ...issuer.options,
      parseClaims: (raw) => {
        if (raw.jti === 'x y') throw new Error('no')
        return raw
      },
      issuer: {
        issuer: issuer.issuer,
        tokenProfile: 'plain-jwt',
        clientsWithoutAudience: ['client-1'],
        dialect: { notAccessToken: ({ nonce }) => (nonce === undefined ? undefined : 'nonce') },
      },
    }),
  ],
]

describe.each(servers)('%s', (_name, server) => {
  test('explain decides as authorize does, with the same code', async () => {
    let accepted = 0
    const requirements = fc.constantFrom<AccessRequirement | undefined>(
      undefined,
      { scope: ['read'] },
      { scope: ['x'] },
      { authorizationDetails: [{ type: 'a', actions: ['x'] }] },
      { scope: ['read'], authorizationDetails: [{ type: 'a', matches: () => true }], subjectType: 'user' },
      { acrValues: ['phr'], maxAgeSeconds: 300, scope: ['read'] },
      { scope: ['x'], maxAgeSeconds: 300, check: ({ subjectType }) => subjectType === 'user' },
      { anyRole: ['a', 'b'], claims: { client_id: 'client-1' }, acrValues: ['phr'], audience },
    )
    const property = fc.asyncProperty(
      fc.oneof(token, hardlySpoilt),
      requirements,
      async (text, requirement) => {
        const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${text}` } }
        const explanation = await server.explain(text, requirement)
        const outcome = await server.authorize(request, requirement)
        expect({ ok: explanation.ok, code: explanation.code }).toEqual({
          ok: outcome.ok,
          code: outcome.ok ? undefined : outcome.fault.code,
        })
        if (outcome.ok) accepted++
      },
    )
    await fc.assert(property, { numRuns: 500 })
    // Otherwise it would hold of refusals alone.
    expect(accepted).toBeGreaterThan(10)
  }, 60_000)
})
