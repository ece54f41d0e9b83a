import crypto from 'node:crypto'
import { createTestKey, testAlgorithms, type TestAlgorithm } from '../src/test-key.js'

const expected: Record<TestAlgorithm, Record<string, string>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
}

test.each(testAlgorithms)('%s: publishes a public signature key of its type', (algorithm) => {
  const { publicJwk, privateKey } = createTestKey({ kid: 'a', algorithm })
  expect(publicJwk).toMatchObject({ ...expected[algorithm], kid: 'a', alg: algorithm, use: 'sig' })
  for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(publicJwk).not.toHaveProperty(secret)
  expect(privateKey.type).toBe('private')
})

test('is ES256 by default', () => {
  expect(createTestKey({ kid: 'a' }).algorithm).toBe('ES256')
})

test('needs no options: its name is its own', () => {
  const [one, other] = [createTestKey(), createTestKey()]
  expect(one).toMatchObject({ kid: expect.stringMatching(/^key-./), algorithm: 'ES256' })
  expect(one.publicJwk.kid).toBe(one.kid)
  expect(other.kid).not.toBe(one.kid)
})

test('an RSA key has 2048 bits, or as many as a test asks for', () => {
  const bits = (modulusLength?: number) =>
    createTestKey({ kid: 'a', algorithm: 'RS256', modulusLength }).privateKey.asymmetricKeyDetails!
      .modulusLength
  expect(bits()).toBe(2048)
  expect(bits(1024)).toBe(1024)
})

test('generates nothing before it is looked at, and then once', () => {
  const generate = jest.spyOn(crypto, 'generateKeyPairSync')
  try {
    const key = createTestKey({ kid: 'a', algorithm: 'RS256' })
    expect([key.kid, key.algorithm]).toEqual(['a', 'RS256'])
    expect(generate).not.toHaveBeenCalled()
    expect(key.publicJwk).toBe(key.publicJwk)
    expect(key.privateKey).toBe(key.privateKey)
    expect(generate).toHaveBeenCalledTimes(1)
  } finally {
    generate.mockRestore()
  }
})

test('no two keys are alike', () => {
  const xs = Array.from({ length: 8 }, () => createTestKey({ kid: 'a' }).publicJwk.x)
  expect(new Set(xs).size).toBe(8)
})

test('the published half cannot be changed behind the back of the issuer', () => {
  expect(Object.isFrozen(createTestKey({ kid: 'a' }).publicJwk)).toBe(true)
})

test('an unknown algorithm is refused by name', () => {
  expect(() => createTestKey({ kid: 'a', algorithm: 'HS256' as TestAlgorithm })).toThrow(/HS256.*RS256/)
})

test('a misspelt option is a mistake', () => {
  expect(() => createTestKey({ alg: 'RS256' } as object)).toThrow(/createTestKey\(\) has no option "alg"/)
})
