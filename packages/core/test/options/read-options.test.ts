import {
  ConfigurationFault,
  QalqonError,
  resourceServer,
  scopesIn,
  type ResourceServerOptions,
} from '../../src/index.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const { issuer, get } = matrix()
const jwks = { keys: issuer.keys.map(({ publicJwk }) => publicJwk) }
const build = (options: object) => resourceServer(options as ResourceServerOptions)
const withOption = (options: object) => build({ issuer: I, audience: R, ...options })
const withIssuer = (options: object) => build({ issuer: { issuer: I, ...options }, audience: R })

/** Expects that building fails with a fault that names the option, in its message too. */
function expectFault(run: () => unknown, option: string): ConfigurationFault {
  let thrown: unknown
  try {
    run()
  } catch (fault) {
    thrown = fault
  }
  expect(thrown).toBeInstanceOf(ConfigurationFault)
  const fault = thrown as ConfigurationFault
  expect(fault.option).toBe(option)
  expect(fault.message).toMatch(/^[^:]+: .{10,}/)
  expect(fault.message.startsWith(`${option}: `)).toBe(true)
  expect(fault).toMatchObject({ family: 'configuration', code: 'configuration_invalid' })
  expect(fault).toBeInstanceOf(QalqonError)
  return fault
}

test('issuer and audience are enough, and nothing is fetched for them', () => {
  const fetch = jest.fn<Promise<Response>, []>()
  build({ issuer: I, audience: R, fetch })
  build({ issuers: [I, { issuer: 'http://127.0.0.1:4000' }], audience: [R, 'urn:api'], fetch })
  expect(fetch).not.toHaveBeenCalled()
})

test('everything at once', () => {
  withOption({
    issuer: {
      issuer: I,
      jwksUri: `${I}/keys`,
      algorithms: ['ES256'],
      tokenProfile: 'plain-jwt',
      scopeFrom: scopesIn('scp'),
    },
    resource: R,
    realm: 'api',
    scopeFrom: scopesIn('permissions'),
    scopeImplies: { files: ['files.read'] },
    parseClaims: (claims: unknown) => claims,
    clockToleranceSeconds: 0,
    clock: () => 0,
    fetch,
    maxTokenBytes: 256,
    optional: true,
    passPreflight: true,
    exposeToken: true,
    keySets: { timeoutMs: 1000 },
    restoreKeySets: [],
    onEvent: () => undefined,
    onRefusal: () => undefined,
  })
})

test.each<[unknown]>([[undefined], [null], ['https://as.example'], [[]], [7]])(
  'options %j are none',
  (options) => {
    expectFault(() => build(options as object), 'options')
  },
)

describe('an option with a wrong value is named', () => {
  test.each<[option: string, value: unknown]>([
    ['audience', undefined],
    ['audience', ''],
    ['audience', []],
    ['audience', [R, '']],
    ['audience', [R, 1]],
    ['audience', null],
    ['audience', /api/],
    ['resource', ''],
    ['resource', 1],
    ['realm', ''],
    ['realm', 'a"b'],
    ['realm', 1],
    ['scopeFrom', 'scp'],
    ['scopeImplies', 'files'],
    ['scopeImplies', null],
    ['scopeImplies', ['files']],
    ['scopeImplies', new Map([['files', ['files.read']]])],
    ['realm', null],
    ['parseClaims', {}],
    ['clockToleranceSeconds', -1],
    ['clockToleranceSeconds', 301],
    ['clockToleranceSeconds', NaN],
    ['clockToleranceSeconds', Infinity],
    ['clockToleranceSeconds', '5'],
    ['clock', 1_700_000_000],
    ['clock', new Date()],
    ['clock', () => NaN],
    ['clock', () => Date.now()],
    ['clock', () => undefined],
    ['clock', () => '1700000000'],
    ['fetch', 'fetch'],
    ['maxTokenBytes', 0],
    ['maxTokenBytes', 255],
    ['maxTokenBytes', 1_048_577],
    ['maxTokenBytes', '16k'],
    ['optional', 'false'],
    ['optional', 0],
    ['passPreflight', 'yes'],
    ['exposeToken', 1],
    ['keySets', null],
    ['keySets', 600],
    ['keySets', []],
    ['keySets', new Map()],
    ['restoreKeySets', {}],
    ['restoreKeySets', null],
    ['restoreKeySets', 'saved'],
    ['restoreKeySets', [null]],
    ['restoreKeySets', [{}]],
    ['restoreKeySets', [{ issuer: I, fetchedAt: 'now', jwks }]],
    ['restoreKeySets', [{ issuer: I, fetchedAt: 0, jwks: {} }]],
    ['onEvent', console],
    ['onRefusal', true],
  ])('%s: %j', (option, value) => {
    expectFault(() => withOption({ [option]: value }), option)
  })

  test.each<[option: string, value: object]>([
    ['scopeImplies.files', { scopeImplies: { files: 'files.read' } }],
    ['scopeImplies.files', { scopeImplies: { files: ['a b'] } }],
    ['scopeImplies.a b', { scopeImplies: { 'a b': ['c'] } }],
    ['keySets.timeout', { keySets: { timeout: 1 } }],
    ['keySets.timeoutMs', { keySets: { timeoutMs: 0 } }],
    ['keySets.maxKeys', { keySets: { maxKeys: -1 } }],
    ['keySets.maxBytes', { keySets: { maxBytes: Infinity } }],
    ['keySets.maxBytes', { keySets: { maxBytes: 1e12 } }],
    ['keySets.unknownKeyCooldownSeconds', { keySets: { unknownKeyCooldownSeconds: 1e-9 } }],
    ['keySets.defaultFreshSeconds', { keySets: { defaultFreshSeconds: 7200 } }],
    ['keySets.minFreshSeconds', { keySets: { minFreshSeconds: 7200 } }],
    ['keySets.staleLimitSeconds', { keySets: { staleLimitSeconds: 60 } }],
    ['keySets.defaultFreshSeconds', { keySets: { defaultFreshSeconds: '600' } }],
  ])('%s', (option, options) => {
    expectFault(() => withOption(options), option)
  })

  test.each(['audiences', 'Issuer', 'secret', 'cookie', 'constructor'])(
    'an option that does not exist: %s',
    (option) => {
      const { message } = expectFault(() => withOption({ [option]: 'x' }), option)
      expect(message).toContain('audience')
    },
  )
})

test.each(['jwksUri', 'algorithms', 'tokenProfile'])(
  'an option of an issuer in the wrong place: %s',
  (option) => {
    const { message } = expectFault(() => withOption({ [option]: 'x' }), option)
    expect(message).toContain('belongs to the issuer')
  },
)

describe('the issuers', () => {
  test.each<[string, object]>([
    ['issuer', { audience: R }],
    ['issuer', { audience: R, issuer: I, issuers: [I] }],
    ['issuer', { audience: R, issuer: null }],
    ['issuer', { audience: R, issuer: 7 }],
    ['issuer', { audience: R, issuer: 'as.example' }],
    ['issuers', { audience: R, issuers: [] }],
    ['issuers', { audience: R, issuers: I }],
    ['issuers[1]', { audience: R, issuers: [I, 'as.example'] }],
    ['issuers[1]', { audience: R, issuers: [I, I] }],
    ['issuers[1]', { audience: R, issuers: [I, { issuer: I }] }],
    ['issuers[1]', { audience: R, issuers: [I, null] }],
    [
      'issuers[0].metadata',
      { audience: R, issuers: [{ issuer: I, jwksUri: `${I}/jwks`, metadata: 'openid-configuration' }] },
    ],
    ['issuers[0].issuer', { audience: R, issuers: [{}] }],
    ['issuers[1].algorithm', { audience: R, issuers: [I, { issuer: `${I}/2`, algorithm: 'RS256' }] }],
  ])('%s is at fault in %j', (option, options) => {
    expectFault(() => build(options), option)
  })

  test.each([
    'http://as.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'ftp://as.example',
    'https://as.example?tenant=1',
    'https://as.example#x',
    'https://user:password@as.example',
    '',
    '/as',
  ])('%j is no issuer', (url) => {
    expectFault(() => build({ issuer: url, audience: R }), 'issuer')
    expectFault(() => withIssuer({ issuer: url }), 'issuer.issuer')
  })

  test.each([
    'http://127.0.0.1:4000',
    'http://localhost:4000',
    'http://[::1]:4000',
    'https://as.example/tenant/',
  ])('%s is one', (url) => {
    build({ issuer: url, audience: R })
  })

  test('http: beyond loopback has to be asked for by a name that says what it is', () => {
    build({ issuer: { issuer: 'http://as.example', dangerouslyAllowHttp: true }, audience: R })
    expectFault(() => withIssuer({ dangerouslyAllowHttp: 'true' }), 'issuer.dangerouslyAllowHttp')
  })

  test.each<[option: string, value: unknown]>([
    ['jwksUri', 'http://as.example/keys'],
    ['jwksUri', 'keys'],
    ['jwksUri', 7],
    ['jwks', {}],
    ['jwks', { keys: [] }],
    ['jwks', { keys: {} }],
    ['jwks', null],
    ['metadata', 'jwks'],
    ['metadata', 'constructor'],
    ['algorithms', []],
    ['algorithms', 'RS256'],
    ['algorithms', ['HS256']],
    ['algorithms', ['none']],
    ['algorithms', ['rs256']],
    ['algorithms', ['RS256', 'constructor']],
    ['tokenProfile', 'lenient'],
    ['tokenProfile', 'constructor'],
    ['tokenProfile', '__proto__'],
    ['tokenProfile', null],
    ['scopeFrom', 'scp'],
    ['clientSecret', 'x'],
  ])('issuer.%s: %j', (option, value) => {
    expectFault(() => withIssuer({ [option]: value }), `issuer.${option}`)
  })

  test('jwks excludes all that is fetched', () => {
    expectFault(() => withIssuer({ jwks, jwksUri: `${I}/keys` }), 'issuer.jwks')
    expectFault(() => withIssuer({ jwks, metadata: 'openid-configuration' }), 'issuer.jwks')
  })
})

describe('what the options do', () => {
  const bearer = `Bearer ${issuer.token({ scope: 'read' })}`

  test('the default tolerance is 5 seconds, the default size 16 KiB', async () => {
    const defaults = matrix({ clockToleranceSeconds: undefined } as object, issuer)
    const expiredFor = (seconds: number) =>
      issuer.token({ scope: 'read', claims: { exp: issuer.clock() - seconds } })
    expectAccepted(await defaults.get(`Bearer ${expiredFor(4)}`))
    expectRefused(await defaults.get(`Bearer ${expiredFor(5)}`), 401, 'invalid_token', 'token_expired')
    expectRefused(await get(`Bearer ${'a'.repeat(16_384)}`), 401, 'invalid_token', 'token_malformed')
    expectRefused(await get(`Bearer ${'a'.repeat(16_385)}`), 401, 'invalid_token', 'token_too_large')
  })

  test('the realm is realm, otherwise resource, otherwise the first audience', async () => {
    const realmOf = async (options: object) => {
      const outcome = await matrix({ audience: ['urn:first', R], ...options }, issuer).get()
      const { response } = expectRefused(outcome, 401)
      return /realm="([^"]*)"/.exec(response.headers[0]![1])![1]
    }
    expect(await realmOf({})).toBe('urn:first')
    expect(await realmOf({ resource: R })).toBe(R)
    expect(await realmOf({ resource: R, realm: 'the API' })).toBe('the API')
  })

  test('a change of the object afterwards changes nothing', async () => {
    const audience = [R]
    const algorithms = ['RS256' as const]
    const scopeImplies = { read: ['list'] }
    const own = matrix({ issuers: [{ issuer: I, algorithms }], audience, scopeImplies }, issuer)
    audience.push('https://another-api.test')
    algorithms.pop()
    scopeImplies.read.push('admin')
    const other = `Bearer ${issuer.forAnotherAudience({ scope: 'read' })}`
    expectRefused(await own.get(other), 401, 'invalid_token', 'audience_mismatch')
    const token = expectAccepted(await own.get(bearer))
    expect([token.hasScope('list'), token.hasScope('admin')]).toEqual([true, false])
  })
})

describe('bearerMethods', () => {
  test.each([[['header']], [['header', 'body']], [['query', 'header', 'body']]])(
    '%j is fine',
    (bearerMethods) => {
      expect(() => withOption({ bearerMethods })).not.toThrow()
    },
  )

  test.each([['header'], [null], [[]], [['headers']], [['header', 'cookie']], [['header', null]], [{}]])(
    '%j is a mistake',
    (bearerMethods) => {
      expectFault(() => withOption({ bearerMethods }), 'bearerMethods')
    },
  )

  test.each([[['body']], [['query']], [['body', 'query']]])(
    '6750-2.1-a: %j leaves the header out, which is a mistake',
    (bearerMethods) => {
      expect(expectFault(() => withOption({ bearerMethods }), 'bearerMethods').message).toContain("'header'")
    },
  )
})
