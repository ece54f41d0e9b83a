import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'
import { createTestKey, testAlgorithms, type TestAlgorithm } from '../src/test-key.js'

/** Verifies as a resource server does: with the published keys, at the time of the issuer's clock. */
function verify(issuer: TestIssuer, token: string) {
  const keys = createRemoteJWKSet(new URL(String(issuer.metadata.jwks_uri)), {
    [customFetch]: issuer.options.fetch,
  })
  return jwtVerify(token, keys, {
    issuer: issuer.issuer,
    audience: issuer.audience,
    typ: 'at+jwt',
    currentDate: new Date(issuer.clock() * 1000),
  })
}

describe.each(testAlgorithms)('%s', (algorithm) => {
  test('a token verifies against the published key set, and a stranger’s does not', async () => {
    const issuer = createTestIssuer({ algorithm, now: 1_700_000_000 })
    const { payload, protectedHeader } = await verify(
      issuer,
      issuer.token({ scope: 'read', subject: 'alice' }),
    )
    expect(protectedHeader).toEqual({ typ: 'at+jwt', alg: algorithm, kid: 'k1' })
    expect(payload).toMatchObject({ sub: 'alice', scope: 'read', iat: 1_700_000_000 })

    const stranger = issuer.signedByStranger()
    const header = Buffer.from(stranger.split('.')[0]!, 'base64url').toString()
    expect(JSON.parse(header)).toEqual(protectedHeader)
    await expect(verify(issuer, stranger)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
  })
})

describe('tokens by intent are refused for what they are', () => {
  const issuer = createTestIssuer()

  test.each([
    ['expired', { code: 'ERR_JWT_EXPIRED' }],
    ['forAnotherAudience', { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'aud' }],
    ['idToken', { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'typ' }],
    ['signedByStranger', { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' }],
  ] as const)('%s', async (intent, error) => {
    await expect(verify(issuer, issuer[intent]())).rejects.toMatchObject(error)
  })

  test('clientCredentials is a good token', async () => {
    const { payload } = await verify(issuer, issuer.clientCredentials({ clientId: 'job' }))
    expect(payload).toMatchObject({ sub: 'job', client_id: 'job' })
  })
})

test('defaults, and what a resource server takes', () => {
  const issuer = createTestIssuer()
  expect(issuer.options).toEqual({
    issuer: 'https://issuer.test',
    audience: 'https://api.test',
    fetch: issuer.fetch,
    clock: issuer.clock,
  })
})

test('a token expires as the clock advances', async () => {
  const issuer = createTestIssuer()
  const token = issuer.token({ expiresInSeconds: 60 })
  issuer.clock.advance(59)
  await verify(issuer, token)
  issuer.clock.advance(1)
  await expect(verify(issuer, token)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' })
})

test('a token of a withdrawn key fails, and one of the new key verifies', async () => {
  const issuer = createTestIssuer()
  const before = issuer.token()
  issuer.rotateKeys({ algorithm: 'Ed25519' })
  await verify(issuer, before)
  await verify(issuer, issuer.token())
  issuer.withdrawKey('k1')
  await expect(verify(issuer, before)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  await verify(issuer, issuer.token())
})

test('an added key and a key of nobody sign when they are named', async () => {
  const issuer = createTestIssuer()
  const key = issuer.addKey({ algorithm: 'PS256' })
  const { protectedHeader } = await verify(issuer, issuer.token({ key }))
  expect(protectedHeader).toMatchObject({ alg: 'PS256', kid: key.kid })
  const nobodys = issuer.token({ key: createTestKey({ kid: 'nobodys' }) })
  await expect(verify(issuer, nobodys)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
})

test('sign puts its octets under a good signature', async () => {
  const issuer = createTestIssuer()
  const { iss, aud, exp } = { iss: issuer.issuer, aud: issuer.audience, exp: issuer.clock() + 9 }
  const payload = `{ "iss": "${iss}", "aud": "${aud}", "exp": ${exp}, "sub": "a", "sub": "b" }`
  const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' }
  const token = issuer.sign({ header, payload })
  expect(Buffer.from(token.split('.')[1]!, 'base64url').toString()).toBe(payload)
  expect((await verify(issuer, token)).payload.sub).toBe('b')

  const key = issuer.addKey()
  const other = issuer.sign({ header: { ...header, kid: key.kid }, payload, key })
  await verify(issuer, other)
  await expect(verify(issuer, issuer.sign({ header, payload, key }))).rejects.toThrow('signature')
})

test('an unknown algorithm is refused when the issuer is made', () => {
  expect(() => createTestIssuer({ algorithm: 'none' as TestAlgorithm })).toThrow(/^algorithm: 'none'/)
})
