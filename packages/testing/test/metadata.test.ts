import { issuerAddresses } from '../src/metadata.js'
import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'

describe('addresses', () => {
  test.each([
    [
      'https://as.example',
      'https://as.example/.well-known/openid-configuration',
      'https://as.example/.well-known/oauth-authorization-server',
      'https://as.example/jwks',
    ],
    [
      'https://as.example/',
      'https://as.example/.well-known/openid-configuration',
      'https://as.example/.well-known/oauth-authorization-server',
      'https://as.example/jwks',
    ],
    [
      'https://as.example/t1',
      'https://as.example/t1/.well-known/openid-configuration',
      'https://as.example/.well-known/oauth-authorization-server/t1',
      'https://as.example/t1/jwks',
    ],
    [
      'https://as.example:8443/realms/t1/',
      'https://as.example:8443/realms/t1/.well-known/openid-configuration',
      'https://as.example:8443/.well-known/oauth-authorization-server/realms/t1',
      'https://as.example:8443/realms/t1/jwks',
    ],
  ])('8414-3.1-a, OIDCD-4-a: of %s', async (identifier, openid, oauth, jwks) => {
    expect(issuerAddresses(identifier)).toMatchObject({ openid, oauth, jwks })
    const issuer = createTestIssuer({ issuer: identifier })
    for (const address of [openid, oauth]) {
      const response = await issuer.fetch(address)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.json()).toMatchObject({ issuer: identifier, jwks_uri: jwks })
    }
    expect((await issuer.fetch(jwks)).status).toBe(200)
  })
})

describe('the document', () => {
  const served = async (issuer: TestIssuer): Promise<unknown> =>
    (await issuer.fetch(`${issuer.issuer}/.well-known/openid-configuration`)).json()

  test('has what RFC 8414 and OpenID Connect Discovery require', () => {
    expect(createTestIssuer({ issuer: 'https://as.example', algorithm: 'PS256' }).metadata).toMatchObject({
      issuer: 'https://as.example',
      authorization_endpoint: 'https://as.example/authorize',
      token_endpoint: 'https://as.example/token',
      jwks_uri: 'https://as.example/jwks',
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['PS256'],
    })
  })

  test('changes add up; undefined removes; no argument takes all back', async () => {
    const issuer = createTestIssuer()
    const original = issuer.metadata
    issuer.setMetadata({ jwks_uri: 'http://elsewhere.example/jwks', extra: null })
    issuer.setMetadata({ issuer: undefined })
    const changed: Record<string, unknown> = { ...original }
    delete changed.issuer
    expect(issuer.metadata).toStrictEqual({
      ...changed,
      jwks_uri: 'http://elsewhere.example/jwks',
      extra: null,
    })
    expect(await served(issuer)).toEqual(issuer.metadata)
    issuer.setMetadata()
    expect(await served(issuer)).toEqual(original)
  })

  test('a changed copy changes nothing', () => {
    const issuer = createTestIssuer()
    issuer.metadata.issuer = 'https://other.example'
    expect(issuer.metadata.issuer).toBe('https://issuer.test')
  })

  test.each([
    ['openid', 200, 404],
    ['oauth', 404, 200],
    ['both', 200, 200],
  ] as const)('discovery %s: statuses %d and %d', async (discovery, openid, oauth) => {
    const check = async (issuer: TestIssuer): Promise<void> => {
      const addresses = issuerAddresses(issuer.issuer)
      expect((await issuer.fetch(addresses.openid)).status).toBe(openid)
      expect((await issuer.fetch(addresses.oauth)).status).toBe(oauth)
      expect((await issuer.fetch(addresses.jwks)).status).toBe(200)
    }
    await check(createTestIssuer({ discovery }))
    const switched = createTestIssuer()
    switched.discovery = discovery
    await check(switched)
  })
})

test.each(['as.example', 'ftp://as.example', 'https://as.example?x', 'https://as.example/#', ''])(
  'an identifier that names no issuer is refused: %j',
  (issuer) => {
    expect(() => createTestIssuer({ issuer })).toThrow(/^issuer: /)
  },
)
