import { ConfigurationFault, resourceServer } from '../../src/index.js'
import { expectAccepted, I, matrix, R } from '../support/matrix.js'

const build = (options: object) => () => resourceServer({ issuers: [{ issuer: I, ...options }], audience: R })

test.each<[string, object]>([
  ['clientsWithoutAudience', { clientsWithoutAudience: [] }],
  ['clientsWithoutAudience', { clientsWithoutAudience: 'app' }],
  ['clientsWithoutAudience', { clientsWithoutAudience: ['app', ''] }],
  ['clientsWithoutAudience', { clientsWithoutAudience: ['app', 7] }],
  ['clientsWithoutAudience', { clientsWithoutAudience: new Set(['app']) }],
  ['clientsWithoutAudience', { clientsWithoutAudience: null }],
  ['clientsWithoutAudience', { clientsWithoutAudience: ['app'], dangerouslyAllowMissingAudience: true }],
  ['dangerouslyAllowMissingAudience', { dangerouslyAllowMissingAudience: 'true' }],
  ['dangerouslyAllowMissingAudience', { dangerouslyAllowMissingAudience: null }],
])('%s is at fault in %j', (name, options) => {
  expect(build(options)).toThrow(expect.objectContaining({ option: `issuers[0].${name}` }))
  expect(build(options)).toThrow(ConfigurationFault)
})

test('false beside a list of clients is no contradiction', () => {
  build({ clientsWithoutAudience: ['app'], dangerouslyAllowMissingAudience: false })()
})

test('they belong to the issuer', () => {
  const misplaced = { issuer: I, audience: R, clientsWithoutAudience: ['app'] }
  expect(() => resourceServer(misplaced)).toThrow(/clientsWithoutAudience: it belongs to the issuer/)
})

test('a change of the list afterwards changes nothing', async () => {
  const clientsWithoutAudience = ['app']
  const { issuer, get } = matrix({ issuers: [{ issuer: I, clientsWithoutAudience }] })
  clientsWithoutAudience.pop()
  expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read', clientId: 'app', omit: ['aud'] })}`))
})
