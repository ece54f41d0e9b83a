import { resourceServer, scopesIn, type ResourceServerOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const { issuer, get } = matrix()
const jwks = { keys: issuer.keys.map(({ publicJwk }) => publicJwk) }
const build = (options: object) => resourceServer(options as ResourceServerOptions)
const withOption = (options: object) => build({ issuer: I, audience: R, ...options })

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
    expectConfigurationFault(() => build(options as object), 'options')
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
    expectConfigurationFault(() => withOption({ [option]: value }), option)
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
    expectConfigurationFault(() => withOption(options), option)
  })

  test.each(['audiences', 'Issuer', 'secret', 'cookie', 'constructor'])(
    'an option that does not exist: %s',
    (option) => {
      const { message } = expectConfigurationFault(() => withOption({ [option]: 'x' }), option)
      expect(message).toContain('audience')
    },
  )
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
