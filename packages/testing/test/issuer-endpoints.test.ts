import { createTestIssuer } from '../src/test-issuer.js'

const openid = 'https://issuer.test/.well-known/openid-configuration'
const oauth = 'https://issuer.test/.well-known/oauth-authorization-server'
const jwks = 'https://issuer.test/jwks'

describe('caching', () => {
  test('no Cache-Control unless a test sets one', async () => {
    const issuer = createTestIssuer()
    expect((await issuer.fetch(jwks)).headers.has('cache-control')).toBe(false)
    expect((await issuer.fetch(openid)).headers.has('cache-control')).toBe(false)
  })

  test('the key set and the metadata have one each', async () => {
    const issuer = createTestIssuer()
    issuer.cacheControl = 'max-age=600'
    issuer.metadataCacheControl = 'no-store'
    expect((await issuer.fetch(jwks)).headers.get('cache-control')).toBe('max-age=600')
    expect((await issuer.fetch(openid)).headers.get('cache-control')).toBe('no-store')
    expect((await issuer.fetch(oauth)).headers.get('cache-control')).toBe('no-store')
    issuer.cacheControl = undefined
    expect((await issuer.fetch(jwks)).headers.has('cache-control')).toBe(false)
  })
})

describe('routes', () => {
  test('another path of the issuer is a 404, another host is unreachable', async () => {
    const issuer = createTestIssuer({ issuer: 'https://as.example/t1' })
    for (const path of [
      '/',
      '/jwks',
      '/.well-known/oauth-authorization-server',
      '/t1',
      '/t1/token',
      '/t1/jwks/',
    ]) {
      expect([path, (await issuer.fetch(`https://as.example${path}`)).status]).toEqual([path, 404])
    }
    for (const origin of [
      'http://as.example',
      'https://as.example:8443',
      'https://as.example.evil.example',
    ]) {
      await expect(issuer.fetch(`${origin}/t1/jwks`)).rejects.toThrow(TypeError)
    }
  })

  test('a query does not hide the document', async () => {
    expect((await createTestIssuer().fetch(`${jwks}?v=1`)).status).toBe(200)
  })

  test('only GET and HEAD', async () => {
    const issuer = createTestIssuer()
    expect((await issuer.fetch(jwks, { method: 'POST', body: 'x' })).status).toBe(405)
    const head = await issuer.fetch(jwks, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})
