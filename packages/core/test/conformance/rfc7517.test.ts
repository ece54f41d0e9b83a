import { createTestIssuer, createTestKey } from '@qalqon/testing'
import { withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, expectUndecided, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N })
const [k1] = issuer.keys as [(typeof issuer.keys)[number]]
const T = issuer.token({ scope: 'read' })
const good = k1.publicJwk
const ec = createTestKey({ kid: 'ec', algorithm: 'ES256' })

/** A resource server of its own (so that nothing is cached) while the issuer publishes this value. */
function publishing(value: unknown) {
  issuer.setJwks(value)
  return matrix({}, issuer)
}

describe('7517-5-a: keys of no use are skipped, and are not fatal', () => {
  const broken: [string, unknown][] = [
    ['an unknown kty', { kty: 'XYZ', kid: 'k1' }],
    ['no kty', { n: good.n, e: good.e, kid: 'k1' }],
    ['RSA without n and e', { kty: 'RSA', kid: 'k1' }],
    ['RSA with n as a number', { kty: 'RSA', n: 1, e: 'AQAB', kid: 'k1' }],
    ['RSA with the exponent 1', { ...good, e: 'AQ' }],
    ['an unknown curve', { ...ec.publicJwk, crv: 'P-999', kid: 'k1' }],
    ['a curve with the name of a prototype member', { ...ec.publicJwk, crv: 'constructor', kid: 'k1' }],
    ['EC without y', { ...ec.publicJwk, y: undefined, kid: 'k1' }],
    ['an unknown alg', { ...good, alg: 'RS257' }],
    ['alg is no string', { ...good, alg: ['RS256'] }],
    ['null', null],
    ['a string', 'key'],
    ['an array', [good]],
  ]

  test.each(broken)('%s', async (_name, jwk) => {
    const { get, events } = publishing({ keys: [jwk, good] })
    expectAccepted(await get(`Bearer ${T}`))
    expect(events.filter(({ type }) => type === 'key_skipped')).toHaveLength(1)
  })

  test('all of them together', async () => {
    const { get, events } = publishing({ keys: [...broken.map(([, jwk]) => jwk), good] })
    expectAccepted(await get(`Bearer ${T}`))
    expect(events.filter(({ type }) => type === 'key_skipped')).toHaveLength(broken.length)
  })

  test('with nothing but them the key is not found', async () => {
    const { get } = publishing({ keys: broken.map(([, jwk]) => jwk) })
    expectRefused(await get(`Bearer ${T}`), 401, 'invalid_token', 'key_not_found')
  })
})

describe('7517-5-b: keys is present and an array', () => {
  const noSets = [{}, { keys: {} }, { keys: null }, { keys: 'x' }, { Keys: [good] }, [], [good], null, 'x']

  test.each(noSets)('%j is a failed fetch', async (value) => {
    const { get } = publishing(value)
    expect(expectUndecided(await get(`Bearer ${T}`)).fault.code).toBe('key_set_invalid')
  })

  test.each(noSets)('%j leaves the old set in service', async (value) => {
    const old = createTestIssuer({ issuer: I, audience: R, algorithm: 'ES256', now: N })
    const { get, events } = matrix({}, old)
    expectAccepted(await get(`Bearer ${old.token({ scope: 'read' })}`))
    old.setJwks(value)
    old.clock.advance(3600)
    expectAccepted(await get(`Bearer ${old.token({ scope: 'read' })}`))
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'key_set_refresh_failed', code: 'key_set_invalid', servingOn: true }),
    )
  })

  test('unknown members are ignored', async () => {
    const { get } = publishing({ x: 1, keys: [{ ...good, x: 1, unknown: { y: [] } }], extensions: {} })
    expectAccepted(await get(`Bearer ${T}`))
  })

  test('of repeated members the last counts', async () => {
    const respond = (keys: string) => matrix({ fetch: answering(`{"keys":[],${keys}}`) }, issuer)
    const fine = JSON.stringify([good])
    expectAccepted(await respond(`"keys":${fine}`).get(`Bearer ${T}`))
    expectRefused(
      await respond(`"keys":${fine},"keys":[]`).get(`Bearer ${T}`),
      401,
      'invalid_token',
      'key_not_found',
    )
  })

  /** The issuer's fetch, with another text in the place of the key set. */
  function answering(text: string): typeof globalThis.fetch {
    return async (input, init) => {
      const response = await issuer.fetch(input, init)
      return response.url.endsWith('/jwks') ? new Response(text) : response
    }
  }
})

describe('7517-4.2-a: use and key_ops', () => {
  const bare = { ...good, use: undefined }

  test.each([
    { use: 'enc' },
    { use: 'SIG' },
    { use: '' },
    { use: null },
    { use: ['sig'] },
    { key_ops: ['sign'] },
    { key_ops: [] },
    { key_ops: 'verify' },
    { key_ops: null },
    { key_ops: ['Verify'] },
    { key_ops: ['encrypt', 'wrapKey'] },
    { use: 'enc', key_ops: ['verify'] },
    { use: 'sig', key_ops: ['encrypt'] },
    { use: 'sig', key_ops: ['verify', 'encrypt'] },
  ])('%j disqualifies the key', async (members) => {
    const { get } = publishing({ keys: [{ ...bare, ...members }] })
    expectRefused(await get(`Bearer ${T}`), 401, 'invalid_token', 'key_not_found')
  })

  test.each([{}, { use: 'sig' }, { key_ops: ['verify'] }, { use: 'sig', key_ops: ['verify'] }])(
    '%j does not',
    async (members) => {
      const { get } = publishing({ keys: [{ ...bare, ...members }] })
      expectAccepted(await get(`Bearer ${T}`))
    },
  )
})

describe('7517-4.4-a: the alg of a JWK equals the alg of the header', () => {
  const ps256 = { ...k1, algorithm: 'PS256' } as const

  test('a JWK for RS256 does not verify PS256', async () => {
    const { get } = publishing({ keys: [good] })
    const token = withHeader(issuer, {}, ps256)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
    expectRefused(
      await get(`Bearer ${withHeader(issuer, { kid: undefined }, ps256)}`),
      401,
      'invalid_token',
      'key_not_found',
    )
    expectAccepted(await get(`Bearer ${T}`))
  })

  test('a JWK for PS256 does', async () => {
    const { get } = publishing({ keys: [{ ...good, alg: 'PS256' }] })
    expectAccepted(await get(`Bearer ${withHeader(issuer, {}, ps256)}`))
    expectRefused(await get(`Bearer ${T}`), 401, 'invalid_token', 'key_not_found')
  })
})

describe('7517-4.5-a: kid selects inside the set of the issuer', () => {
  test.each(['K1', 'k1 ', 'k', '', 'k1\u0000', 'ｋ1'])('%j is not k1', async (kid) => {
    const { get } = publishing({ keys: [good] })
    expectRefused(await get(`Bearer ${withHeader(issuer, { kid })}`), 401, 'invalid_token', 'key_not_found')
  })

  test('a kid that names another key of the set is no signature of k1', async () => {
    const other = createTestKey({ kid: 'other', algorithm: 'RS256' })
    const { get } = publishing({ keys: [good, other.publicJwk] })
    const token = withHeader(issuer, { kid: 'other' })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'signature_invalid')
  })

  describe('without a kid', () => {
    const keys = Array.from({ length: 6 }, (_, at) => createTestKey({ kid: `e${at}`, algorithm: 'ES256' }))
    const anonymous = (key: (typeof keys)[number]) => `Bearer ${withHeader(issuer, { kid: undefined }, key)}`
    const unfit = [
      good,
      createTestKey({ kid: 'p384', algorithm: 'ES384' }).publicJwk,
      createTestKey({ kid: 'okp', algorithm: 'Ed25519' }).publicJwk,
      { ...keys[5]!.publicJwk, use: 'enc' },
      { ...keys[5]!.publicJwk, alg: 'ES384' },
    ]

    test.each([0, 1, 2, 3])('key %i of those that fit is tried', async (at) => {
      const { get } = publishing({ keys: [...unfit, ...keys.map(({ publicJwk }) => publicJwk)] })
      expectAccepted(await get(anonymous(keys[at]!)))
    })

    test.each([4, 5])('key %i is not: four are enough', async (at) => {
      const { get } = publishing({ keys: [...unfit, ...keys.map(({ publicJwk }) => publicJwk)] })
      expectRefused(await get(anonymous(keys[at]!)), 401, 'invalid_token', 'signature_invalid')
    })

    test('nothing is tried when no key fits', async () => {
      const { get } = publishing({ keys: unfit })
      expectRefused(await get(anonymous(keys[5]!)), 401, 'invalid_token', 'key_not_found')
    })
  })
})

test('7517-4.5-b: equal kids of keys of different types are told apart by alg', async () => {
  const rsa = { ...k1, kid: '1' }
  const p256 = createTestKey({ kid: '1', algorithm: 'ES256' })
  for (const keys of [
    [{ ...good, kid: '1' }, p256.publicJwk],
    [p256.publicJwk, { ...good, kid: '1' }],
  ]) {
    const { get } = publishing({ keys })
    expectAccepted(await get(`Bearer ${withHeader(issuer, {}, p256)}`))
    expectAccepted(await get(`Bearer ${withHeader(issuer, {}, rsa)}`))
  }
})
