import type { ResourceMetadataOptions } from '../../src/index.js'
import { R } from '../support/matrix.js'
import { documentOf, withOptions } from '../support/resource-metadata.js'

const build = (metadata: unknown) => withOptions({ metadata: metadata as ResourceMetadataOptions })

test('everything at once', () => {
  const document = documentOf({
    scopesSupported: ['read'],
    authorizationDetailsTypesSupported: ['payment'],
    resourceName: 'Files',
    'resourceName#uz': 'Fayllar',
    'resourceName#uz-Cyrl': 'Файллар',
    resourceDocumentation: 'https://rs.example/docs',
    resourcePolicyUri: 'https://rs.example/policy',
    'resourcePolicyUri#uz': 'https://rs.example/uz/policy',
    resourceTosUri: 'http://rs.example/tos',
    jwksUri: 'https://rs.example/jwks',
    resourceSigningAlgValuesSupported: ['ES256', 'ES256K'],
    cacheSeconds: 60,
    alsoAtRoot: true,
  })
  expect(document).toEqual({
    resource: R,
    authorization_servers: ['https://as.example'],
    bearer_methods_supported: ['header'],
    scopes_supported: ['read'],
    authorization_details_types_supported: ['payment'],
    resource_name: 'Files',
    'resource_name#uz': 'Fayllar',
    'resource_name#uz-Cyrl': 'Файллар',
    resource_documentation: 'https://rs.example/docs',
    resource_policy_uri: 'https://rs.example/policy',
    'resource_policy_uri#uz': 'https://rs.example/uz/policy',
    resource_tos_uri: 'http://rs.example/tos',
    jwks_uri: 'https://rs.example/jwks',
    resource_signing_alg_values_supported: ['ES256', 'ES256K'],
  })
})

test.each<[option: string, metadata: unknown]>([
  ['metadata', null],
  ['metadata', true],
  ['metadata', []],
  ['metadata.scopes', { scopes: ['read'] }],
  ['metadata.scopesSupported', { scopesSupported: 'read' }],
  ['metadata.scopesSupported', { scopesSupported: ['a b'] }],
  ['metadata.scopesSupported', { scopesSupported: [''] }],
  ['metadata.scopesSupported', { scopesSupported: null }],
  ['metadata.authorizationDetailsTypesSupported', { authorizationDetailsTypesSupported: [7] }],
  ['metadata.resourceSigningAlgValuesSupported', { resourceSigningAlgValuesSupported: ['None'] }],
  ['metadata.resourceSigningAlgValuesSupported', { resourceSigningAlgValuesSupported: ['none '] }],
  ['metadata.resourceSigningAlgValuesSupported', { resourceSigningAlgValuesSupported: ['rs256'] }],
  ['metadata.jwksUri', { jwksUri: 7 }],
  ['metadata.jwksUri', { jwksUri: 'https://user:secret@x.example/keys' }],
  ['metadata.jwksUri', { jwksUri: ' https://x.example/keys\n' }],
  ['metadata.cacheSeconds', { cacheSeconds: -1 }],
  ['metadata.cacheSeconds', { cacheSeconds: 1.5 }],
  ['metadata.cacheSeconds', { cacheSeconds: 604_801 }],
  ['metadata.alsoAtRoot', { alsoAtRoot: 'yes' }],
  ['metadata.authorization_servers', { authorization_servers: [] }],
  ['metadata.scopesSupported#uz', { 'scopesSupported#uz': ['read'] }],
])('%s: %j is a mistake', (option, metadata) => {
  expect(() => build(metadata)).toThrow(expect.objectContaining({ name: 'ConfigurationFault', option }))
})

test('metadata without an identifier that is a URL is a mistake, which names resource and what the audience lacks', () => {
  const metadata = { scopesSupported: ['read'] }
  expect(() => withOptions({ audience: 'https://user@rs.example', metadata })).toThrow(
    /"https:\/\/user@rs.example" is none: an identifier holds no user name/,
  )
  expect(() => withOptions({ audience: 'api://files', metadata })).toThrow(
    /^resource: metadata needs the URL of this API; set resource to it.*"api:\/\/files" is none: expected the https: URL/,
  )
})

test('MCP-403-b: offline_access is taken out of the scopes, and a warning says so, once', () => {
  const api = withOptions({ metadata: { scopesSupported: ['read', 'offline_access', 'openid'] } })
  expect(api.server.metadata().document.scopes_supported).toEqual(['read', 'openid'])
  const warning = {
    type: 'configuration_warning',
    code: 'offline_access_advertised',
    issuer: undefined,
    detail: expect.stringContaining('offline_access is left out'),
  }
  expect(api.events).toEqual([warning])
  expect(documentOf({ scopesSupported: ['offline_access'] }).scopes_supported).toBeUndefined()
  expect(withOptions({ metadata: { scopesSupported: ['offline_access2'] } }).events).toEqual([])
})
