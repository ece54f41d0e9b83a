import { createTestIssuer } from '../src/test-issuer.js'

const openid = 'https://issuer.test/.well-known/openid-configuration'
const oauth = 'https://issuer.test/.well-known/oauth-authorization-server'
const jwks = 'https://issuer.test/jwks'

test('each request counts when it is made, also before it is answered', async () => {
  const issuer = createTestIssuer()
  const answers = [issuer.fetch(jwks), issuer.fetch(jwks), issuer.fetch(openid), issuer.fetch(oauth)]
  expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([2, 2])
  expect(issuer.requests.urls).toEqual([jwks, jwks, openid, oauth])
  await Promise.all(answers)
  expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([2, 2])
})

test('requests count that find no document, or an outage', async () => {
  const issuer = createTestIssuer({ discovery: 'oauth' })
  await issuer.fetch(openid)
  issuer.outage('unreachable')
  await expect(issuer.fetch(jwks)).rejects.toThrow('fetch failed')
  expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 1])
})

test('each endpoint has a count of its own', async () => {
  const issuer = createTestIssuer()
  await issuer.fetch('https://issuer.test/introspect', { method: 'POST' })
  expect(issuer.requests).toMatchObject({ metadata: 0, jwks: 0, introspection: 1 })
})

test('other addresses are kept and not counted', async () => {
  const issuer = createTestIssuer()
  await issuer.fetch('https://issuer.test/userinfo')
  await expect(issuer.fetch('https://other.test/jwks')).rejects.toThrow('fetch failed')
  expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([0, 0])
  expect(issuer.requests.urls).toEqual(['https://issuer.test/userinfo', 'https://other.test/jwks'])
})

test('reset starts from nothing', async () => {
  const issuer = createTestIssuer()
  await Promise.all([issuer.fetch(jwks), issuer.fetch(openid)])
  issuer.requests.reset()
  expect([issuer.requests.metadata, issuer.requests.jwks, issuer.requests.urls]).toEqual([0, 0, []])
})

test('the addresses are bounded, the counts are not', async () => {
  const issuer = createTestIssuer()
  issuer.setJwks({ keys: [] })
  await issuer.fetch(openid)
  for (let i = 0; i < 1000; i++) await issuer.fetch(jwks)
  expect(issuer.requests.jwks).toBe(1000)
  expect(issuer.requests.urls).toHaveLength(1000)
  expect(issuer.requests.urls).not.toContain(openid)
})
