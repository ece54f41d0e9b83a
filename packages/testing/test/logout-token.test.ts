import { createLocalJWKSet, jwtVerify } from 'jose'
import { createTestIssuer, createTestKey, type LogoutTokenOptions } from '../src/index.js'

const now = 1_700_000_000
const issuer = createTestIssuer({ issuer: 'https://as.example', audience: 'https://rs.example/api', now })
const event = 'http://schemas.openid.net/event/backchannel-logout'

/** Header and payload of a token, unverified. */
function read(token: string): { header: object; payload: Record<string, unknown> } {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return { header: JSON.parse(header!) as object, payload: JSON.parse(payload!) as Record<string, unknown> }
}

const claims = (options?: LogoutTokenOptions) => read(issuer.logoutToken(options)).payload

test('it has the header and the claims of Back-Channel Logout', () => {
  const { header, payload } = read(issuer.logoutToken())
  expect(header).toEqual({ typ: 'logout+jwt', alg: 'ES256', kid: 'k1' })
  expect(payload).toEqual({
    iss: 'https://as.example',
    aud: 'client-1',
    sub: 'user-1',
    iat: now,
    exp: now + 120,
    jti: expect.any(String) as string,
    events: { [event]: {} },
  })
  expect(claims().jti).not.toBe(claims().jti)
})

test('it is signed by the key of the issuer, or by the one that is named', async () => {
  const keys = createLocalJWKSet({ keys: issuer.keys.map(({ publicJwk }) => publicJwk as object) })
  const options = { issuer: issuer.issuer, audience: 'client-1', typ: 'logout+jwt' }
  const currentDate = new Date(now * 1000)
  await jwtVerify(issuer.logoutToken(), keys, { ...options, currentDate })
  const key = createTestKey({ kid: 'k1' })
  await expect(jwtVerify(issuer.logoutToken({ key }), keys, { ...options, currentDate })).rejects.toThrow()
})

test('it takes subject, session, client and lifetime, and what spoils it', () => {
  expect(claims({ subject: 'alice', sid: 's1', clientId: 'photos', expiresInSeconds: 5 })).toMatchObject({
    sub: 'alice',
    sid: 's1',
    aud: 'photos',
    exp: now + 5,
  })
  expect(claims({ sid: 's1', omit: ['sub', 'exp'] })).not.toHaveProperty('sub')
  expect(claims({ claims: { nonce: 'n', events: undefined } })).toMatchObject({ nonce: 'n' })
  expect(read(issuer.logoutToken({ header: { typ: 'JWT' } })).header).toMatchObject({ typ: 'JWT' })
})

test('a misspelt option is a mistake, and so is one that only access tokens have', () => {
  expect(() => issuer.logoutToken({ sub: 'alice' } as LogoutTokenOptions)).toThrow(/a logout token.*sub/s)
  expect(() => issuer.logoutToken({ scope: 'read' } as LogoutTokenOptions)).toThrow(TypeError)
})

test('that of a provider is the same, with the issuer of that provider', () => {
  const keycloak = createTestIssuer({ provider: 'keycloak', now })
  expect(read(keycloak.logoutToken()).payload).toMatchObject({ iss: keycloak.issuer, aud: 'client-1' })
})
