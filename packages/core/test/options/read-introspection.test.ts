import { inspect } from 'node:util'
import { createTestIssuer } from '@qalqon/testing'
import { ConfigurationFault } from '../../src/index.js'
import { configurationFaultOf } from '../support/configuration-fault.js'
import { asking } from '../support/introspection.js'

const issuer = createTestIssuer()
const byKey = issuer.registerClient({ clientId: 'keyed', authentication: 'private_key_jwt' })
const secret = 'a-secret-that-nobody-may-read'

/** The fault of options, without anything that is given unless they say so. */
function faultOf(options: object): ConfigurationFault {
  const fault = configurationFaultOf(() => asking(options, { issuer, client: { clientId: 'api' } as never }))
  const told = inspect(fault, { depth: Infinity, showHidden: true })
  for (const hidden of [secret, byKey.privateKey!.d as string]) expect(told).not.toContain(hidden)
  return fault
}

describe('mistakes are told when it is built, by the name of the option', () => {
  test.each<[string, object, RegExp]>([
    ['clientSecret', {}, /neither.*privateKey/],
    ['clientSecret', { clientSecret: secret, privateKey: byKey.privateKey }, /both/],
    ['clientSecret', { clientSecret: '' }, /expected the secret/],
    ['clientSecret', { clientSecret: [secret] }, /expected the secret/],
    ['clientId', { clientId: '', clientSecret: secret }, /client of the issuer/],
    ['clientId', { clientId: undefined, clientSecret: secret }, /client of the issuer/],
    ['authentication', { clientSecret: secret, authentication: 'private_key_jwt' }, /client_secret_basic/],
    ['authentication', { clientSecret: secret, authentication: secret }, /client_secret_basic/],
    [
      'authentication',
      { privateKey: byKey.privateKey, authentication: 'client_secret_post' },
      /private_key_jwt/,
    ],
    ['assertionAudience', { clientSecret: secret, assertionAudience: 'x' }, /no effect/],
    ['assertionAudience', { privateKey: byKey.privateKey, assertionAudience: '' }, /aud/],
    ['privateKey', { privateKey: { kty: 'oct', k: secret } }, /clientSecret/],
    ['privateKey.alg', { privateKey: { ...byKey.privateKey, alg: undefined } }, /algorithm/],
    ['endpoint', { clientSecret: secret, endpoint: 'http://as.example/introspect' }, /https/],
    ['endpoint', { clientSecret: secret, endpoint: '/introspect' }, /https/],
    ['endpoint', { clientSecret: secret, endpoint: '' }, /https/],
    ['endpoint', { clientSecret: secret, endpoint: `https://api:${secret}@as.example/` }, /credentials/],
    ['endpoint', { clientSecret: secret, endpoint: 'https://as.example/#x' }, /fragment/],
    ['tokens', { clientSecret: secret, tokens: 'jwt' }, /'opaque' or 'all'/],
    ['cacheSeconds', { clientSecret: secret, cacheSeconds: 3601 }, /0 to 3600/],
    ['cacheSeconds', { clientSecret: secret, cacheSeconds: -1 }, /0 to 3600/],
    ['negativeCacheSeconds', { clientSecret: secret, negativeCacheSeconds: 61 }, /0 to 60/],
    ['timeoutMs', { clientSecret: secret, timeoutMs: 0 }, /1 to 60000/],
    ['maxBytes', { clientSecret: secret, maxBytes: 1e9 }, /1024 to 1048576/],
    ['maxEntries', { clientSecret: secret, maxEntries: 0 }, /1 to 1000000/],
    ['maxEntries', { clientSecret: secret, maxEntries: 10.5 }, /whole number/],
    ['client_secret', { client_secret: secret }, /no such option.*clientSecret/],
  ])('%s', (option, options, message) => {
    const { option: named, message: text } = faultOf(options)
    expect(named).toBe(`introspection.${option}`)
    expect(text).toMatch(message)
  })

  test('what is no object', () => {
    for (const options of [[], 'https://as.example', new Map()]) {
      expect(() => asking(options as object, { issuer, client: options as never })).toThrow(
        ConfigurationFault,
      )
    }
  })
})

describe('what is right', () => {
  test.each<[string, object]>([
    ['a secret', { clientSecret: secret }],
    ['a secret in the form', { clientSecret: secret, authentication: 'client_secret_post' }],
    ['a key', { privateKey: byKey.privateKey }],
    ['an endpoint on loopback', { clientSecret: secret, endpoint: 'http://127.0.0.1:4000/introspect' }],
    [
      'an endpoint with a query',
      { clientSecret: secret, endpoint: 'https://as.example/introspect?tenant=1' },
    ],
    [
      'the ends of the limits',
      { clientSecret: secret, cacheSeconds: 0, negativeCacheSeconds: 60, maxEntries: 1 },
    ],
  ])('%s', (_what, options) => {
    const client = { clientId: 'api' } as never
    expect(() => asking(options, { issuer, client })).not.toThrow()
  })
})

describe('the audience of assertions', () => {
  const assertionOf = async (options: object) => {
    let form = new URLSearchParams()
    const { verdict } = asking(options, {
      issuer,
      client: byKey,
      fetch: ((url: string, init?: RequestInit) => {
        if (init?.method === 'POST') form = new URLSearchParams(init.body as string)
        return issuer.fetch(url, init)
      }) as typeof fetch,
    })
    const answer = await verdict(issuer.opaqueToken())
    const [header, claims] = form
      .get('client_assertion')!
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>)
    return { answer, type: header!.typ, audience: claims!.aud }
  }

  test('is the issuer, as one text, and the type says by which rules', async () => {
    expect(await assertionOf({})).toEqual({
      answer: 'active',
      type: 'client-authentication+jwt',
      audience: 'https://issuer.test',
    })
  })

  test('can be what an older issuer wants, without the type', async () => {
    const assertionAudience = 'https://issuer.test/introspect'
    expect(await assertionOf({ assertionAudience })).toEqual({
      answer: 'active',
      type: undefined,
      audience: assertionAudience,
    })
  })
})
