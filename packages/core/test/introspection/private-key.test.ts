import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { jwtVerify } from 'jose'
import { privateKeyJwt } from '../../src/introspection/private-key-jwt.js'
import { readPrivateKey } from '../../src/introspection/private-key.js'

const N = 1_700_000_000.7

const jwkOf = (pair: { privateKey: { export: (format: { format: 'jwk' }) => object } }) =>
  pair.privateKey.export({ format: 'jwk' }) as Record<string, string>

const p256 = jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const p384 = jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }))
const ed25519 = jwkOf(generateKeyPairSync('ed25519'))
const rsa = jwkOf(generateKeyPairSync('rsa', { modulusLength: 2048 }))

async function signedWith(given: unknown) {
  const key = readPrivateKey('introspection.privateKey', given)
  const authenticate = privateKeyJwt({ clientId: 'api', audience: 'https://as.example', type: 'x+jwt' }, key)
  const { fields } = await authenticate(N)
  return fields.client_assertion!
}

/** Header and claims of an assertion, once its signature was verified with the public half of a JWK. */
async function verified(assertion: string, jwk: Record<string, string>) {
  const { kty, crv, x, y, n, e } = jwk
  const publicJwk = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value))
  const { payload, protectedHeader } = await jwtVerify(assertion, publicJwk, {
    currentDate: new Date(N * 1000),
  })
  return { payload, header: protectedHeader }
}

describe('keys that sign', () => {
  test.each([
    ['ES256', p256],
    ['ES384', p384],
    ['Ed25519', ed25519],
    ['EdDSA', ed25519],
    ['RS256', rsa],
    ['PS384', rsa],
  ])('a JWK for %s', async (alg, jwk) => {
    const { header } = await verified(await signedWith({ ...jwk, alg, kid: 'k' }), jwk)
    expect(header).toEqual({ alg, kid: 'k', typ: 'x+jwt' })
  })

  test.each([
    [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, rsa, 'RS256'],
    [{ name: 'RSA-PSS', hash: 'SHA-512' }, rsa, 'PS512'],
    [{ name: 'ECDSA', namedCurve: 'P-384' }, p384, 'ES384'],
    [{ name: 'Ed25519' }, ed25519, 'Ed25519'],
  ] as const)('a CryptoKey %j says itself what it is for', async (algorithm, jwk, alg) => {
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
    expect((await verified(await signedWith(key), jwk)).header).toEqual({ alg, typ: 'x+jwt' })
    expect((await verified(await signedWith({ key, kid: 'k' }), jwk)).header).toMatchObject({ alg, kid: 'k' })
  })

  test('a CryptoKey for Ed25519 can sign by the old name', async () => {
    const key = await crypto.subtle.importKey('jwk', ed25519, 'Ed25519', false, ['sign'])
    expect((await verified(await signedWith({ key, alg: 'EdDSA' }), ed25519)).header).toMatchObject({
      alg: 'EdDSA',
    })
  })

  test('what the caller changes later changes nothing', async () => {
    const mine: Record<string, string> = { ...p256, alg: 'ES256' }
    const key = readPrivateKey('x', mine)
    mine.d = 'AAAA'
    await expect(key.imported).resolves.toBeDefined()
  })
})

describe('the assertion', () => {
  test('speaks of the client, for the issuer alone, now, once and briefly', async () => {
    const { payload } = await verified(await signedWith({ ...p256, alg: 'ES256' }), p256)
    expect(payload).toEqual({
      iss: 'api',
      sub: 'api',
      aud: 'https://as.example',
      iat: 1_700_000_000,
      exp: 1_700_000_060,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
  })

  test('each has a jti of its own', async () => {
    const given = { ...p256, alg: 'ES256' }
    const [one, two] = [await signedWith(given), await signedWith(given)]
    expect((await verified(one, p256)).payload.jti).not.toBe((await verified(two, p256)).payload.jti)
  })

  test('goes into the form, with its type and the client', async () => {
    const key = readPrivateKey('x', { ...p256, alg: 'ES256' })
    const { fields, headers, secrets } = await privateKeyJwt(
      { clientId: 'api', audience: 'a', type: undefined },
      key,
    )(N)
    expect(fields).toEqual({
      client_id: 'api',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String) as string,
    })
    expect(headers).toEqual({})
    expect(secrets).toEqual([fields.client_assertion])
    const [header] = fields.client_assertion!.split('.')
    expect(JSON.parse(Buffer.from(header!, 'base64url').toString())).toEqual({ alg: 'ES256' })
  })
})

describe('mistakes are told when it is read, and nothing of the key with them', () => {
  const fault = (given: unknown): { option: string; message: string } => {
    try {
      readPrivateKey('introspection.privateKey', given)
    } catch (thrown) {
      expect(inspect(thrown, { depth: Infinity, showHidden: true })).not.toContain(p256.d)
      return thrown as { option: string; message: string }
    }
    throw new Error('it was read')
  }

  const publicJwk = Object.fromEntries(Object.entries(p256).filter(([name]) => name !== 'd'))

  test.each<[string, unknown, RegExp]>([
    ['nothing', null, /private key/],
    ['a text', '-----BEGIN PRIVATE KEY-----', /JWK/],
    ['an empty object', {}, /JWK/],
    ['a public JWK', { ...publicJwk, alg: 'ES256' }, /public key/],
    ['a symmetric JWK', { kty: 'oct', k: p256.d, alg: 'HS256' }, /clientSecret/],
    ['a JWK without alg', p256, /alg: expected the algorithm/],
    ['a JWK for HS256', { ...p256, alg: 'HS256' }, /alg: expected/],
    ['a JWK for another kind', { ...p256, alg: 'RS256' }, /does not sign with RS256/],
    ['a JWK for another curve', { ...p256, alg: 'ES384' }, /does not sign with ES384/],
    ['a kid that is no text', { ...p256, alg: 'ES256', kid: 1 }, /kid: expected a text/],
    [
      'a KeyObject',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      /export\(\{ format: 'jwk' \}\)/,
    ],
  ])('%s', (_what, given, message) => {
    expect(fault(given).message).toMatch(message)
  })

  test('a CryptoKey that cannot sign, or not by the algorithm that is named', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    expect(fault(pair.publicKey).message).toMatch(/type private/)
    expect(fault({ key: pair.privateKey, alg: 'ES384' }).message).toMatch(/the key is for ES256/)
    const wrong = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify'])
    expect(fault(wrong).message).toMatch(/type private/)
  })

  test('that the members of a JWK make no key is found out while it is imported', async () => {
    const { imported } = readPrivateKey('x', { ...p256, x: 'AAAA', alg: 'ES256' })
    await expect(imported).rejects.toThrow()
  })
})
