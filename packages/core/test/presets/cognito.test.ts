import { cognito, type CognitoOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { describePreset, presetBench } from '../support/preset-bench.js'

const userPoolId = 'eu-central-1_AbCdEfGhI'

describePreset(
  'cognito',
  cognito({ userPoolId, clientIds: ['the-client'] }),
  cognito({ userPoolId: 'eu-central-1_Another01', clientIds: ['the-client'] }),
)

test.each<[CognitoOptions, string]>([
  [{ userPoolId }, 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI'],
  [
    { userPoolId, region: 'eu-central-1', issuerType: 'original' },
    'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
  ],
  [
    { userPoolId, issuerType: 'updated' },
    'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
  ],
  [{ userPoolId: 'us-gov-west-1_A1' }, 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_A1'],
  [{ userPoolId: 'cn-north-1_A1' }, 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A1'],
])('the issuer of %j', (options, issuer) => {
  expect(cognito(options).issuer).toBe(issuer)
})

describe('tokens without an audience', () => {
  const { issuer, accepted, refused } = presetBench(
    'cognito',
    cognito({ userPoolId, clientIds: ['web', 'job'] }),
  )

  test('are accepted of the clients that are named', async () => {
    expect((await accepted(issuer.token({ clientId: 'web' }))).audience).toEqual([])
    expect((await accepted(issuer.clientCredentials({ clientId: 'job' }))).audience).toEqual([])
  })

  test('and of no others', async () => {
    expect(await refused(issuer.token({ clientId: 'other' }), 'claim_missing')).toContain('other')
    await refused(issuer.token({ omit: ['client_id'] }), 'claim_missing')
  })

  test('of nobody, where none is named', async () => {
    const strict = presetBench('cognito', cognito({ userPoolId }))
    await strict.refused(strict.issuer.token(), 'claim_missing')
    const token = await strict.accepted(strict.issuer.token({ audience: 'https://api.test' }))
    expect(token.audience).toEqual(['https://api.test'])
  })
})

test('roles are the groups of the user', async () => {
  const { issuer, accepted } = presetBench('cognito', cognito({ userPoolId, clientIds: ['web'] }))
  const rolesOf = async (claims: object) =>
    (await accepted(issuer.token({ clientId: 'web', claims: { ...claims } }))).roles
  expect(await rolesOf({ 'cognito:groups': ['editors'], roles: ['x'] })).toEqual(['editors'])
  expect(await rolesOf({ roles: ['x'] })).toEqual([])
})

test('with resource binding the audience counts, whoever the client is', async () => {
  const { issuer, accepted, refused } = presetBench('cognito', cognito({ userPoolId, clientIds: ['web'] }))
  await accepted(issuer.token({ clientId: 'other', audience: 'https://api.test' }))
  await refused(issuer.token({ clientId: 'web', audience: 'https://another-api.test' }), 'audience_mismatch')
})

describe('token_use', () => {
  const { issuer, refused } = presetBench('cognito', cognito({ userPoolId, clientIds: ['web'] }))

  test.each([
    ['id', 'found id'],
    ['ACCESS', 'found ACCESS'],
    [undefined, 'found undefined'],
    [null, 'found object'],
    [['access'], 'found object'],
  ])('%j is none of an access token', async (use, found) => {
    const token = issuer.token({ clientId: 'web', claims: { token_use: use } })
    expect(await refused(token, 'not_access_token')).toContain(found)
  })

  test('an ID token that claims a client of the list and no audience is refused by it', async () => {
    const token = issuer.idToken({ claims: { aud: undefined, client_id: 'web' } })
    await refused(token, 'not_access_token')
  })
})

test('scopes are those of the claim, with the resource server before them', async () => {
  const { issuer, accepted } = presetBench('cognito', cognito({ userPoolId, clientIds: ['web'] }))
  const token = await accepted(issuer.token({ clientId: 'web', scope: 'openid drive/files.read' }))
  expect(token.scopes).toEqual(['openid', 'drive/files.read'])
})

describe('options', () => {
  test.each<[string, object]>([
    ['cognito.userPoolId', {}],
    ['cognito.userPoolId', { userPoolId: 'my-pool' }],
    ['cognito.userPoolId', { userPoolId: 'arn:aws:cognito-idp:eu-central-1:1:userpool/eu-central-1_A' }],
    ['cognito.userPoolId', { userPoolId: 'eu-central-1:1a2b-3c' }],
    ['cognito.userPoolId', { userPoolId: 'eu-central-1_A/../x' }],
    ['cognito.region', { userPoolId, region: 'us-east-1' }],
    ['cognito.region', { userPoolId, region: null }],
    ['cognito.clientIds', { userPoolId, clientIds: [] }],
    ['cognito.clientIds', { userPoolId, clientIds: 'web' }],
    ['cognito.clientIds', { userPoolId, clientIds: [''] }],
    ['cognito.clientIds', { userPoolId, clientIds: null }],
    ['cognito.issuerType', { userPoolId, issuerType: 'UPDATED' }],
    ['cognito.clientId', { userPoolId, clientId: 'web' }],
  ])('%s is at fault in %j', (option, options) => {
    expectConfigurationFault(() => cognito(options as CognitoOptions), option)
  })

  test('the region that does not fit gets the mend', () => {
    const { message } = expectConfigurationFault(
      () => cognito({ userPoolId, region: 'us-east-1' }),
      'cognito.region',
    )
    expect(message).toContain('is in eu-central-1')
  })
})
