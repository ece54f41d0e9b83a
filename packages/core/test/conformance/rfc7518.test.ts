import { createHmac, type KeyObject } from 'node:crypto'
import { createPublicKey } from 'node:crypto'
import { createTestIssuer, createTestKey, type TestKey } from '@qalqon/testing'
import { ConfigurationFault, resourceServer, type Algorithm } from '../../src/index.js'
import { contentOf, part, withHeader } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N })
const [k1] = issuer.keys as [TestKey]
const T = issuer.token({ scope: 'read' })

/** A resource server of its own while the issuer publishes these keys. */
function publishing(...keys: object[]) {
  issuer.setJwks({ keys })
  return matrix({}, issuer)
}

const allowing =
  (...algorithms: string[]) =>
  () =>
    resourceServer({ issuer: { issuer: I, algorithms: algorithms as Algorithm[] }, audience: R })

describe('7518-3.2-b: HS* never uses a public key as its secret', () => {
  const key: KeyObject = createPublicKey(k1.privateKey)
  const pem = key.export({ format: 'pem', type: 'spki' }) as string
  const secrets: [string, string | Buffer][] = [
    ['the PEM text', pem],
    ['the PEM text without its line break at the end', pem.trim()],
    ['the PEM text with leading white space', ` \n${pem}`],
    ['the PEM text of PKCS #1', key.export({ format: 'pem', type: 'pkcs1' })],
    ['the DER', key.export({ format: 'der', type: 'spki' })],
    ['the JWK as JSON', JSON.stringify(k1.publicJwk)],
    ['the modulus', Buffer.from(k1.publicJwk.n!, 'base64url')],
    ['the modulus in base64url', k1.publicJwk.n!],
    ['the kid', 'k1'],
    ['nothing', ''],
  ]
  const { header, payload } = contentOf(issuer)

  function mac(alg: 'HS256' | 'HS384' | 'HS512', secret: string | Buffer, kid: string | undefined = 'k1') {
    const input = `${part({ ...header, alg, kid })}.${part(payload)}`
    const tag = createHmac(`sha${alg.slice(2)}`, secret)
      .update(input)
      .digest('base64url')
    return `Bearer ${input}.${tag}`
  }

  test.each(secrets)('%s', async (_name, secret) => {
    const { get } = publishing(k1.publicJwk)
    for (const alg of ['HS256', 'HS384', 'HS512'] as const) {
      expectRefused(await get(mac(alg, secret)), 401, 'invalid_token', 'algorithm_not_allowed')
    }
    expectAccepted(await get(`Bearer ${T}`))
  })

  test('a secret in the key set is skipped', async () => {
    const secret = Buffer.alloc(64, 7)
    const oct = { kty: 'oct', k: secret.toString('base64url'), kid: 'k1', use: 'sig' }
    for (const jwk of [oct, { ...oct, alg: 'HS256' }, { ...oct, alg: 'RS256' }]) {
      const { get, events } = publishing(jwk)
      expectRefused(await get(mac('HS256', secret)), 401, 'invalid_token', 'algorithm_not_allowed')
      expectRefused(await get(`Bearer ${T}`), 401, 'invalid_token', 'key_not_found')
      expect(events).toContainEqual(expect.objectContaining({ type: 'key_skipped', kid: 'k1' }))
    }
  })

  test.each(['HS256', 'HS384', 'HS512', 'hs256'])('%s cannot be allowed', (alg) => {
    expect(allowing(alg)).toThrow(ConfigurationFault)
    expect(allowing('RS256', alg)).toThrow(`issuer.algorithms: "${alg}" is not offered`)
  })
})

describe('7518-3.3-a: RSA keys below 2048 bits are refused', () => {
  test.each([1024, 2047])('%i bits', async (modulusLength) => {
    const weak = createTestKey({ kid: 'weak', algorithm: 'RS256', modulusLength })
    const { get, events } = publishing(weak.publicJwk)
    const token = withHeader(issuer, {}, weak)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
    const reason = expect.stringContaining(`${modulusLength} bits`) as string
    expect(events).toContainEqual(expect.objectContaining({ type: 'key_skipped', kid: 'weak', reason }))
  })

  test('1024 bits behind leading zeros', async () => {
    const weak = createTestKey({ kid: 'weak', algorithm: 'RS256', modulusLength: 1024 })
    const n = Buffer.concat([Buffer.alloc(128), Buffer.from(weak.publicJwk.n!, 'base64url')])
    const { get } = publishing({ ...weak.publicJwk, n: n.toString('base64url') })
    const token = withHeader(issuer, {}, weak)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'key_not_found')
  })

  test('2048 bits are enough', async () => {
    expectAccepted(await publishing(k1.publicJwk).get(`Bearer ${T}`))
  })
})

describe('7518-3.6-a: none is refused', () => {
  const { payload } = contentOf(issuer)
  const oldSignature = T.split('.')[2]!

  test.each(['none', 'None', 'NONE', 'nOnE', 'none ', ''])('alg %j', async (alg) => {
    const { get } = publishing(k1.publicJwk)
    for (const kid of ['k1', undefined]) {
      const header = part({ typ: 'at+jwt', alg, kid })
      for (const signature of ['', oldSignature, 'AA']) {
        const outcome = await get(`Bearer ${header}.${part(payload)}.${signature}`)
        expectRefused(outcome, 401, 'invalid_token', 'algorithm_not_allowed')
      }
      const signed = issuer.sign({ header: { typ: 'at+jwt', alg, kid }, payload })
      expectRefused(await get(`Bearer ${signed}`), 401, 'invalid_token', 'algorithm_not_allowed')
    }
  })

  test('an empty signature of another algorithm', async () => {
    const { get } = publishing(k1.publicJwk)
    const token = T.slice(0, T.lastIndexOf('.') + 1)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'signature_invalid')
  })

  test.each(['none', 'None', 'NONE', 'nOnE'])('%s cannot be allowed', (alg) => {
    expect(allowing(alg)).toThrow(ConfigurationFault)
    expect(allowing('RS256', alg)).toThrow(`issuer.algorithms: "${alg}" is not offered`)
  })
})
