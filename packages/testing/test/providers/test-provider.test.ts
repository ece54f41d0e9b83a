import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { createTestIssuer, testProviders, type TestProvider } from '../../src/index.js'
import { issuerOf, now, read } from './token-shapes.js'

/** Where keys are published does not depend on their kind, and the RSA keys of the providers take long to make. */
const quick = { algorithm: 'ES256' } as const

describe.each(testProviders)('%s', (provider) => {
  const issuer = issuerOf(provider)

  test('its tokens verify with RS256 against the key set that its metadata names', async () => {
    const { jwks_uri: jwksUri } = issuer.metadata
    const keys = createRemoteJWKSet(new URL(String(jwksUri)), { [customFetch]: issuer.fetch })
    for (const token of [issuer.token(), issuer.clientCredentials(), issuer.idToken()]) {
      const options = { issuer: issuer.issuer, algorithms: ['RS256'], currentDate: new Date(now * 1000) }
      const { payload } = await jwtVerify(token, keys, options)
      expect(payload).toMatchObject({ iat: now, exp: now + 300, sub: expect.stringMatching(/./) })
    }
  })

  test('expired and forAnotherAudience are the same tokens in another time, and for another API', () => {
    expect(read(issuer.expired()).payload).toMatchObject({ exp: now - 5000, iat: now - 5300 })
    const other = read(issuer.forAnotherAudience())
    expect([other.payload.aud].flat()).toContain('https://another-api.test')
    expect([other.payload.aud].flat()).not.toContain(issuer.audience)
    expect(other.header).toEqual(read(issuer.token()).header)
  })

  test('an ID token is for the client, unless a test wants it for the API', () => {
    expect(read(issuer.idToken({ clientId: 'app' })).payload.aud).toBe('app')
    expect(read(issuer.idToken({ audience: issuer.audience })).payload.aud).toBe(issuer.audience)
  })

  test('subject, client, claims, header and omit count here too', () => {
    const options = {
      subject: 'alice',
      clientId: 'app',
      acr: 'phr',
      authenticatedSecondsAgo: 60,
      claims: { a: 1, sid: 's' },
      header: { b: 2 },
      omit: ['exp'],
    }
    for (const token of [issuer.token(options), issuer.clientCredentials(options), issuer.idToken(options)]) {
      const { header, payload } = read(token)
      expect(payload).toMatchObject({ sub: 'alice', acr: 'phr', auth_time: now - 60, a: 1, sid: 's' })
      expect(JSON.stringify(payload)).toContain('"app"')
      expect(payload).not.toHaveProperty('exp')
      expect(header.b).toBe(2)
    }
  })

  test('it can listen, with its key set where its path says', async () => {
    const listening = createTestIssuer({ provider, ...quick })
    try {
      const url = await listening.listen()
      const { pathname } = new URL(issuer.issuer)
      expect(url.endsWith(pathname === '/' ? '/' : pathname)).toBe(true)
      const jwksUri = String(listening.metadata.jwks_uri)
      expect(new URL(jwksUri).origin).toBe(new URL(url).origin)
      expect(await (await fetch(jwksUri)).json()).toEqual({ keys: [listening.keys[0]!.publicJwk] })
    } finally {
      await listening.close()
    }
  })
})

test.each([
  ['auth0', 'https://t.us.auth0.com/', 'https://t.us.auth0.com/.well-known/jwks.json'],
  [
    'cognito',
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A',
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A/.well-known/jwks.json',
  ],
  ['entra-v1', 'https://sts.windows.net/9ca0/', 'https://login.microsoftonline.com/9ca0/discovery/keys'],
  [
    'entra-v1',
    'https://sts.chinacloudapi.cn/9ca0/',
    'https://login.partner.microsoftonline.cn/9ca0/discovery/keys',
  ],
  [
    'entra-v2',
    'https://login.microsoftonline.us/9ca0/v2.0',
    'https://login.microsoftonline.us/9ca0/discovery/v2.0/keys',
  ],
  [
    'keycloak',
    'https://sso.example/auth/realms/r',
    'https://sso.example/auth/realms/r/protocol/openid-connect/certs',
  ],
  ['okta', 'https://e.okta.com/oauth2/aus1', 'https://e.okta.com/oauth2/aus1/v1/keys'],
] as const)('%s: the key set of %s', async (provider, identifier, jwksUri) => {
  const issuer = createTestIssuer({ provider, issuer: identifier, ...quick })
  expect(issuer.metadata.jwks_uri).toBe(jwksUri)
  expect((await issuer.fetch(jwksUri)).status).toBe(200)
  expect(issuer.requests.jwks).toBe(1)
})

describe('jwksUri', () => {
  const jwksUri = 'http://keycloak:8080/realms/example/certs'

  test('the key set can be on another host, and is then nowhere else', async () => {
    const issuer = createTestIssuer({ jwksUri })
    expect(issuer.metadata.jwks_uri).toBe(jwksUri)
    expect((await issuer.fetch(jwksUri)).status).toBe(200)
    expect((await issuer.fetch('https://issuer.test/jwks')).status).toBe(404)
    await expect(issuer.fetch('http://keycloak:8080/')).rejects.toThrow('fetch failed')
  })

  test('over HTTP it is at its path, and an outage reaches it there', async () => {
    const issuer = createTestIssuer({ jwksUri })
    try {
      const { origin } = new URL(await issuer.listen())
      expect((await fetch(`${origin}/realms/example/certs?x=1`)).status).toBe(200)
      issuer.outage('error', { at: 'jwks' })
      expect((await fetch(`${origin}/realms/example/certs`)).status).toBe(500)
      expect((await fetch(`${origin}/.well-known/openid-configuration`)).status).toBe(200)
    } finally {
      await issuer.close()
    }
  })

  test.each(['keys', 'ftp://keys.example/k', 'https://keys.example/k?a=b', 'https://keys.example/k#x', ''])(
    '%j is none',
    (named) => {
      expect(() => createTestIssuer({ jwksUri: named })).toThrow(/^jwksUri: /)
    },
  )
})

test('a provider that does not exist is refused, with those that do', () => {
  expect(() => createTestIssuer({ provider: 'google' as TestProvider })).toThrow(
    /^provider: 'google' .*auth0.*okta/,
  )
  expect(() => createTestIssuer({ provider: 'constructor' as TestProvider })).toThrow(/^provider: /)
})
