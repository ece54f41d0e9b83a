import { createTestKey } from '@qalqon/testing'
import fc from 'fast-check'
import { readPublicJwk, type PublicJwk } from '../../src/keys/public-jwk.js'

const rsa = createTestKey({ kid: 'r', algorithm: 'RS256' }).publicJwk
const ec = createTestKey({ kid: 'e', algorithm: 'ES256' }).publicJwk
const okp = createTestKey({ kid: 'o', algorithm: 'Ed25519' }).publicJwk
const keys = [
  ['RSA', rsa],
  ['EC', ec],
  ['OKP', okp],
] as const

const text = (octets: ArrayLike<number>) => Buffer.from(octets as number[]).toString('base64url')
/** A modulus of so many bits. */
function modulus(bits: number): string {
  const octets = Buffer.alloc(Math.ceil(bits / 8), 0xff)
  octets[0] = 0xff >> (octets.length * 8 - bits)
  return text(octets)
}

describe('a good key', () => {
  test('is read with the members that make it, and no other', () => {
    expect(readPublicJwk({ ...rsa, x5c: ['x'], 'x-name': 1 })).toEqual({
      kid: 'r',
      algorithms: ['RS256'],
      material: { kty: 'RSA', n: rsa.n, e: rsa.e },
    })
    expect(readPublicJwk(ec)).toEqual({
      kid: 'e',
      algorithms: ['ES256'],
      material: { kty: 'EC', crv: 'P-256', x: ec.x, y: ec.y },
    })
    expect(readPublicJwk({ ...okp, y: ec.y })).toEqual({
      kid: 'o',
      algorithms: ['Ed25519'],
      material: { kty: 'OKP', crv: 'Ed25519', x: okp.x },
    })
  })

  test('without alg can be used with all algorithms that fit', () => {
    const fitting = (jwk: object) => (readPublicJwk({ ...jwk, alg: undefined }) as PublicJwk).algorithms
    expect(fitting(rsa)).toEqual(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])
    expect(fitting(ec)).toEqual(['ES256'])
    expect(fitting(createTestKey({ kid: 'x', algorithm: 'ES384' }).publicJwk)).toEqual(['ES384'])
    expect(fitting(createTestKey({ kid: 'x', algorithm: 'ES512' }).publicJwk)).toEqual(['ES512'])
    expect(fitting(okp)).toEqual(['Ed25519', 'EdDSA'])
  })

  test.each([undefined, 1, null, ['r']])('a kid that is %j is none', (kid) => {
    expect(readPublicJwk({ ...rsa, kid })).toMatchObject({ kid: undefined })
  })

  test('is frozen', () => {
    const key = readPublicJwk(rsa) as PublicJwk
    for (const part of [key, key.algorithms, key.material]) expect(Object.isFrozen(part)).toBe(true)
  })
})

describe('a key that cannot be used, and why', () => {
  test.each([null, undefined, 'x', 1, true, []])('%j', (value) => {
    expect(readPublicJwk(value)).toMatch(/not a JSON object/)
  })

  test.each([undefined, null, 'XYZ', 'rsa', 'oct ', ['RSA'], 'constructor'])('kty %j', (kty) => {
    expect(readPublicJwk({ ...rsa, kty })).toMatch(/kty is not/)
  })

  test('a symmetric key', () => {
    expect(readPublicJwk({ kty: 'oct', k: 'AAAA' })).toMatch(/symmetric/)
  })

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])('the private member %s', (name) => {
    for (const [, jwk] of keys) {
      for (const value of ['AQAB', null, undefined, '']) {
        expect(readPublicJwk({ ...jwk, [name]: value })).toContain(`private material (${name})`)
      }
    }
  })

  test.each<[object, RegExp]>([
    [{ use: 'enc' }, /use/],
    [{ use: null }, /use/],
    [{ key_ops: ['sign'] }, /key_ops lack verify/],
    [{ key_ops: [] }, /key_ops lack verify/],
    [{ key_ops: 'verify' }, /key_ops lack verify/],
    [{ key_ops: ['verify', 'encrypt'] }, /not for signatures alone/],
  ])('%j', (members, reason) => {
    for (const [, jwk] of keys) expect(readPublicJwk({ ...jwk, ...members })).toMatch(reason)
  })

  test.each(['HS256', 'none', 'RSA-OAEP', 'EdDSA ', '', null, 1])('alg %j', (alg) => {
    for (const [, jwk] of keys) expect(readPublicJwk({ ...jwk, alg })).toMatch(/alg does not fit/)
  })

  test('alg of another type of key, or of another curve', () => {
    expect(readPublicJwk({ ...rsa, alg: 'ES256' })).toMatch(/alg does not fit/)
    expect(readPublicJwk({ ...ec, alg: 'ES384' })).toMatch(/alg does not fit/)
    expect(readPublicJwk({ ...okp, alg: 'RS256' })).toMatch(/alg does not fit/)
    expect(readPublicJwk({ ...rsa, alg: 'ML-DSA-44' })).toMatch(/alg does not fit/)
  })

  test.each([
    ['RSA', rsa, 'n'],
    ['RSA', rsa, 'e'],
    ['EC', ec, 'crv'],
    ['EC', ec, 'x'],
    ['EC', ec, 'y'],
    ['OKP', okp, 'crv'],
    ['OKP', okp, 'x'],
  ] as const)('%s %#: a member is missing or malformed', (_kty, jwk, name) => {
    const good = jwk[name]!
    for (const value of [
      undefined,
      null,
      '',
      1,
      [good],
      `${good}=`,
      `${good}\n`,
      `+${good.slice(1)}`,
      'constructor',
    ]) {
      expect(typeof readPublicJwk({ ...jwk, [name]: value })).toBe('string')
    }
  })

  test.each(['P-999', 'p-256', 'secp256k1', 'Ed25519', 'P-384', 'P-521'])('EC of the curve %s', (crv) => {
    expect(typeof readPublicJwk({ ...ec, crv, alg: undefined })).toBe('string')
  })

  test.each(['X25519', 'Ed448', 'X448', 'P-256'])('OKP of the curve %s', (crv) => {
    expect(readPublicJwk({ ...okp, crv, alg: undefined })).toMatch(/curve is not Ed25519/)
  })

  test('a coordinate of another length', () => {
    const changed = (member: string, length: number) =>
      text(Buffer.concat([Buffer.alloc(9), Buffer.from(member, 'base64url')]).subarray(-length))
    for (const length of [31, 33]) {
      expect(readPublicJwk({ ...ec, x: changed(ec.x!, length) })).toMatch(/32 octets/)
      expect(readPublicJwk({ ...ec, y: changed(ec.y!, length) })).toMatch(/32 octets/)
      expect(readPublicJwk({ ...okp, x: changed(okp.x!, length) })).toMatch(/32 octets/)
    }
  })
})

describe('the size of RSA keys', () => {
  test.each([1, 512, 1024, 2040, 2047])('%i bits are too few', (bits) => {
    expect(readPublicJwk({ ...rsa, n: modulus(bits) })).toContain(`has ${bits} bits`)
  })

  test.each([2048, 2049, 3072, 4096, 16384])('%i bits are fine', (bits) => {
    expect(readPublicJwk({ ...rsa, n: modulus(bits) })).toMatchObject({ kid: 'r' })
  })

  test('more than 16384 bits cost too much', () => {
    expect(readPublicJwk({ ...rsa, n: modulus(16385) })).toContain('cost too much')
  })

  test('leading zeros do not count', () => {
    const zeros = (bits: number) =>
      text(Buffer.concat([Buffer.alloc(300), Buffer.from(modulus(bits), 'base64url')]))
    expect(readPublicJwk({ ...rsa, n: zeros(1024) })).toContain('has 1024 bits')
    expect(readPublicJwk({ ...rsa, n: zeros(2048) })).toMatchObject({ kid: 'r' })
    expect(readPublicJwk({ ...rsa, n: text(Buffer.alloc(256)) })).toContain('has 0 bits')
  })

  test.each([[[1]], [[0]], [[2]], [[0, 1]], [[1, 0, 0]], [[1, 0, 0, 0, 0, 0, 0, 0, 1]]])(
    'the exponent %j is not usable',
    (octets) => {
      expect(readPublicJwk({ ...rsa, e: text(octets) })).toMatch(/exponent/)
    },
  )

  test.each([[[3]], [[17]], [[1, 0, 1]], [[0, 1, 0, 1]], [[0xff, 0, 0, 0, 0, 0, 0, 1]]])(
    'the exponent %j is',
    (octets) => {
      expect(readPublicJwk({ ...rsa, e: text(octets) })).toMatchObject({ kid: 'r' })
    },
  )
})

test('whatever value comes, the answer is a key or a reason', () => {
  const member = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      'RSA',
      'EC',
      'OKP',
      'AKP',
      'oct',
      'sig',
      'P-256',
      'Ed25519',
      'ES256',
      'ML-DSA-44',
      rsa.n,
      rsa.e,
      ec.x,
    ),
  )
  const names = ['kty', 'crv', 'n', 'e', 'x', 'y', 'pub', 'alg', 'use', 'key_ops', 'kid']
  const jwk = fc.record(Object.fromEntries(names.map((name) => [name, member])), { requiredKeys: [] })
  fc.assert(
    fc.property(jwk, fc.constantFrom({}, rsa, ec, okp), (changes, base) => {
      const key = readPublicJwk({ ...base, ...changes })
      if (typeof key === 'string') expect(key).not.toBe('')
      else expect(key.algorithms.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})
