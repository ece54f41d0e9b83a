import { entra, type EntraOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { describePreset, issuerFor, presetBench } from '../support/preset-bench.js'

const tenantId = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'
const otherId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const appId = '535fb089-9ff3-47b6-9bfb-4f1264799865'
const versions = ['v1', 'v2'] as const

for (const version of versions) {
  describePreset(`entra-${version}`, entra({ tenantId, version }), entra({ tenantId: otherId, version }))
}

describe('issuer and keys', () => {
  const common = 'discovery/v2.0/keys'

  test.each<[EntraOptions, string, string | undefined]>([
    [{ tenantId, version: 'v2' }, `https://login.microsoftonline.com/${tenantId}/v2.0`, undefined],
    [
      { tenantId: tenantId.toUpperCase(), version: 'v2' },
      `https://login.microsoftonline.com/${tenantId}/v2.0`,
      undefined,
    ],
    [
      { tenantId, version: 'v1' },
      `https://sts.windows.net/${tenantId}/`,
      `https://login.microsoftonline.com/${tenantId}/discovery/keys`,
    ],
    [
      { tenantId, version: 'v1', cloud: 'us-government' },
      `https://sts.windows.net/${tenantId}/`,
      `https://login.microsoftonline.us/${tenantId}/discovery/keys`,
    ],
    [
      { tenantId, version: 'v1', cloud: 'china' },
      `https://sts.chinacloudapi.cn/${tenantId}/`,
      `https://login.partner.microsoftonline.cn/${tenantId}/discovery/keys`,
    ],
    [
      { tenantId, version: 'v2', cloud: 'us-government' },
      `https://login.microsoftonline.us/${tenantId}/v2.0`,
      undefined,
    ],
    [
      { tenantId, version: 'v2', cloud: 'china' },
      `https://login.partner.microsoftonline.cn/${tenantId}/v2.0`,
      undefined,
    ],
    [
      { tenantId, version: 'v2', externalTenant: true },
      `https://${tenantId}.ciamlogin.com/${tenantId}/v2.0`,
      undefined,
    ],
    [
      { tenantId, version: 'v2', signingKeysOf: appId.toUpperCase() },
      `https://login.microsoftonline.com/${tenantId}/v2.0`,
      `https://login.microsoftonline.com/${tenantId}/${common}?appid=${appId}`,
    ],
    [
      { tenantId, version: 'v1', signingKeysOf: appId },
      `https://sts.windows.net/${tenantId}/`,
      `https://login.microsoftonline.com/${tenantId}/discovery/keys?appid=${appId}`,
    ],
    [
      { tenantId, version: 'v2', externalTenant: true, signingKeysOf: appId },
      `https://${tenantId}.ciamlogin.com/${tenantId}/v2.0`,
      `https://${tenantId}.ciamlogin.com/${tenantId}/${common}?appid=${appId}`,
    ],
  ])('of %j', (options, issuer, jwksUri) => {
    expect([entra(options).issuer, entra(options).jwksUri]).toEqual([issuer, jwksUri])
  })

  test('v1: the keys of the tenant are at the endpoints, and nothing else is asked', async () => {
    const { issuer, accepted } = presetBench('entra-v1', entra({ tenantId, version: 'v1' }))
    await accepted(issuer.token())
    expect(issuer.requests.urls).toEqual([`https://login.microsoftonline.com/${tenantId}/discovery/keys`])
  })

  test('v2: the keys come by discovery', async () => {
    const { issuer, accepted } = presetBench('entra-v2', entra({ tenantId, version: 'v2' }))
    await accepted(issuer.token())
    expect(issuer.requests.urls).toEqual([
      `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
      `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`,
    ])
  })

  test('keys of the application: its id goes along', async () => {
    const preset = entra({ tenantId, version: 'v2', signingKeysOf: appId })
    const { issuer, accepted } = presetBench('entra-v2', preset)
    await accepted(issuer.token())
    expect(issuer.requests.urls).toEqual([preset.jwksUri])
  })
})

describe.each(versions)('%s tokens', (version) => {
  const preset = entra({ tenantId, version })
  const { issuer, accepted, refused } = presetBench(`entra-${version}`, preset)
  const api = issuer.audience

  test('the other version comes from another issuer', async () => {
    const other = presetBench(
      `entra-${version === 'v1' ? 'v2' : 'v1'}`,
      entra({ tenantId, version: version === 'v1' ? 'v2' : 'v1' }),
    )
    await refused(other.issuer.token({ audience: api }), 'issuer_unknown')
  })

  test.each([{ scp: undefined }, { scp: '' }, { scp: ['Files.Read'] }, { scp: undefined, roles: [] }])(
    'without a scope and a role none is an access token: %j',
    async (claims) => {
      expect(await refused(issuer.token({ claims }), 'not_access_token')).toMatch(/scp, roles/)
    },
  )

  test('of an app that was assigned no role', async () => {
    expect(await refused(issuer.clientCredentials({ omit: ['roles'] }), 'not_access_token')).toMatch(
      /app role/,
    )
  })

  test('an ID token for the API itself has the roles of the user too, and is refused', async () => {
    const options = { clientId: api, audience: api, claims: { roles: ['Admin'] } }
    await refused(issuer.idToken(options), 'not_access_token')
    const code = await refused(issuer.idToken({ ...options, omit: ['nonce'] }), 'not_access_token')
    expect(code).toContain('azp, appid')
  })

  test('an access token with the nonce of an ID token is none', async () => {
    expect(await refused(issuer.token({ claims: { nonce: 'n' } }), 'not_access_token')).toContain('nonce')
  })

  test('scopes are those of scp; roles are none', async () => {
    const user = await accepted(
      issuer.token({ scope: 'Files.Read Files.Write', claims: { roles: ['Admin'] } }),
    )
    expect(user.scopes).toEqual(['Files.Read', 'Files.Write'])
    expect((await accepted(issuer.clientCredentials({ scope: 'Files.Read.All' }))).scopes).toEqual([])
  })

  test('roles as scopes, where that was asked for', async () => {
    const withRoles = entra({ tenantId, version, rolesAsScopes: true })
    const bench = presetBench(`entra-${version}`, withRoles, {}, issuer)
    const claims = { roles: ['Admin', 'Files.Read'] }
    const user = await bench.accepted(issuer.token({ scope: 'Files.Read', claims }))
    expect(user.scopes).toEqual(['Files.Read', 'Admin'])
    const app = await bench.accepted(issuer.clientCredentials({ scope: 'Files.Read.All' }))
    expect([app.scopes, app.subjectType]).toEqual([['Files.Read.All'], 'client'])
  })

  test.each([
    ['client', { idtyp: 'app', oid: 'one', sub: 'another' }],
    ['user', { idtyp: 'user', oid: 'same', sub: 'same' }],
    ['user', { scp: 'Files.Read', oid: 'same', sub: 'same' }],
    ['user', { oid: 'one', sub: 'another' }],
    ['user', { oid: undefined }],
  ])('%s: %j', async (subjectType, claims) => {
    expect((await accepted(issuer.clientCredentials({ claims }))).subjectType).toBe(subjectType)
  })

  test('with a nonce in the header, as those for Graph: nobody else can verify them', async () => {
    // Entra signs the header with the hash of the nonce in its place, and sends the nonce itself.
    const [, payload, signature] = issuer.token({ audience: api, header: { nonce: 'hash' } }).split('.')
    const [header] = issuer.token({ header: { nonce: 'nonce' } }).split('.')
    await refused(`${header}.${payload}.${signature}`, 'signature_invalid')
  })
})

test('an API that clients call by its id and by its URI has two audiences', async () => {
  const audience = ['6e74172b-be56-4843-9ff4-e66a39bb12e3', 'api://6e74172b-be56-4843-9ff4-e66a39bb12e3']
  const { issuer, accepted } = presetBench('entra-v1', entra({ tenantId, version: 'v1' }), { audience })
  for (const each of audience) await accepted(issuer.token({ audience: each }))
})

test('several tenants are several issuers, and none can speak for another', async () => {
  const presets = [tenantId, otherId].map((id) => entra({ tenantId: id, version: 'v2' }))
  const [mine, theirs] = presets.map((preset) => issuerFor('entra-v2', preset))
  const fetch: typeof globalThis.fetch = (input, init) =>
    (JSON.stringify(input).includes(otherId) ? theirs! : mine!).fetch(input, init)
  const { accepted, refused } = presetBench('entra-v2', presets[0]!, { issuers: presets, fetch }, mine)
  for (const issuer of [mine!, theirs!]) {
    expect((await accepted(issuer.token({ subject: 'one' }))).issuer).toBe(issuer.issuer)
  }
  const claims = { iss: theirs!.issuer, tid: otherId }
  await refused(mine!.token({ claims }), 'signature_invalid')
})

describe('options', () => {
  const good = { tenantId, version: 'v2' }

  test.each<[string, object]>([
    ['entra.tenantId', { version: 'v2' }],
    ['entra.tenantId', { tenantId: 'common', version: 'v2' }],
    ['entra.tenantId', { tenantId: 'organizations', version: 'v2' }],
    ['entra.tenantId', { tenantId: 'consumers', version: 'v2' }],
    ['entra.tenantId', { tenantId: 'contoso.onmicrosoft.com', version: 'v2' }],
    ['entra.tenantId', { tenantId: `${tenantId}/`, version: 'v2' }],
    ['entra.tenantId', { tenantId: `{${tenantId}}`, version: 'v2' }],
    ['entra.version', { tenantId }],
    ['entra.version', { tenantId, version: '2.0' }],
    ['entra.version', { tenantId, version: 2 }],
    ['entra.rolesAsScopes', { ...good, rolesAsScopes: 'yes' }],
    ['entra.cloud', { ...good, cloud: 'germany' }],
    ['entra.externalTenant', { ...good, externalTenant: 'contoso' }],
    ['entra.externalTenant', { tenantId, version: 'v1', externalTenant: true }],
    ['entra.externalTenant', { ...good, cloud: 'china', externalTenant: true }],
    ['entra.signingKeysOf', { ...good, signingKeysOf: 'api://drive' }],
    ['entra.clientId', { ...good, clientId: appId }],
  ])('%s is at fault in %j', (option, options) => {
    expectConfigurationFault(() => entra(options as EntraOptions), option)
  })

  test.each(['common', 'organizations', 'consumers'])('%s gets the mend', (name) => {
    const { message } = expectConfigurationFault(
      () => entra({ tenantId: name, version: 'v2' }),
      'entra.tenantId',
    )
    expect(message).toContain('list each tenant in issuers')
  })
})
