import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'
import { verifiedPayload } from '../src/signature.js'
import { createTestKey } from '../src/test-key.js'

async function published(issuer: TestIssuer): Promise<unknown> {
  const response = await issuer.fetch(String(issuer.metadata.jwks_uri))
  return response.json()
}

const kids = async (issuer: TestIssuer) =>
  ((await published(issuer)) as { keys: { kid?: string }[] }).keys.map((jwk) => jwk.kid)

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid

test('begins with one key of the issuer’s algorithm, which signs', async () => {
  const issuer = createTestIssuer({ algorithm: 'ES384' })
  expect(issuer.keys.map(({ kid, algorithm }) => [kid, algorithm])).toEqual([['k1', 'ES384']])
  expect(await published(issuer)).toEqual({ keys: [issuer.keys[0]!.publicJwk] })
  expect(kidOf(issuer.token())).toBe('k1')
})

test('two issuers share no key', () => {
  const [a, b] = [createTestIssuer(), createTestIssuer()]
  expect(a.keys[0]!.publicJwk.x).not.toBe(b.keys[0]!.publicJwk.x)
})

test('a rotation: the new key signs, the old one stays until it is withdrawn', async () => {
  const issuer = createTestIssuer()
  const key = issuer.rotateKeys()
  expect(key.kid).toBe('k2')
  expect(kidOf(issuer.token())).toBe('k2')
  expect(await kids(issuer)).toEqual(['k1', 'k2'])
  issuer.withdrawKey('k1')
  expect(await kids(issuer)).toEqual(['k2'])
  expect(issuer.keys).toEqual([key])
})

test('an added key is published and signs only when it is asked to', async () => {
  const issuer = createTestIssuer()
  const key = issuer.addKey({ algorithm: 'Ed25519' })
  expect(await kids(issuer)).toEqual(['k1', 'k2'])
  expect(kidOf(issuer.token())).toBe('k1')
  expect(kidOf(issuer.token({ key }))).toBe('k2')
})

test('a key can stay unpublished', async () => {
  const issuer = createTestIssuer()
  const key = issuer.addKey({ kid: 'secret', publish: false })
  expect(await kids(issuer)).toEqual(['k1'])
  expect(issuer.keys).not.toContain(key)
  expect(kidOf(issuer.token({ key }))).toBe('secret')
})

test('a name that is taken is not given again', () => {
  const issuer = createTestIssuer()
  issuer.addKey({ kid: 'k2' })
  expect(issuer.addKey().kid).toBe('k3')
  expect(issuer.rotateKeys({ kid: 'mine' }).kid).toBe('mine')
})

test('two keys may bear one kid, and are withdrawn together', async () => {
  const issuer = createTestIssuer()
  issuer.addKey({ kid: 'k1', algorithm: 'Ed25519' })
  expect(await kids(issuer)).toEqual(['k1', 'k1'])
  issuer.withdrawKey('k1')
  expect(await published(issuer)).toEqual({ keys: [] })
})

test('a withdrawn signing key goes on signing', () => {
  const issuer = createTestIssuer()
  issuer.withdrawKey('k1')
  expect(kidOf(issuer.token())).toBe('k1')
})

test('withdrawing what is not published is refused, with the names that are', () => {
  const issuer = createTestIssuer()
  expect(() => issuer.withdrawKey('k7')).toThrow(/'k7'.*k1/)
})

test('a raw JWK is published as it stands, and can be withdrawn', async () => {
  const issuer = createTestIssuer()
  const broken = { kty: 'RSA', kid: 'broken', n: 7, use: 'enc' }
  issuer.publishJwk(broken)
  issuer.publishJwk({ ...createTestKey({ kid: 'other' }).publicJwk, kid: undefined })
  expect(await published(issuer)).toMatchObject({ keys: [{ kid: 'k1' }, broken, { kty: 'EC' }] })
  expect(issuer.keys).toHaveLength(1)
  issuer.withdrawKey('broken')
  expect(await kids(issuer)).toEqual(['k1', undefined])
})

test.each([[{ keys: 'none' }], [[]], [null], ['text'], [0], [false]])(
  'setJwks publishes exactly %j, and undefined brings the key set back',
  async (value) => {
    const issuer = createTestIssuer()
    issuer.setJwks(value)
    expect(await published(issuer)).toEqual(value)
    issuer.setJwks(undefined)
    expect(await kids(issuer)).toEqual(['k1'])
  },
)

test('what is no JSON is refused at once', () => {
  const issuer = createTestIssuer()
  const circular: Record<string, unknown> = {}
  circular.self = circular
  expect(() => issuer.setJwks(circular)).toThrow(TypeError)
  expect(() => issuer.publishJwk(circular)).toThrow(TypeError)
  expect(() => issuer.setMetadata(circular)).toThrow(TypeError)
  expect(() => issuer.setJwks(() => 'keys')).toThrow('setJwks: function is no JSON value')
})

test('a key of the issuer can be named, whether it is published or not', () => {
  const issuer = createTestIssuer()
  const hidden = issuer.addKey({ kid: 'hidden', publish: false })
  issuer.rotateKeys()
  issuer.withdrawKey('k1')
  for (const key of ['k1', 'k2', 'hidden']) expect(kidOf(issuer.token({ key }))).toBe(key)
  expect(verifiedPayload(issuer.token({ key: 'hidden' }), hidden)).toBeDefined()
  expect(verifiedPayload(issuer.sign({ header: {}, payload: {}, key: 'hidden' }), hidden)).toBeDefined()
})

test('what is no key, and the name of none, is refused in words', () => {
  const issuer = createTestIssuer()
  issuer.addKey()
  expect(() => issuer.token({ key: 'k3' })).toThrow(/key: this issuer has no key "k3", only: k1, k2/)
  expect(() => issuer.sign({ header: {}, payload: {}, key: 'k3' })).toThrow(TypeError)
  for (const key of [1, null, {}, { kid: 'k1' }]) {
    expect(() => issuer.token({ key: key as never })).toThrow(/key: expected a key, .*, or the name of one/)
  }
})
