import { generateKeyPairSync } from 'node:crypto'
import { readSignedMetadata } from '../../src/options/read-signed-metadata.js'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256' }

test('a key, a function, or nothing', () => {
  const sign = () => 'jwt'
  expect(readSignedMetadata(undefined)).toBeUndefined()
  expect(readSignedMetadata(sign)).toBe(sign)
  expect(readSignedMetadata({ privateKey: jwk }, 'https://rs.example')).toBeInstanceOf(Function)
})

test.each<[option: string, value: unknown]>([
  ['', null],
  ['', true],
  ['', 'jwt'],
  ['.key', { key: jwk }],
  ['.issuer', { privateKey: jwk, issuer: '' }],
  ['.issuer', { privateKey: jwk, issuer: 7 }],
  ['.privateKey', {}],
  ['.privateKey', { privateKey: { kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' } }],
  ['.privateKey', { privateKey: { ...publicKey.export({ format: 'jwk' }), alg: 'ES256' } }],
  ['.privateKey.alg', { privateKey: { ...jwk, alg: 'none' } }],
])('metadata.signedMetadata%s', (option, value) => {
  const expected = { name: 'ConfigurationFault', option: `metadata.signedMetadata${option}` }
  expect(() => readSignedMetadata(value, 'https://rs.example')).toThrow(expect.objectContaining(expected))
  expect(() => readSignedMetadata(value, 'https://rs.example')).not.toThrow(/c2VjcmV0/)
})
