import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createTestIssuer, createTestKey } from '@qalqon/testing'
import { ConfigurationFault, resourceServer, type Algorithm } from '../../src/index.js'
import { contentOf, part, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

// RFC 8037 and RFC 9864: octet key pairs and the algorithms that use them.

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'Ed25519', now: N })
const { payload } = contentOf(issuer)
const ed25519 = createTestKey({ kid: 'k', algorithm: 'Ed25519' })
const eddsa = { ...ed25519, algorithm: 'EdDSA' } as const
const jwk = { ...ed25519.publicJwk, alg: undefined }
const ed448 = generateKeyPairSync('ed448')
const ed448Jwk = { ...ed448.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' }

/** A resource server that allows these algorithms while the issuer publishes this key. */
function publishing(key: object, ...algorithms: Algorithm[]) {
  issuer.setJwks({ keys: [key] })
  const { issuer: name } = issuer
  return matrix(algorithms.length > 0 ? { issuer: { issuer: name, algorithms } } : {}, issuer)
}

function signedBy(privateKey: KeyObject, alg: string): string {
  const input = `${part({ typ: 'at+jwt', alg, kid: 'k' })}.${part(payload)}`
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
}

const bearer = (key: typeof ed25519) => `Bearer ${withHeader(issuer, {}, key)}`

describe('8037-3.1-a: OKP keys', () => {
  const x25519 = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' })
  const x448 = generateKeyPairSync('x448').publicKey.export({ format: 'jwk' })

  test.each<[string, object]>([
    ['the curve X25519', { ...jwk, crv: 'X25519' }],
    ['a key of X25519', { ...x25519, kid: 'k' }],
    ['a key of X25519 that names EdDSA', { ...x25519, kid: 'k', alg: 'EdDSA' }],
    ['a key of X448', { ...x448, kid: 'k' }],
    ['the type EC', { ...jwk, kty: 'EC' }],
    ['the type EC, with a y', { ...jwk, kty: 'EC', y: jwk.x }],
    ['no crv', { ...jwk, crv: undefined }],
    ['no x', { ...jwk, x: undefined }],
    ['a short x', { ...jwk, x: Buffer.alloc(31, 1).toString('base64url') }],
    ['crv in lower case', { ...jwk, crv: 'ed25519' }],
    ['a private d', { ...jwk, d: Buffer.alloc(32, 1).toString('base64url') }],
    ['its own private key', { ...ed25519.privateKey.export({ format: 'jwk' }), kid: 'k' }],
  ])('%s: the key is skipped', async (_name, key) => {
    const { get, events } = publishing(key, 'EdDSA', 'Ed25519')
    for (const token of [bearer(eddsa), bearer(ed25519)]) {
      expectRefused(await get(token), 401, 'invalid_token', 'key_not_found')
    }
    expect(events).toContainEqual(expect.objectContaining({ type: 'key_skipped', kid: 'k' }))
  })

  test('the key itself verifies', async () => {
    const { get } = publishing(jwk, 'EdDSA', 'Ed25519')
    expectAccepted(await get(bearer(eddsa)))
    expectAccepted(await get(bearer(ed25519)))
  })
})

describe('9864-2.2-a: Ed25519 and EdDSA are two algorithms', () => {
  test.each(['Ed25519', 'EdDSA'] as const)('%s with an Ed448 key', async (alg) => {
    for (const key of [ed448Jwk, { ...ed448Jwk, alg }, { ...ed448Jwk, crv: 'Ed25519' }]) {
      const { get } = publishing(key, 'Ed25519', 'EdDSA')
      const outcome = await get(`Bearer ${signedBy(ed448.privateKey, alg)}`)
      expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
    }
  })

  test('an Ed448 signature under an Ed25519 key', async () => {
    const outcome = await publishing(jwk).get(`Bearer ${signedBy(ed448.privateKey, 'Ed25519')}`)
    expectRefused(outcome, 401, 'invalid_token', 'signature_invalid')
  })

  test.each([
    ['Ed25519', 'EdDSA', eddsa, ed25519],
    ['EdDSA', 'Ed25519', ed25519, eddsa],
  ] as const)('%s is allowed: %s is not', async (allowed, _other, refused, accepted) => {
    const { get } = publishing(jwk, allowed)
    expectRefused(await get(bearer(refused)), 401, 'invalid_token', 'algorithm_not_allowed')
    expectAccepted(await get(bearer(accepted)))
  })

  test('by default Ed25519 is allowed and EdDSA is not', async () => {
    const { get } = publishing(jwk)
    expectAccepted(await get(bearer(ed25519)))
    expectRefused(await get(bearer(eddsa)), 401, 'invalid_token', 'algorithm_not_allowed')
  })

  describe.each(['ESP256', 'ESP384', 'ESP512', 'ESB256', 'ESB384', 'Ed448', 'ed25519', 'ES256K'])(
    '%s',
    (alg) => {
      test('is not accepted', async () => {
        const { get } = publishing(jwk, 'Ed25519', 'EdDSA', 'ES256', 'ES384', 'ES512')
        const outcome = await get(`Bearer ${withHeader(issuer, { alg }, ed25519)}`)
        expectRefused(outcome, 401, 'invalid_token', 'algorithm_not_allowed')
      })

      test('cannot be allowed', () => {
        const algorithms = ['Ed25519', alg] as Algorithm[]
        expect(() => resourceServer({ issuer: { issuer: I, algorithms }, audience: R })).toThrow(
          ConfigurationFault,
        )
      })
    },
  )
})
