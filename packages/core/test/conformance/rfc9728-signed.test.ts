import { generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { ResourceMetadata, ResourceServerOptions, SignMetadata } from '../../src/index.js'
import { I, N, R } from '../support/matrix.js'
import { ask, documentOf, fetched, fieldOf, metadataUrl, withOptions } from '../support/resource-metadata.js'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicKey = createPublicKey(privateKey)
const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'k1' }

const plain = { scopesSupported: ['read'], resourceName: 'Files', 'resourceName#uz': 'Fayllar' }
const signing = (
  signedMetadata: NonNullable<ResourceServerOptions['metadata']>['signedMetadata'],
  more: Partial<ResourceServerOptions> = {},
) => withOptions({ ...more, metadata: { ...plain, signedMetadata: signedMetadata! } })

/** What a signed document says, in both forms, once its signature was verified. */
async function both(document: ResourceMetadata) {
  const { signed_metadata, ...members } = document
  const currentDate = new Date(N * 1000)
  return { members, ...(await jwtVerify(signed_metadata!, publicKey, { currentDate })) }
}

describe('9728-2.2-a: signed_metadata is a signed JWT with an iss, and says what the document says', () => {
  test('with a JWK', async () => {
    const { members, payload, protectedHeader } = await both(await fetched(signing({ privateKey: jwk })))
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'k1' })
    expect(payload).toEqual({ ...members, iss: R, iat: N })
    expect(members).toEqual(documentOf(plain))
    expect(members).toMatchObject({ scopes_supported: ['read'], 'resource_name#uz': 'Fayllar' })
  })

  test('with a key of WebCrypto, by another who attests to it', async () => {
    const pair = await generateKeyPair('EdDSA')
    const issuer = 'https://trust.example'
    const document = await fetched(signing({ privateKey: { key: pair.privateKey, kid: 'w' }, issuer }))
    const { payload, protectedHeader } = await jwtVerify(document.signed_metadata!, pair.publicKey)
    expect(protectedHeader).toEqual({ alg: 'Ed25519', kid: 'w' })
    expect(payload).toMatchObject({ iss: issuer, resource: R, authorization_servers: [I] })
  })

  const sign = async (claims: object, header: { alg: string } = { alg: 'ES256' }) =>
    new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey)

  test('with a function, which is handed what it has to say', async () => {
    const told: ResourceMetadata[] = []
    const document = await fetched(
      signing((metadata) => {
        told.push(metadata)
        return sign({ ...metadata, iss: R })
      }),
    )
    const { members, payload } = await both(document)
    expect(payload).toEqual({ ...members, iss: R })
    expect(told).toEqual([members])
  })

  test('with a function whose JWTs expire soon: no expired one is served, neither before a new one nor in its place', async () => {
    let now = N
    let fails = false
    const api = signing(
      (metadata) =>
        fails ? Promise.reject(new Error('away')) : sign({ ...metadata, iss: R, iat: now, exp: now + 30 }),
      { clock: () => now },
    )
    const issued = async () => {
      const response = (await ask(api, metadataUrl))!
      if (response.status !== 200) return response.status
      const { signed_metadata: jwt = '' } = JSON.parse(response.body) as ResourceMetadata
      const { payload } = await jwtVerify(jwt, publicKey, { currentDate: new Date(now * 1000) })
      return payload.iat
    }
    expect(await issued()).toBe(N)
    now = N + 29
    expect(await issued()).toBe(N)
    now = N + 30
    expect(await issued()).toBe(N + 30)
    fails = true
    now = N + 61
    expect(await issued()).toBe(503)
    fails = false
    now = N + 70
    expect(await issued()).toBe(N + 70)
  })

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const mistakes: [string, SignMetadata, RegExp][] = [
    ['no iss', (metadata) => sign(metadata), /no iss/],
    ['an empty iss', (metadata) => sign({ ...metadata, iss: '' }), /no iss/],
    [
      'a signed_metadata of its own',
      (metadata) => sign({ ...metadata, iss: R, signed_metadata: 'x' }),
      /signed_metadata of its own/,
    ],
    [
      'another resource',
      (metadata) => sign({ ...metadata, iss: R, resource: `${R}/` }),
      /resource: the JWT does not say/,
    ],
    [
      'fewer scopes',
      (metadata) => sign({ ...metadata, iss: R, scopes_supported: [] }),
      /scopes_supported: the JWT does not say/,
    ],
    [
      'alg none',
      (metadata) => `${part({ alg: 'none' })}.${part({ ...metadata, iss: R })}.`,
      /the JWT is not signed/,
    ],
    [
      'more than the metadata says',
      (metadata) => sign({ ...metadata, iss: R, jwks_uri: 'https://evil.example/jwks' }),
      /jwks_uri: the JWT says what the metadata does not say/,
    ],
    [
      'an end that has passed',
      (metadata) => sign({ ...metadata, iss: R, exp: N }),
      /exp: the JWT has expired/,
    ],
    [
      'alg None, with a signature',
      (metadata) => `${part({ alg: 'None' })}.${part({ ...metadata, iss: R })}.AAAA`,
      /the JWT is not signed/,
    ],
    ['no JWT', () => 'signed', /signed JWT in compact form/],
    ['no text', () => ({}) as string, /expected a signed JWT, which is a text/],
    ['a promise of nothing', () => Promise.resolve(undefined as unknown as string), /which is a text/],
  ]
  test.each(mistakes)('a function that makes %s has failed', async (_, signedMetadata, message) => {
    const api = signing(signedMetadata)
    const response = (await ask(api, metadataUrl))!
    expect(response.status).toBe(503)
    expect(fieldOf(response, 'retry-after')).toBe('5')
    expect(fieldOf(response, 'cache-control')).toBe('no-store')
    expect(JSON.parse(response.body)).toMatchObject({ status: 503, title: 'Service Unavailable' })
    const cause = expect.objectContaining({ message: expect.stringMatching(message) }) as unknown
    expect(api.events).toEqual([{ type: 'hook_failed', hook: 'signedMetadata', cause }])
  })
})
