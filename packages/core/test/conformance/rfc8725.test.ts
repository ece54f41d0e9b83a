import { createTestIssuer, createTestKey, testAlgorithms, type TestKey } from '@qalqon/testing'
import {
  ConfigurationFault,
  resourceServer,
  type Algorithm,
  type ResourceServerOptions,
} from '../../src/index.js'
import { UnknownKeys } from '../../src/keys/unknown-keys.js'
import { canary } from '../support/canary.js'
import { part, withClaims, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N })
const [k1] = issuer.keys as [TestKey]
const T = issuer.token({ scope: 'read' })
const withoutAlg = { ...k1.publicJwk, alg: undefined }
/** The key of T under another algorithm. */
const as = (algorithm: TestKey['algorithm']): TestKey => ({ ...k1, algorithm })

/** A resource server of its own while the issuer publishes these keys. */
function publishing(keys: object[], algorithms?: Algorithm[]) {
  issuer.setJwks({ keys })
  return matrix(algorithms ? { issuer: { issuer: I, algorithms } } : {}, issuer)
}

beforeEach(() => issuer.setJwks(undefined))

describe('8725-3.1-a: the policy sets the algorithms, never the token', () => {
  const es256 = createTestKey({ kid: 'e1', algorithm: 'ES256' })

  test.each([
    ['with alg', { ...k1.publicJwk, alg: 'PS512' }],
    ['without alg', withoutAlg],
  ])('ES256 is allowed: PS512 by a published key %s is refused', async (_name, jwk) => {
    const { get } = publishing([jwk, es256.publicJwk], ['ES256'])
    const token = withHeader(issuer, {}, as('PS512'))
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'algorithm_not_allowed')
    expectAccepted(await get(`Bearer ${withHeader(issuer, {}, es256)}`))
    // The same token is fine where its algorithm is allowed, so this is what refuses it above.
    expectAccepted(await publishing([jwk], ['PS512']).get(`Bearer ${token}`))
  })

  describe('without the option, a safe list is allowed', () => {
    test.each(testAlgorithms.filter((algorithm) => algorithm !== 'EdDSA'))('%s', async (algorithm) => {
      const key = /^[RP]S/.test(algorithm) ? as(algorithm) : createTestKey({ kid: 'k1', algorithm })
      const { get } = publishing([{ ...key.publicJwk, alg: algorithm }])
      expectAccepted(await get(`Bearer ${withHeader(issuer, {}, key)}`))
    })

    test.each(['EdDSA', 'ML-DSA-44', 'HS256', 'none', 'RSA-OAEP', 'A128GCM', 'dir', 'RS1'])(
      'not %s',
      async (alg) => {
        const outcome = await publishing([withoutAlg]).get(`Bearer ${withHeader(issuer, { alg })}`)
        expectRefused(outcome, 401, 'invalid_token', 'algorithm_not_allowed')
      },
    )
  })

  test.each([[[]], ['RS256'], [null], [{}], [[undefined]], [['RS256', 1]], [['constructor']]])(
    'algorithms: %j is a configuration fault',
    (algorithms) => {
      const build = () =>
        resourceServer({ issuer: { issuer: I, algorithms: algorithms as Algorithm[] }, audience: R })
      expect(build).toThrow(ConfigurationFault)
      expect(build).toThrow(/^issuer\.algorithms: /)
    },
  )
})

test.each([
  ['PS256', ['RS256'], 'algorithm_not_allowed'],
  ['RS384', ['RS256'], 'algorithm_not_allowed'],
  ['PS256', ['RS256', 'PS384'], 'algorithm_not_allowed'],
] as const)('8725-3.1-b: one key, one algorithm: %s where %j are allowed', async (used, allowed, code) => {
  const { get } = publishing([withoutAlg], [...allowed])
  expectRefused(await get(`Bearer ${withHeader(issuer, {}, as(used))}`), 401, 'invalid_token', code)
  // The header cannot claim the allowed algorithm for a signature of another either.
  const disguised = withHeader(issuer, { alg: 'RS256' }, as(used))
  expectRefused(await get(`Bearer ${disguised}`), 401, 'invalid_token', 'signature_invalid')
  expectAccepted(await get(`Bearer ${T}`))
})

describe('8725-3.8-a: keys belong to one issuer', () => {
  const B = 'https://b.example'
  const a = createTestIssuer({ issuer: I, audience: R, now: N })
  const b = createTestIssuer({ issuer: B, audience: R, now: N })
  for (const each of [a, b]) {
    each.rotateKeys({ kid: '1' })
    each.withdrawKey('k1')
  }
  const wire = canary(a, b)
  const { get } = matrix({ issuers: [I, B], fetch: wire.fetch }, a)

  // In this order, so that either set is at hand when it must not be used.
  test.each([
    ['A by A', a, {}, true],
    ['B by B', b, {}, true],
    ['A by B', b, { iss: I }, false],
    ['B by A', a, { iss: B }, false],
    ['A by A, from the cache', a, {}, true],
    ['B by B, from the cache', b, {}, true],
  ])('%s', async (_name, signer, claims, good) => {
    const outcome = await get(`Bearer ${signer.token({ scope: 'read', claims })}`)
    if (good) expect(expectAccepted(outcome).issuer).toBe(signer.issuer)
    else expectRefused(outcome, 401, 'invalid_token', 'signature_invalid')
  })

  test('each set was asked for at its own issuer, and once', () => {
    expect(a.requests.jwks).toBe(1)
    expect(b.requests.jwks).toBe(1)
    expect(wire.requests).toEqual([])
  })

  test('a kid of the other issuer is unknown', async () => {
    const two = createTestKey({ kid: '2' })
    b.publishJwk(two.publicJwk)
    const server = matrix({ issuers: [I, B], fetch: wire.fetch }, a)
    const claims = { iss: I }
    expectAccepted(await server.get(`Bearer ${b.token({ scope: 'read', key: two })}`))
    const outcome = await server.get(`Bearer ${b.token({ scope: 'read', key: two, claims })}`)
    expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
  })
})

test.each([
  'https://canary.example',
  'https://as.example.canary.example',
  'https://as.example@canary.example',
  'https://as.example/../canary',
  '//as.example',
  '__proto__',
  'constructor',
  '',
])('8725-3.8-b: the unknown issuer %j is refused before any network access', async (iss) => {
  const asked: unknown[] = []
  const { get } = matrix({ fetch: (input) => Promise.reject(new Error(String(asked.push(input)))) }, issuer)
  const outcome = await get(`Bearer ${withClaims(issuer, { iss })}`)
  expectRefused(outcome, 401, 'invalid_token', 'issuer_unknown')
  expect(asked).toEqual([])
})

describe('8725-3.9-a: the audience is compulsory', () => {
  test('in the token', async () => {
    const outcome = await matrix({}, issuer).get(`Bearer ${withClaims(issuer, { aud: undefined })}`)
    expectRefused(outcome, 401, 'invalid_token', 'claim_missing')
    const lenient = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)
    const plain = await lenient.get(`Bearer ${withClaims(issuer, { aud: undefined })}`)
    expectRefused(plain, 401, 'invalid_token', 'claim_missing')
  })

  test.each([undefined, null, '', [], [''], [undefined], [R, ''], 1, true, {}])(
    'in the options: %j',
    (audience) => {
      const options = { issuer: I, audience } as ResourceServerOptions
      expect(() => resourceServer(options)).toThrow(ConfigurationFault)
      expect(() => resourceServer(options)).toThrow(/^audience: /)
    },
  )
})

describe('8725-3.10-a: kid is untrusted input', () => {
  const traps = ['../../dev/null', "' OR 1=1--", '__proto__', 'constructor', 'toString', 'k1\0', '\ud800']

  test.each(traps)('%j', async (kid) => {
    const wire = canary(issuer)
    const { get } = matrix({ fetch: wire.fetch }, issuer)
    const outcome = await get(`Bearer ${withHeader(issuer, { kid })}`)
    expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
    expect(wire.requests).toEqual([])
  })

  test.each([{ kid: { k1: 1 } }, { kid: ['k1'] }, { kid: 1 }, { kid: null }, { kid: true }])(
    'no string: %j',
    async (header) => {
      const outcome = await matrix({}, issuer).get(`Bearer ${withHeader(issuer, header)}`)
      expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
    },
  )

  test('100 kB: too large by default, and not echoed where such tokens are allowed', async () => {
    const token = withHeader(issuer, { kid: 'x'.repeat(100_000) })
    const tight = await matrix({}, issuer).get(`Bearer ${token}`)
    expectRefused(tight, 401, 'invalid_token', 'token_too_large')
    const wide = await matrix({ maxTokenBytes: 1_000_000 }, issuer).get(`Bearer ${token}`)
    const { fault } = expectRefused(wide, 401, 'invalid_token', 'key_not_found')
    expect(fault.detail.length).toBeLessThan(500)
  })

  test('many unknown kids cause one further fetch, and none during the cool-down', async () => {
    const { get } = matrix({}, issuer)
    expectAccepted(await get(`Bearer ${T}`))
    const [, payload, signature] = T.split('.') as [string, string, string]
    const flood = async (name: string) => {
      issuer.requests.reset()
      for (let at = 0; at < 1000; at++) {
        const header = part({ typ: 'at+jwt', alg: 'RS256', kid: `${name}-${at}` })
        const outcome = await get(`Bearer ${header}.${payload}.${signature}`)
        if (outcome.ok || outcome.fault.code !== 'key_not_found') throw new Error('expected key_not_found')
      }
      return issuer.requests.jwks
    }
    // The first fetch began the cool-down, and the clock stands still.
    expect(await flood('early')).toBe(0)
    issuer.clock.set(N + 6)
    expect(await flood('late')).toBe(1)
    issuer.clock.set(N)
  })

  test('what is remembered of unknown kids is bounded', () => {
    const unknown = new UnknownKeys()
    const remembered = (count: number, name: (at: number) => string) => {
      for (let at = 0; at < count; at++) unknown.remember('RS256', name(at), N + 5)
      return Array.from({ length: count }, (_, at) => unknown.has('RS256', name(at), N)).filter(Boolean)
        .length
    }
    expect(remembered(5000, String)).toBe(1000)
    expect(remembered(1000, (at) => `${at}${'x'.repeat(900)}`)).toBeLessThan(200)
    expect(remembered(1, () => 'x'.repeat(100_000))).toBe(0)
  })
})

describe('8725-3.12-a: the kinds of JWTs of one issuer exclude each other', () => {
  const kinds = [
    'JWT',
    'logout+jwt',
    'secevent+jwt',
    'token-introspection+jwt',
    'dpop+jwt',
    'statuslist+jwt',
    'client-authentication+jwt',
    'oauth-authz-req+jwt',
    undefined,
  ]

  test.each(kinds)('%s is no access token', async (typ) => {
    for (const type of typ === undefined ? [typ] : [typ, `application/${typ}`, typ.toUpperCase()]) {
      const outcome = await matrix({}, issuer).get(`Bearer ${withHeader(issuer, { typ: type })}`)
      expectRefused(outcome, 401, 'invalid_token', 'type_mismatch')
    }
  })

  test('nor is an ID token, whatever its audience', async () => {
    for (const audience of [undefined, R, ['client-1', R]]) {
      const outcome = await matrix({}, issuer).get(`Bearer ${issuer.idToken({ audience })}`)
      expectRefused(outcome, 401, 'invalid_token', 'type_mismatch')
    }
  })

  describe('plain-jwt', () => {
    const { get } = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)

    test.each(kinds.filter((typ) => typ !== undefined && typ !== 'JWT'))(
      '%s is no access token',
      async (typ) => {
        const outcome = await get(`Bearer ${withHeader(issuer, { typ })}`)
        expectRefused(outcome, 401, 'invalid_token', 'type_mismatch')
      },
    )

    test('nor is an ID token, although its typ is JWT', async () => {
      expectAccepted(await get(`Bearer ${withHeader(issuer, { typ: 'JWT' })}`))
      const outcome = await get(`Bearer ${issuer.idToken({ audience: R, scope: 'read' })}`)
      expectRefused(outcome, 401, 'invalid_token', 'id_token')
    })
  })
})

test('8725bis-a: an encrypted token is told by its structure, and nothing of it is decompressed or derived', async () => {
  const bombs = [
    { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
    { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 1e9, p2s: 'AAAA' },
    { alg: 'RS256', typ: 'at+jwt', kid: 'k1' },
  ]
  for (const header of bombs) {
    const used = []
    for (let attempt = 0; attempt < 3; attempt++) {
      const start = process.cpuUsage()
      const outcome = await matrix({}, issuer).get(`Bearer ${part(header)}..AAAA.${'A'.repeat(1000)}.AAAA`)
      used.push(process.cpuUsage(start).user)
      expectRefused(outcome, 401, 'invalid_token', 'token_encrypted')
    }
    // The quickest of three, in microseconds: a garbage collection may fall into one.
    expect(Math.min(...used)).toBeLessThan(50_000)
  }
})
