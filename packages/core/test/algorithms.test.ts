import { algorithmNeeds, algorithms, defaultAlgorithms, isAlgorithm, needsOf } from '../src/algorithms.js'

test('asymmetric signature algorithms are offered, and nothing else', () => {
  expect([...algorithms].sort()).toEqual(
    [
      ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
      ...['Ed25519', 'EdDSA', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
    ].sort(),
  )
})

test('the deprecated and the young ones are not allowed by default', () => {
  const named = algorithms.filter((name) => !defaultAlgorithms.includes(name))
  expect(named).toEqual(['EdDSA', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'])
  expect(defaultAlgorithms.every(isAlgorithm)).toBe(true)
})

test('the lists cannot be changed', () => {
  for (const list of [algorithms, defaultAlgorithms] as string[][]) {
    expect(() => list.push('none')).toThrow(TypeError)
  }
})

test.each([
  'none',
  'HS256',
  'rs256',
  'RS256 ',
  'RS1',
  'ES256K',
  'Ed448',
  'ESP256',
  'RSA-OAEP',
  '',
  '__proto__',
  'constructor',
  'toString',
  undefined,
  null,
  1,
  ['RS256'],
  { toString: () => 'RS256' },
])('%j is no algorithm', (value) => {
  expect(isAlgorithm(value)).toBe(false)
})

// RFC 7518 §3.4, RFC 8032 §5.1, FIPS 204 table 2.
test.each([
  ['ES256', 'EC', 'P-256', 64],
  ['ES384', 'EC', 'P-384', 96],
  ['ES512', 'EC', 'P-521', 132],
  ['Ed25519', 'OKP', 'Ed25519', 64],
  ['EdDSA', 'OKP', 'Ed25519', 64],
  ['ML-DSA-44', 'AKP', undefined, 2420],
  ['ML-DSA-65', 'AKP', undefined, 3309],
  ['ML-DSA-87', 'AKP', undefined, 4627],
] as const)('%s needs %s %s and signs with %i octets', (name, kty, crv, signatureBytes) => {
  expect(isAlgorithm(name)).toBe(true)
  const needs = needsOf(name)
  expect([needs.kty, needs.crv, needs.signatureBytes]).toEqual([kty, crv, signatureBytes])
})

test('RSA signatures have the length of the modulus, which the algorithm does not fix', () => {
  for (const name of algorithms.filter((name) => /^[RP]S/.test(name))) {
    expect(algorithmNeeds[name]).toEqual({ kty: 'RSA' })
  }
})
