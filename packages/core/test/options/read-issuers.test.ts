import { resourceServer, type ResourceServerOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { I, matrix, R } from '../support/matrix.js'

const { issuer } = matrix()
const jwks = { keys: issuer.keys.map(({ publicJwk }) => publicJwk) }
const build = (options: object) => resourceServer(options as ResourceServerOptions)
const withIssuer = (options: object) => build({ issuer: { issuer: I, ...options }, audience: R })

test.each(['jwksUri', 'algorithms', 'tokenProfile'])(
  'an option of an issuer in the wrong place: %s',
  (option) => {
    const { message } = expectConfigurationFault(
      () => build({ issuer: I, audience: R, [option]: 'x' }),
      option,
    )
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
    expectConfigurationFault(() => build(options), option)
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
    expectConfigurationFault(() => build({ issuer: url, audience: R }), 'issuer')
    expectConfigurationFault(() => withIssuer({ issuer: url }), 'issuer.issuer')
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
    expectConfigurationFault(
      () => withIssuer({ dangerouslyAllowHttp: 'true' }),
      'issuer.dangerouslyAllowHttp',
    )
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
    expectConfigurationFault(() => withIssuer({ [option]: value }), `issuer.${option}`)
  })

  test('jwks excludes all that is fetched', () => {
    expectConfigurationFault(() => withIssuer({ jwks, jwksUri: `${I}/keys` }), 'issuer.jwks')
    expectConfigurationFault(() => withIssuer({ jwks, metadata: 'openid-configuration' }), 'issuer.jwks')
  })
})
