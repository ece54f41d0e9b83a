import { auth0, resourceServer, type Auth0Options } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { describePreset, presetBench } from '../support/preset-bench.js'

const domain = 'tenant.eu.auth0.com'

describePreset('auth0', auth0({ domain }), auth0({ domain: 'other.eu.auth0.com' }))
describePreset(
  'auth0-rfc9068',
  auth0({ domain, tokenProfile: 'rfc9068' }),
  auth0({ domain: 'other.eu.auth0.com', tokenProfile: 'rfc9068' }),
)

test('the issuer ends with a slash, the keys come by discovery', async () => {
  const { issuer, accepted } = presetBench('auth0', auth0({ domain: 'Tenant.EU.auth0.com' }))
  const token = await accepted(issuer.token({ scope: 'openid read:files' }))
  expect(token.issuer).toBe('https://tenant.eu.auth0.com/')
  expect(token.audience).toEqual(['https://api.test', 'https://tenant.eu.auth0.com/userinfo'])
  expect(issuer.requests.urls).toEqual([
    'https://tenant.eu.auth0.com/.well-known/openid-configuration',
    'https://tenant.eu.auth0.com/.well-known/jwks.json',
  ])
})

test('a custom domain is the issuer too', () => {
  expect(auth0({ domain: 'login.example.com' }).issuer).toBe('https://login.example.com/')
})

describe('the default profile', () => {
  const { issuer, accepted, refused } = presetBench('auth0', auth0({ domain }))

  test('takes the tokens of RFC 9068 as well', async () => {
    const claims = { azp: undefined, client_id: 'app', jti: '1' }
    const token = await accepted(issuer.token({ header: { typ: 'at+jwt' }, claims }))
    expect(token.clientId).toBe('app')
  })

  test('a client without scopes is one all the same', async () => {
    const token = await accepted(issuer.clientCredentials({ omit: ['gty'] }))
    expect(token).toMatchObject({ subjectType: 'client', scopes: [] })
  })

  test('so is one whose subject was written anew', async () => {
    expect((await accepted(issuer.clientCredentials({ subject: 'robot' }))).subjectType).toBe('client')
  })

  test.each(['auth0|1@clients', 'other@clients', '@clients'])(
    'a user of the name %s is none',
    async (subject) => {
      expect((await accepted(issuer.token({ subject, clientId: 'app' }))).subjectType).toBe('user')
    },
  )

  test('says what is missing, and what was found', async () => {
    expect(await refused(issuer.token({ omit: ['azp'] }), 'not_access_token')).toContain('azp')
    const detail = await refused(issuer.token({ claims: { nonce: 'n' } }), 'not_access_token')
    expect(detail).toContain('nonce')
  })

  test('signatures are RS256 or PS256', async () => {
    const [ps256, es256] = [issuer.addKey({ algorithm: 'PS256' }), issuer.addKey({ algorithm: 'ES256' })]
    issuer.clock.advance(10)
    await accepted(issuer.token({ key: ps256 }))
    await refused(issuer.token({ key: es256 }), 'algorithm_not_allowed')
  })
})

test('the profile RFC 9068 takes nothing else', async () => {
  const { issuer, refused } = presetBench('auth0', auth0({ domain, tokenProfile: 'rfc9068' }))
  await refused(issuer.token(), 'type_mismatch')
})

describe('permissions', () => {
  const { issuer, accepted } = presetBench('auth0', auth0({ domain, permissions: true }))

  test('stand in the place of the scopes', async () => {
    const claims = { permissions: ['read:files', 'delete:files'] }
    const token = await accepted(issuer.token({ scope: 'openid write:files', claims }))
    expect(token.scopes).toEqual(['read:files', 'delete:files'])
  })

  test.each<[unknown]>([[undefined], [[]], [{}], [null]])(
    'are none where the claim is %j',
    async (permissions) => {
      expect((await accepted(issuer.token({ scope: 'read:files', claims: { permissions } }))).scopes).toEqual(
        [],
      )
    },
  )

  test('are not looked at unless asked for', async () => {
    const plain = presetBench('auth0', auth0({ domain }))
    const claims = { permissions: ['delete:files'] }
    expect((await plain.accepted(plain.issuer.token({ scope: 'read:files', claims }))).scopes).toEqual([
      'read:files',
    ])
  })
})

describe('options', () => {
  test.each<[string, object]>([
    ['auth0.domain', {}],
    ['auth0.domain', { domain: '' }],
    ['auth0.domain', { domain: 'tenant' }],
    ['auth0.domain', { domain: 'https://tenant.eu.auth0.com/' }],
    ['auth0.domain', { domain: 'tenant.eu.auth0.com/' }],
    ['auth0.domain', { domain: 'tenant.eu.auth0.com?x' }],
    ['auth0.domain', { domain: 'user@tenant.eu.auth0.com' }],
    ['auth0.domain', { domain: 7 }],
    ['auth0.permissions', { domain, permissions: 'true' }],
    ['auth0.tokenProfile', { domain, tokenProfile: 'RFC 9068' }],
    ['auth0.audience', { domain, audience: 'https://api.test' }],
  ])('%s is at fault in %j', (option, options) => {
    expectConfigurationFault(() => auth0(options as Auth0Options), option)
  })

  test('a URL gets the mend', () => {
    const { message } = expectConfigurationFault(
      () => auth0({ domain: 'https://tenant.eu.auth0.com' }),
      'auth0.domain',
    )
    expect(message).toContain('without https://')
  })

  test.each([undefined, null, domain, []])('%j is no object', (options) => {
    expectConfigurationFault(() => auth0(options as never), 'auth0')
  })

  test('a request is not spelled out', () => {
    const { message } = expectConfigurationFault(
      () => auth0({ rawHeaders: ['authorization', 'Bearer t'] } as never),
      'auth0',
    )
    expect(message).toContain('auth0(…)')
  })
})

test('what a preset returns can be changed by spreading it', () => {
  resourceServer({ issuer: { ...auth0({ domain }), algorithms: ['RS256'] }, audience: 'https://api.test' })
})
