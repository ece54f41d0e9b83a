import { okta, type OktaOptions } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { expectAccepted, N, R } from '../support/matrix.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { describePreset, presetBench } from '../support/preset-bench.js'

const domain = 'example.okta.com'

describePreset('okta', okta({ domain }), okta({ domain, authorizationServerId: 'aus1a2b3c4d5e6f7g8h9' }))

test.each<[OktaOptions, string]>([
  [{ domain }, 'https://example.okta.com/oauth2/default'],
  [{ domain: 'Example.Okta.com' }, 'https://example.okta.com/oauth2/default'],
  [
    { domain: 'login.example.com', authorizationServerId: 'aus1a2b3c4d5e6f7g8h9' },
    'https://login.example.com/oauth2/aus1a2b3c4d5e6f7g8h9',
  ],
])('the issuer of %j', (options, issuer) => {
  expect(okta(options).issuer).toBe(issuer)
})

describe('tokens', () => {
  const { issuer, accepted, refused } = presetBench('okta', okta({ domain }))

  test('the keys come by discovery', async () => {
    await accepted(issuer.token())
    expect(issuer.requests.urls).toEqual([
      'https://example.okta.com/oauth2/default/.well-known/openid-configuration',
      'https://example.okta.com/oauth2/default/v1/keys',
    ])
  })

  test('a login time is no mark of an ID token here', async () => {
    const token = await accepted(issuer.token({ subject: 'alice@example.com', scope: 'files.read' }))
    expect(token.claims).toMatchObject({ auth_time: expect.any(Number), uid: expect.any(String) })
  })

  test('scopes are those of scp, and nothing of scope', async () => {
    const token = await accepted(issuer.token({ scope: ['files.read'], claims: { scope: 'files.delete' } }))
    expect(token.scopes).toEqual(['files.read'])
  })

  test('the client is cid, and nothing else', async () => {
    const token = issuer.token({ clientId: 'app', claims: { client_id: 'other', azp: 'other' } })
    expect((await accepted(token)).clientId).toBe('app')
    expect(await refused(issuer.token({ omit: ['cid'] }), 'not_access_token')).toContain('cid')
    await refused(issuer.token({ claims: { cid: 7 } }), 'not_access_token')
    await refused(issuer.token({ claims: { cid: '' } }), 'claims_rejected')
  })

  test('a user is not the client of that name', async () => {
    expect((await accepted(issuer.token({ subject: 'app', clientId: 'other' }))).subjectType).toBe('user')
  })

  test('those for Okta itself are of another type', () =>
    refused(issuer.token({ header: { typ: 'application/okta-internal-at+jwt' } }), 'type_mismatch'))
})

describe('what its introspection endpoint says of a token', () => {
  const preset = okta({ domain })
  const answer = {
    active: true,
    token_type: 'Bearer',
    iss: preset.issuer,
    aud: R,
    sub: 'alice@example.com',
    client_id: 'app',
    scope: 'read files.read',
    exp: N + 3600,
  }
  const answered = async (changes: object) => {
    const { get } = told({ ...answer, ...changes }, { ofIssuer: preset }, { tokens: 'all' })
    return expectAccepted(await get('Bearer opaque'))
  }

  test('the client is client_id, and the scopes are those of scope', async () => {
    expect(await answered({})).toMatchObject({
      clientId: 'app',
      subjectType: 'user',
      scopes: ['read', 'files.read'],
    })
  })

  test('a client that acts for itself', async () => {
    expect(await answered({ sub: 'app' })).toMatchObject({ clientId: 'app', subjectType: 'client' })
  })
})

describe('options', () => {
  test.each<[string, object]>([
    ['okta.domain', {}],
    ['okta.domain', { domain: 'https://example.okta.com' }],
    ['okta.domain', { domain: 'example' }],
    ['okta.domain', { domain: 'example-admin.okta.com' }],
    ['okta.domain', { domain: 'Example-Admin.oktapreview.com' }],
    ['okta.authorizationServerId', { domain, authorizationServerId: '' }],
    ['okta.authorizationServerId', { domain, authorizationServerId: 'oauth2/default' }],
    ['okta.authorizationServerId', { domain, authorizationServerId: null }],
    ['okta.issuer', { domain, issuer: 'https://example.okta.com/oauth2/default' }],
  ])('%s is at fault in %j', (option, options) => {
    expectConfigurationFault(() => okta(options as OktaOptions), option)
  })

  test('the domain of the Admin Console gets the mend', () => {
    const { message } = expectConfigurationFault(
      () => okta({ domain: 'example-admin.okta.com' }),
      'okta.domain',
    )
    expect(message).toContain('leave out -admin')
  })
})
