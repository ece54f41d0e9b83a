import { resourceServer, type DpopOptions } from '../../src/index.js'
import { configurationFaultOf, expectConfigurationFault } from '../support/configuration-fault.js'
import { dpopMatrix } from '../support/dpop.js'
import { I, R } from '../support/matrix.js'

const build = (options: object) => resourceServer({ issuer: I, audience: R, ...options })

test.each<[string, object]>([
  ['each of its three words', { dpop: 'off' }],
  ['', { dpop: 'allowed' }],
  ['', { dpop: 'required' }],
  ['an object', { dpop: {} }],
  [
    'all of it',
    {
      dpop: {
        use: 'required',
        algorithms: ['ES384', 'PS256'],
        proofLifetimeSeconds: 300,
        nonces: { keys: ['x'.repeat(32), new Uint8Array(64)], lifetimeSeconds: 10 },
      },
      publicUrl: 'https://api.example.com/v1',
      replayStore: { reserve: () => 'reserved' },
    },
  ],
  ['nonces switched off', { dpop: { nonces: false } }],
  [
    'an API whose identifier is no URL',
    { audience: 'api://files', dpop: 'allowed', publicUrl: 'http://localhost:3000' },
  ],
  ['or whose resource is one', { audience: ['api://files', R], resource: R, dpop: 'allowed' }],
])('takes %s', (_what, options) => {
  build(options)
})

const allowed = (options: object) => ({ dpop: { ...options } })

test.each<[option: string, options: object]>([
  ['dpop', { dpop: true }],
  ['dpop', { dpop: null }],
  ['dpop', { dpop: 'on' }],
  ['dpop', { dpop: ['allowed'] }],
  ['dpop.mode', allowed({ mode: 'required' })],
  ['dpop.use', allowed({ use: true })],
  ['dpop.algorithms', allowed({ algorithms: [] })],
  ['dpop.algorithms', allowed({ algorithms: 'ES256' })],
  ['dpop.algorithms', allowed({ algorithms: ['ES256', 'HS256'] })],
  ['dpop.algorithms', allowed({ algorithms: ['none'] })],
  ['dpop.proofLifetimeSeconds', allowed({ proofLifetimeSeconds: 0 })],
  ['dpop.proofLifetimeSeconds', allowed({ proofLifetimeSeconds: 301 })],
  ['dpop.proofLifetimeSeconds', allowed({ proofLifetimeSeconds: NaN })],
  ['dpop.nonces', allowed({ nonces: 'yes' })],
  ['dpop.nonces.key', allowed({ nonces: { key: 'x'.repeat(32) } })],
  ['dpop.nonces.keys', allowed({ nonces: { keys: undefined } })],
  ['dpop.nonces.keys', allowed({ nonces: { keys: [] } })],
  ['dpop.nonces.keys', allowed({ nonces: { keys: 'x'.repeat(32) } })],
  ['dpop.nonces.keys', allowed({ nonces: { keys: ['x'.repeat(31)] } })],
  ['dpop.nonces.keys', allowed({ nonces: { keys: ['x'.repeat(32), undefined] } })],
  ['dpop.nonces.lifetimeSeconds', allowed({ nonces: { lifetimeSeconds: 9 } })],
  ['publicUrl', { publicUrl: R }],
  ['replayStore', { replayStore: { reserve: () => 'reserved' } }],
  ['replayStore', { dpop: 'allowed', replayStore: {} }],
  ['replayStore', { dpop: 'allowed', replayStore: null }],
  ['publicUrl', { dpop: 'allowed', audience: 'api://files' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: '/v1' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: 'ftp://api.example.com' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: 'https://api.example.com/?a' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: 'https://api.example.com/#a' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: 'https://user@api.example.com/' }],
  ['publicUrl', { dpop: 'allowed', publicUrl: true }],
  ['bearerMethods', { dpop: 'required', bearerMethods: ['header', 'query'] }],
])('%s is named: %j', (option, options) => {
  expectConfigurationFault(() => build(options), option)
})

test('no error tells a key', () => {
  const key = 'secret-secret-secret'
  const fault = configurationFaultOf(() => build(allowed({ nonces: { keys: [key] } })))
  expect(String(fault)).not.toContain(key)
})

test('members that are inherited count as well', async () => {
  const dpop = Object.create({ use: 'required', nonces: true }) as DpopOptions
  const { prove } = dpopMatrix({ dpop })
  expect(await prove()).toMatchObject({ ok: false, fault: { code: 'nonce_required' } })
})
