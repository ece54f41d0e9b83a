import { sign } from 'node:crypto'
import { createTestIssuer, createTestKey, type TestKey } from '@qalqon/testing'
import { contentOf, part, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'ES256', now: N })
const { payload } = contentOf(issuer)

function publishing(...keys: object[]) {
  issuer.setJwks({ keys })
  return matrix({}, issuer)
}

describe('7518-3.4-a: ECDSA signatures are raw R‖S', () => {
  describe.each([
    ['ES256', 64],
    ['ES384', 96],
    ['ES512', 132],
  ] as const)('%s: %i octets', (algorithm, length) => {
    const key = createTestKey({ kid: algorithm, algorithm })
    const token = withHeader(issuer, {}, key)
    const input = token.slice(0, token.lastIndexOf('.'))
    const raw = Buffer.from(token.slice(input.length + 1), 'base64url')
    const half = length / 2
    const der = () =>
      sign(`sha${algorithm.slice(2)}`, Buffer.from(input), { key: key.privateKey, dsaEncoding: 'der' })

    const send = (signature: Buffer) =>
      publishing(key.publicJwk).get(`Bearer ${input}.${signature.toString('base64url')}`)

    test('the signature itself is accepted', async () => {
      expect(raw).toHaveLength(length)
      expectAccepted(await send(raw))
    })

    test.each<[string, () => Buffer]>([
      ['DER', der],
      ['one octet less', () => raw.subarray(0, -1)],
      ['one octet less at the front', () => raw.subarray(1)],
      ['one octet more', () => Buffer.concat([raw, Buffer.alloc(1)])],
      ['a zero in front', () => Buffer.concat([Buffer.alloc(1), raw])],
      ['eight octets more', () => Buffer.concat([raw, Buffer.alloc(8)])],
      [
        'a zero in front of each half',
        () => Buffer.concat([Buffer.alloc(1), raw.subarray(0, half), Buffer.alloc(1), raw.subarray(half)]),
      ],
      ['halves exchanged', () => Buffer.concat([raw.subarray(half), raw.subarray(0, half)])],
      ['zeros alone', () => Buffer.alloc(length)],
      ['R alone', () => Buffer.concat([raw.subarray(0, half), Buffer.alloc(half)])],
      ['no octets', () => Buffer.alloc(0)],
    ])('%s', async (_name, signature) => {
      expectRefused(await send(signature()), 401, 'invalid_token', 'signature_invalid')
    })

    test('DER that happens to have the length of a raw signature', async () => {
      const padded = Buffer.concat([der(), Buffer.alloc(length)]).subarray(0, length)
      expectRefused(await send(padded), 401, 'invalid_token', 'signature_invalid')
    })
  })
})

describe('7518-3.4-b: the algorithm fixes the curve', () => {
  const keys = (['ES256', 'ES384', 'ES512'] as const).map((algorithm) =>
    createTestKey({ kid: 'k', algorithm }),
  )
  const pairs = keys.flatMap((key) =>
    keys.filter((other) => other !== key).map((other) => [other.algorithm, key] as const),
  )

  test.each(pairs)('%s with the key of another curve', async (alg, key) => {
    const withoutAlg = { ...key.publicJwk, alg: undefined }
    // Signed in the way of the key, and in the way that the header names, which node:crypto does with any curve.
    const tokens = [withHeader(issuer, { alg }, key), signedAs(alg, key)]
    for (const jwk of [key.publicJwk, withoutAlg, { ...key.publicJwk, alg }]) {
      const { get } = publishing(jwk)
      for (const token of tokens) {
        expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
      }
    }
  })

  test.each(keys.map((key) => [key.algorithm, key] as const))('%s with its own', async (_name, key) => {
    const withoutAlg = { ...key.publicJwk, alg: undefined }
    expectAccepted(await publishing(withoutAlg).get(`Bearer ${withHeader(issuer, {}, key)}`))
  })

  function signedAs(alg: TestKey['algorithm'], { privateKey, kid }: TestKey): string {
    const input = `${part({ typ: 'at+jwt', alg, kid })}.${part(payload)}`
    const signature = sign(`sha${alg.slice(2)}`, Buffer.from(input), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    })
    return `${input}.${signature.toString('base64url')}`
  }
})

describe('7518-6.2-a: EC coordinates have their full length, and the point lies on the curve', () => {
  /** A key of which a coordinate begins with a zero: one of 128 does. */
  function keyWithZero(): [TestKey, 'x' | 'y', string] {
    for (;;) {
      const key = createTestKey({ kid: 'short', algorithm: 'ES256' })
      for (const name of ['x', 'y'] as const) {
        const octets = Buffer.from(key.publicJwk[name]!, 'base64url')
        if (octets[0] === 0) return [key, name, octets.subarray(1).toString('base64url')]
      }
    }
  }

  const skipped = async (key: TestKey, jwk: object) => {
    const { get, events } = publishing(jwk)
    const outcome = await get(`Bearer ${withHeader(issuer, {}, key)}`)
    expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
    expect(events).toContainEqual(expect.objectContaining({ type: 'key_skipped', kid: key.kid }))
  }

  test('31 octets, although the number is the same', async () => {
    const [key, name, short] = keyWithZero()
    await skipped(key, { ...key.publicJwk, [name]: short })
    expectAccepted(await publishing(key.publicJwk).get(`Bearer ${withHeader(issuer, {}, key)}`))
  })

  test('33 octets, although the number is the same', async () => {
    const key = createTestKey({ kid: 'long', algorithm: 'ES256' })
    const x = Buffer.concat([Buffer.alloc(1), Buffer.from(key.publicJwk.x!, 'base64url')])
    await skipped(key, { ...key.publicJwk, x: x.toString('base64url') })
  })

  test.each(['ES256', 'ES384', 'ES512'] as const)('a point off the curve of %s', async (algorithm) => {
    const key = createTestKey({ kid: 'off', algorithm })
    const y = Buffer.from(key.publicJwk.y!, 'base64url')
    y[y.length - 1]! ^= 1
    await skipped(key, { ...key.publicJwk, y: y.toString('base64url') })
    const zero = Buffer.alloc(y.length).toString('base64url')
    await skipped(key, { ...key.publicJwk, x: zero, y: zero })
  })

  test('a broken key beside a good one does no harm', async () => {
    const [good] = issuer.keys as [TestKey]
    const broken = { ...good.publicJwk, x: Buffer.alloc(32).toString('base64url') }
    const { get } = publishing(broken, good.publicJwk)
    expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
  })
})
