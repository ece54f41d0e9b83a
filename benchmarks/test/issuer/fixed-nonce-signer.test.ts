import { verify } from 'node:crypto'
import { fixedNonceSigner } from '../../src/issuer/fixed-nonce-signer.js'
import { generateKeys } from '../../src/issuer/keys.js'

const { ES256, RS256 } = generateKeys()

test('its signatures are real, and all tokens are different', () => {
  const sign = fixedNonceSigner(ES256, 'https://auth.example.com')
  const tokens = Array.from({ length: 200 }, sign)
  const key = { key: ES256.publicKey, dsaEncoding: 'ieee-p1363' } as const
  for (const token of tokens) {
    const [header, payload, signature] = token.split('.')
    const good = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      key,
      Buffer.from(signature!, 'base64url'),
    )
    expect(good).toBe(true)
  }
  expect(new Set(tokens).size).toBe(200)
})

test('it signs with ES256 alone', () => {
  expect(() => fixedNonceSigner(RS256, 'https://auth.example.com')).toThrow('expected a private ES256 key')
})
