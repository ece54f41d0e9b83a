import { createTestIssuer } from '../src/test-issuer.js'
import type { TokenOptions } from '../src/token-claims.js'

const now = 1_700_000_000
const issuer = createTestIssuer({ issuer: 'https://as.example', audience: 'https://rs.example/api', now })

/** Header and payload of a token, unverified. */
function read(token: string): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return { header: JSON.parse(header!), payload: JSON.parse(payload!) }
}

const claims = (options?: TokenOptions) => read(issuer.token(options)).payload

describe('an access token', () => {
  test('has the header and the claims of RFC 9068', () => {
    const { header, payload } = read(issuer.token())
    expect(header).toEqual({ typ: 'at+jwt', alg: 'ES256', kid: 'k1' })
    expect(payload).toEqual({
      iss: 'https://as.example',
      aud: 'https://rs.example/api',
      sub: 'user-1',
      client_id: 'client-1',
      iat: now,
      exp: now + 300,
      jti: expect.any(String),
    })
  })

  test('each has a jti of its own', () => {
    expect(claims().jti).not.toBe(claims().jti)
  })

  test('takes scope, subject, client, audience and lifetime', () => {
    const options = {
      scope: 'read write',
      subject: 'alice',
      clientId: 'app',
      audience: ['https://a.example', 'https://b.example'],
      expiresInSeconds: 60,
    }
    expect(claims(options)).toMatchObject({
      scope: 'read write',
      sub: 'alice',
      client_id: 'app',
      aud: ['https://a.example', 'https://b.example'],
      exp: now + 60,
    })
  })

  test('tells in which way, and how long ago, the user has signed in', () => {
    expect(claims({ acr: 'phr', authenticatedSecondsAgo: 301 })).toMatchObject({
      acr: 'phr',
      auth_time: now - 301,
    })
    expect(claims({ authenticatedSecondsAgo: 0, claims: { auth_time: 'x' } }).auth_time).toBe('x')
    expect(claims({ acr: 'phr', omit: ['acr'] })).not.toHaveProperty('acr')
    const later = createTestIssuer({ now: 100.7 })
    expect(read(later.token({ authenticatedSecondsAgo: 10 })).payload.auth_time).toBe(90)
    expect(read(issuer.idToken({ authenticatedSecondsAgo: 60 })).payload.auth_time).toBe(now - 60)
  })

  test('joins a list of scopes with spaces', () => {
    expect(claims({ scope: ['read', 'write'] }).scope).toBe('read write')
  })

  test('claims override, add, and remove when undefined', () => {
    const payload = claims({ scope: 'read', claims: { scope: ['read'], acr: 'phr', sub: undefined } })
    expect(payload).toMatchObject({ scope: ['read'], acr: 'phr' })
    expect(payload).not.toHaveProperty('sub')
  })

  test('null is a value and stays', () => {
    expect(claims({ claims: { sub: null } }).sub).toBeNull()
  })

  test('header members override, add, and are removed when undefined', () => {
    const { header } = read(issuer.token({ header: { typ: 'JWT', kid: undefined, crit: ['b64'] } }))
    expect(header).toEqual({ typ: 'JWT', alg: 'ES256', crit: ['b64'] })
  })

  test.each(['iss', 'aud', 'sub', 'client_id', 'iat', 'exp', 'jti', 'scope'])(
    'omit leaves out %s',
    (name) => {
      const names = Object.keys(claims({ scope: 'read' })).filter((claim) => claim !== name)
      expect(Object.keys(claims({ scope: 'read', claims: { [name]: 'x' }, omit: [name] })).sort()).toEqual(
        names.sort(),
      )
    },
  )

  test('is issued at the whole second of the clock', () => {
    const later = createTestIssuer({ now: 100.7 })
    expect(read(later.token()).payload).toMatchObject({ iat: 100, exp: 400 })
    later.clock.advance(50)
    expect(read(later.token()).payload).toMatchObject({ iat: 150, exp: 450 })
  })
})

describe('tokens by intent', () => {
  test('expired: by no whole hours, as if a clock were in another time zone', () => {
    const { payload } = read(issuer.expired())
    expect(Math.abs(((now - Number(payload.exp)) % 3600) - 1800)).toBeLessThan(900)
  })

  test('expired: over for longer than any tolerance, whole otherwise', () => {
    const { header, payload } = read(issuer.expired({ scope: 'read', expiresInSeconds: 60 }))
    expect(header.typ).toBe('at+jwt')
    expect(payload).toMatchObject({
      exp: now - 5000,
      iat: now - 5060,
      aud: 'https://rs.example/api',
      scope: 'read',
    })
  })

  test('for another audience: another aud and nothing else', () => {
    const options = { scope: 'read', omit: ['jti'] }
    const good = claims(options)
    const other = read(issuer.forAnotherAudience(options)).payload
    expect(other).toEqual({ ...good, aud: 'https://another-api.test' })
    expect(read(issuer.forAnotherAudience({ audience: 'https://b.example' })).payload.aud).toBe(
      'https://b.example',
    )
  })

  test('an ID token: typ JWT, for the client, with a nonce and without client_id and scope', () => {
    const { header, payload } = read(issuer.idToken({ clientId: 'app', scope: 'read' }))
    expect(header.typ).toBe('JWT')
    expect(payload).toEqual({
      iss: 'https://as.example',
      aud: 'app',
      sub: 'user-1',
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: expect.any(String),
    })
    expect(read(issuer.idToken({ audience: issuer.audience })).payload.aud).toBe(issuer.audience)
  })

  test('client credentials: the client is the subject', () => {
    expect(read(issuer.clientCredentials()).payload).toMatchObject({ sub: 'client-1', client_id: 'client-1' })
    const { payload } = read(issuer.clientCredentials({ clientId: 'job', scope: 'read' }))
    expect(payload).toMatchObject({ sub: 'job', client_id: 'job', scope: 'read' })
  })

  test.each(['expired', 'forAnotherAudience', 'signedByStranger', 'idToken', 'clientCredentials'] as const)(
    '%s takes claims, header and omit as a good token does',
    (intent) => {
      const { header, payload } = read(issuer[intent]({ claims: { a: 1 }, header: { b: 2 }, omit: ['sub'] }))
      expect([payload.a, header.b, 'sub' in payload]).toEqual([1, 2, false])
    },
  )
})
