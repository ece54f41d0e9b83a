import { createHash, createPublicKey } from 'node:crypto'
import { createTestIssuer } from '@qalqon/testing'
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { ConfigurationFault, resourceServer, type Algorithm } from '../../src/index.js'
import { thumbprintOf } from '../../src/keys/thumbprint.js'
import { readPublicJwk } from '../../src/keys/public-jwk.js'
import { VerificationKey } from '../../src/keys/verification-key.js'
import type { SignatureEngine } from '../../src/engine/signature-engine.js'
import { contentOf } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

// RFC 9964: ML-DSA for JOSE.

const parameters = [
  ['ML-DSA-44', 1312, 2420],
  ['ML-DSA-65', 1952, 3309],
  ['ML-DSA-87', 2592, 4627],
] as const

const subtle = globalThis.SubtleCrypto as
  { supports?: (operation: string, algorithm: string) => boolean } | undefined
const runtimeHasMlDsa = subtle?.supports?.('verify', 'ML-DSA-44') === true

const octets = (length: number) => Buffer.alloc(length, 1).toString('base64url')
const allow = (...algorithms: Algorithm[]) => ({ issuer: { issuer: I, algorithms }, audience: R })

describe('9964-3-a: AKP keys', () => {
  describe.each(parameters)('%s: pub of %i octets', (alg, length) => {
    const key = { kty: 'AKP', alg, pub: octets(length), kid: 'k' }

    test('a complete key is usable, with the algorithm that it names alone', () => {
      expect(readPublicJwk(key)).toMatchObject({ kid: 'k', algorithms: [alg], material: { pub: key.pub } })
    })

    test.each<[string, object, RegExp]>([
      ['no alg', { alg: undefined }, /must name an ML-DSA algorithm/],
      ['an alg of another type', { alg: 'ES256' }, /must name an ML-DSA algorithm/],
      ['a hashed variant', { alg: `Hash${alg}-with-SHA512` }, /must name an ML-DSA algorithm/],
      ['alg in lower case', { alg: alg.toLowerCase() }, /must name an ML-DSA algorithm/],
      ['no pub', { pub: undefined }, /pub is missing/],
      ['pub one octet short', { pub: octets(length - 1) }, /does not have the/],
      ['pub one octet long', { pub: octets(length + 1) }, /does not have the/],
      ['padding', { pub: `${octets(length)}==` }, /does not have the/],
      ['a private key', { priv: octets(32) }, /holds private material \(priv\)/],
      ['the type OKP', { kty: 'OKP' }, /curve is not Ed25519/],
    ])('%s', (_name, change, reason) => {
      expect(readPublicJwk({ ...key, ...change })).toMatch(reason)
    })

    test.each(parameters.filter(([other]) => other !== alg))('it is no key of %s', (other) => {
      expect(readPublicJwk({ ...key, alg: other })).toMatch(/does not have the/)
    })
  })

  describe.each(parameters)('%s', (alg, keyLength, length) => {
    const jwk = readPublicJwk({ kty: 'AKP', alg, pub: octets(keyLength) })
    if (typeof jwk === 'string') throw new Error(jwk)
    const credulous: SignatureEngine = { importKey: () => ({}), verify: () => true }
    const key = new VerificationKey(credulous, jwk)
    const signed = (size: number) => ({ text: '', header: {}, payload: {}, signature: new Uint8Array(size) })

    test(`a signature has exactly ${length} octets`, async () => {
      expect(await key.verifies(signed(length), alg)).toBe(true)
      for (const size of [length - 1, length + 1, 0])
        expect(await key.verifies(signed(size), alg)).toBe(false)
    })

    test('the key is for no other algorithm', () => {
      for (const [other] of parameters) expect(key.fits(other)).toBe(other === alg)
      expect(key.fits('Ed25519')).toBe(false)
    })
  })
})

describe('9964-3-a: on a runtime that does not have it', () => {
  // A runtime that has it is made to say that it does not.
  const had = Object.getOwnPropertyDescriptor(SubtleCrypto, 'supports')
  beforeAll(() => {
    Object.defineProperty(SubtleCrypto, 'supports', { configurable: true, value: () => false })
  })
  afterAll(() => {
    Reflect.deleteProperty(SubtleCrypto, 'supports')
    if (had) Object.defineProperty(SubtleCrypto, 'supports', had)
  })

  test.each(parameters)('%s cannot be allowed', (alg) => {
    expect(() => resourceServer(allow(alg))).toThrow(ConfigurationFault)
    expect(() => resourceServer(allow('ES256', alg))).toThrow(`this runtime cannot verify ${alg}`)
  })
})

const withMlDsa = runtimeHasMlDsa ? describe : describe.skip
withMlDsa('9964-3-a: signatures (skipped before Node 24.7, which has no ML-DSA)', () => {
  const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
  const content = contentOf(issuer)

  /** A token of a new key, and the key as it is published. */
  async function signed(alg: Algorithm, header: object = {}): Promise<{ token: string; jwk: JWK }> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    const token = await new CompactSign(Buffer.from(JSON.stringify(content.payload)))
      .setProtectedHeader({ typ: 'at+jwt', kid: 'k', ...header, alg })
      .sign(privateKey)
    return { token, jwk: { ...(await exportJWK(publicKey)), kid: 'k', use: 'sig' } }
  }

  function publishing(jwk: object, ...algorithms: Algorithm[]) {
    issuer.setJwks({ keys: [jwk] })
    return matrix(allow(...algorithms), issuer)
  }

  test('9964-6-a: the thumbprint of the key that the standard gives, whose seed is all zeros', async () => {
    // A private key of ML-DSA-44 in PKCS #8, of which the last 32 octets are the seed.
    const der = Buffer.concat([
      Buffer.from('3034020100300b060960864801650304031104228020', 'hex'),
      Buffer.alloc(32),
    ])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'pkcs8' } as never)
    const jwk = readPublicJwk(await exportJWK(publicKey))
    if (typeof jwk === 'string') throw new Error(jwk)
    expect(await thumbprintOf(jwk.material)).toBe('T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o')
  })

  test('proofs of possession, where they are allowed', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ML-DSA-65', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const { alg, kty, pub } = jwk
    const jkt = createHash('sha256').update(JSON.stringify({ alg, kty, pub })).digest('base64url')
    const token = issuer.token({ scope: 'read', boundTo: { thumbprint: jkt } })
    const payload = {
      jti: 'one',
      htm: 'GET',
      htu: `${R}/x`,
      iat: N,
      ath: createHash('sha256').update(token).digest('base64url'),
    }
    const dpop = await new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ML-DSA-65', jwk: { alg, kty, pub } as JWK })
      .sign(privateKey)
    const { get } = matrix({ dpop: { algorithms: ['ML-DSA-65'] } }, issuer)
    expectAccepted(await get({ authorization: `DPoP ${token}`, dpop }))
  })

  test.each(parameters)('%s', async (alg, _keyLength, length) => {
    const { token, jwk } = await signed(alg)
    const { get } = publishing(jwk, alg)
    expectAccepted(await get(`Bearer ${token}`))
    const start = token.lastIndexOf('.') + 1
    const signature = Buffer.from(token.slice(start), 'base64url')
    expect(signature).toHaveLength(length)
    const flipped = Buffer.from(signature)
    flipped[7]! ^= 1
    for (const other of [signature.subarray(0, -1), Buffer.concat([signature, Buffer.alloc(1)]), flipped]) {
      const outcome = await get(`Bearer ${token.slice(0, start)}${other.toString('base64url')}`)
      expectRefused(outcome, 401, 'invalid_token', 'signature_invalid')
    }
  })

  test('a key of ML-DSA-44 and a header of ML-DSA-65', async () => {
    const { jwk } = await signed('ML-DSA-44')
    const { token } = await signed('ML-DSA-65')
    const { get } = publishing(jwk, 'ML-DSA-44', 'ML-DSA-65')
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
  })

  test.each([
    ['without alg', { alg: undefined }],
    ['with priv', { priv: octets(32) }],
  ])('a key %s is skipped', async (_name, change) => {
    const { token, jwk } = await signed('ML-DSA-44')
    const { get } = publishing({ ...jwk, ...change }, 'ML-DSA-44')
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
  })

  test('a signature with a context', async () => {
    const name = 'ML-DSA-44'
    const { privateKey, publicKey } = await generateKeyPair(name, { extractable: true })
    const input = (await signed(name)).token.split('.').slice(0, 2).join('.')
    const sign = async (parameters: object) => {
      const algorithm = { name, ...parameters }
      const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from(input))
      return `Bearer ${input}.${Buffer.from(signature).toString('base64url')}`
    }
    const { get } = publishing({ ...(await exportJWK(publicKey)), kid: 'k' }, name)
    expectAccepted(await get(await sign({})))
    const outcome = await get(await sign({ context: Buffer.from('x') }))
    expectRefused(outcome, 401, 'invalid_token', 'signature_invalid')
  })

  test('it is not allowed by default', async () => {
    const { token, jwk } = await signed('ML-DSA-44')
    issuer.setJwks({ keys: [jwk] })
    const outcome = await matrix({ maxTokenBytes: 20_000 }, issuer).get(`Bearer ${token}`)
    expectRefused(outcome, 401, 'invalid_token', 'algorithm_not_allowed')
  })
})
