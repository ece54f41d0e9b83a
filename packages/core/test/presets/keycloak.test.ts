import { keycloak, type KeycloakOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { describePreset, issuerFor, presetBench } from '../support/preset-bench.js'

const url = 'https://sso.example.com'
const realm = 'example'

describePreset('keycloak', keycloak({ url, realm }), keycloak({ url, realm: 'other' }))

/** With a key that is made faster than the usual one, which the preset leaves to the realm. */
const bench = (options: Partial<KeycloakOptions> = {}) => {
  const preset = keycloak({ url, realm, ...options })
  return presetBench('keycloak', preset, {}, issuerFor('keycloak', preset, 'ES256'))
}

describe('issuer and keys', () => {
  test.each<[KeycloakOptions, string, string | undefined]>([
    [{ url, realm }, 'https://sso.example.com/realms/example', undefined],
    [{ url: `${url}/`, realm }, 'https://sso.example.com/realms/example', undefined],
    [{ url: `${url}/auth`, realm: 'My realm' }, 'https://sso.example.com/auth/realms/My%20realm', undefined],
    [{ url: 'http://localhost:8080', realm }, 'http://localhost:8080/realms/example', undefined],
    [
      { url, realm, internalUrl: 'https://keycloak.internal:8443/auth/' },
      'https://sso.example.com/realms/example',
      'https://keycloak.internal:8443/auth/realms/example/protocol/openid-connect/certs',
    ],
    [
      { url, realm, internalUrl: 'http://keycloak:8080', dangerouslyAllowHttp: true },
      'https://sso.example.com/realms/example',
      'http://keycloak:8080/realms/example/protocol/openid-connect/certs',
    ],
  ])('of %j', (options, issuer, jwksUri) => {
    expect([keycloak(options).issuer, keycloak(options).jwksUri]).toEqual([issuer, jwksUri])
  })

  test('the keys come by discovery', async () => {
    const { issuer, accepted } = bench()
    await accepted(issuer.token())
    expect(issuer.requests.urls).toEqual([
      'https://sso.example.com/realms/example/.well-known/openid-configuration',
      'https://sso.example.com/realms/example/protocol/openid-connect/certs',
    ])
  })

  test('or from the internal address, while the issuer stays the public one', async () => {
    const { issuer, accepted } = bench({ internalUrl: 'http://keycloak:8080', dangerouslyAllowHttp: true })
    expect((await accepted(issuer.token())).issuer).toBe('https://sso.example.com/realms/example')
    expect(issuer.requests.urls).toEqual([
      'http://keycloak:8080/realms/example/protocol/openid-connect/certs',
    ])
  })
})

describe('the mark in the payload', () => {
  const { issuer, accepted, refused } = bench()

  test.each(['ID', 'Refresh', 'Offline', 'Logout', 'Serialized-ID', 'bearer', undefined, null, ['Bearer']])(
    '%j is none of an access token',
    async (typ) => {
      expect(await refused(issuer.token({ claims: { typ } }), 'not_access_token')).toContain(
        'expected Bearer',
      )
    },
  )

  test('the nonce and the login time of earlier versions are no marks', async () => {
    await accepted(issuer.token({ claims: { nonce: 'n', auth_time: issuer.clock(), scope: undefined } }))
  })

  test('at+jwt in the header, where the client is set to it', async () => {
    await accepted(issuer.token({ header: { typ: 'at+jwt' } }))
  })

  test('a token of DPoP is an access token, and refused as long as its proof is not checked', async () => {
    await refused(issuer.token({ claims: { typ: 'DPoP', cnf: { jkt: 'x' } } }), 'token_bound')
  })
})

test('without an audience mapper there is no audience', async () => {
  const { issuer, refused } = bench()
  await refused(issuer.token({ omit: ['aud'] }), 'claim_missing')
  await refused(issuer.token({ claims: { aud: 'account' } }), 'audience_mismatch')
})

test('realms choose their algorithms', async () => {
  const { issuer, accepted } = bench()
  const keys = (['PS512', 'ES256', 'Ed25519'] as const).map((algorithm) => issuer.addKey({ algorithm }))
  for (const key of keys) await accepted(issuer.token({ key }))
})

describe('service accounts', () => {
  const { issuer, accepted } = bench()
  const typeOf = async (token: string) => (await accepted(token)).subjectType

  test('of any version', async () => {
    const clientId = 'Backup-Robot'
    expect(await typeOf(issuer.clientCredentials({ clientId }))).toBe('client')
    const earlier = { client_id: undefined, clientId }
    expect(await typeOf(issuer.clientCredentials({ clientId, claims: earlier }))).toBe('client')
  })

  test.each([
    ['who took such a name', { preferred_username: 'service-account-photo-print' }],
    ['whose tokens have a mapper for the client', { client_id: 'photo-print' }],
    ['of such a name at another client', { preferred_username: 'service-account-other', client_id: 'other' }],
  ])('a user %s is none', async (_, claims) => {
    expect(await typeOf(issuer.token({ clientId: 'photo-print', claims }))).toBe('user')
  })

  test('the client is azp', async () => {
    expect((await accepted(issuer.token({ clientId: 'app', claims: { client_id: 'other' } }))).clientId).toBe(
      'app',
    )
    expect((await accepted(issuer.token({ claims: { azp: undefined, client_id: 'app' } }))).clientId).toBe(
      'app',
    )
  })
})

const claims = {
  realm_access: { roles: ['editor', 'files.read', 'two words', 7] },
  resource_access: {
    'drive-api': { roles: ['files.write'] },
    billing: { roles: ['pay'] },
    broken: { roles: 'admin' },
  },
}

describe('roles', () => {
  const rolesWith = async (roles?: KeycloakOptions['roles'], changes: object = {}) => {
    const { issuer, accepted } = bench(roles && { roles })
    return (await accepted(issuer.token({ claims: { ...claims, roles: ['x'], ...changes } }))).roles
  }
  const ofRealm = ['editor', 'files.read', 'two words']

  test('those of the realm, unless the options say otherwise', async () => {
    expect(await rolesWith()).toEqual(ofRealm)
    expect(await rolesWith({ realm: true, clients: ['billing'] })).toEqual([...ofRealm, 'pay'])
    expect(await rolesWith({ clients: ['drive-api', 'broken', 'absent', '__proto__'] })).toEqual([
      'files.write',
    ])
    expect(await rolesWith({})).toEqual([])
  })

  test.each([undefined, null, 'x', [], { roles: null }])('where there are none: %j', async (access) => {
    const changes = { realm_access: access, resource_access: access }
    expect(await rolesWith(undefined, changes)).toEqual([])
    expect(await rolesWith({ realm: true, clients: ['billing'] }, changes)).toEqual([])
  })
})

describe('roles as scopes', () => {
  const scopesWith = async (rolesAsScopes?: KeycloakOptions['rolesAsScopes'], changes: object = {}) => {
    const { issuer, accepted } = bench(rolesAsScopes && { rolesAsScopes })
    return (await accepted(issuer.token({ scope: 'files.read', claims: { ...claims, ...changes } }))).scopes
  }

  test('none unless asked for', async () => {
    expect(await scopesWith()).toEqual(['files.read'])
    expect(await scopesWith({})).toEqual(['files.read'])
    expect(await scopesWith({ realm: false })).toEqual(['files.read'])
  })

  test('of the realm, each once and only if it can be a scope', async () => {
    expect(await scopesWith({ realm: true })).toEqual(['files.read', 'editor'])
  })

  test('of the clients that are named, and of no others', async () => {
    expect(await scopesWith({ clients: ['drive-api'] })).toEqual(['files.read', 'files.write'])
    expect(await scopesWith({ realm: true, clients: ['drive-api', 'billing'] })).toEqual([
      'files.read',
      'editor',
      'files.write',
      'pay',
    ])
    expect(await scopesWith({ clients: ['broken', 'absent', 'constructor', '__proto__'] })).toEqual([
      'files.read',
    ])
  })

  test.each([undefined, null, 'x', [], { roles: null }, 7])('where there are none: %j', async (access) => {
    const changes = { realm_access: access, resource_access: access }
    expect(await scopesWith({ realm: true, clients: ['drive-api'] }, changes)).toEqual(['files.read'])
  })
})

describe('options', () => {
  test.each<[string, object]>([
    ['keycloak.url', { realm }],
    ['keycloak.url', { url: 'sso.example.com', realm }],
    ['keycloak.url', { url: 'http://sso.example.com', realm }],
    ['keycloak.url', { url: 'https://sso.example.com/realms/example', realm }],
    ['keycloak.url', { url: 'https://sso.example.com/auth/realms/', realm }],
    ['keycloak.url', { url: 'https://sso.example.com?x=1', realm }],
    ['keycloak.realm', { url }],
    ['keycloak.realm', { url, realm: '' }],
    ['keycloak.realm', { url, realm: 'a/b' }],
    ['keycloak.realm', { url, realm: 'My%20realm' }],
    ['keycloak.realm', { url, realm: 'a\nb' }],
    ['keycloak.realm', { url, realm: '\ud800' }],
    ['keycloak.internalUrl', { url, realm, internalUrl: 'http://keycloak:8080' }],
    ['keycloak.internalUrl', { url, realm, internalUrl: 'keycloak:8080' }],
    ['keycloak.internalUrl', { url, realm, internalUrl: 'https://keycloak/realms/example' }],
    ['keycloak.internalUrl', { url, realm, internalUrl: null }],
    ['keycloak.rolesAsScopes', { url, realm, rolesAsScopes: true }],
    ['keycloak.rolesAsScopes', { url, realm, rolesAsScopes: ['drive-api'] }],
    ['keycloak.rolesAsScopes.realm', { url, realm, rolesAsScopes: { realm: 'yes' } }],
    ['keycloak.rolesAsScopes.clients', { url, realm, rolesAsScopes: { clients: 'drive-api' } }],
    ['keycloak.rolesAsScopes.clients', { url, realm, rolesAsScopes: { clients: [] } }],
    ['keycloak.rolesAsScopes.client', { url, realm, rolesAsScopes: { client: ['drive-api'] } }],
    ['keycloak.roles', { url, realm, roles: ['editor'] }],
    ['keycloak.roles.clients', { url, realm, roles: { clients: [] } }],
    ['keycloak.dangerouslyAllowHttp', { url, realm, dangerouslyAllowHttp: 1 }],
    ['keycloak.baseUrl', { url, realm, baseUrl: url }],
  ])('%s is at fault in %j', (option, options) => {
    expectConfigurationFault(() => keycloak(options as KeycloakOptions), option)
  })

  test('changing the list of clients afterwards changes nothing', async () => {
    const clients = ['drive-api']
    const { issuer, accepted } = bench({ rolesAsScopes: { clients } })
    clients.push('billing')
    const token = issuer.token({ scope: 'a', claims: { resource_access: { billing: { roles: ['pay'] } } } })
    expect((await accepted(token)).scopes).toEqual(['a'])
  })
})
