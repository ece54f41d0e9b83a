import { createTestIssuer } from '@qalqon/testing'
import { ConfigurationFault, keycloak, logoutReceiver, type LogoutReceiverOptions } from '../../src/index.js'
import { expectEnded, logoutBench } from '../support/logout.js'
import { I, N, R } from '../support/matrix.js'

const good: LogoutReceiverOptions = { issuer: I, clientId: 'client-1', onLogout: () => undefined }

test.each<[string, object, RegExp]>([
  ['no issuer', { issuer: undefined }, /^issuer/],
  ['an issuer over http', { issuer: 'http://as.example' }, /^issuer: .*https/],
  ['an issuer without keys', { issuer: withoutKeys() }, /^issuer: logout tokens are verified with keys/],
  ['no clientId', { clientId: undefined }, /^clientId: .*any other client/],
  ['an empty clientId', { clientId: '' }, /^clientId/],
  ['an empty list of them', { clientId: [] }, /^clientId/],
  ['a list with something else', { clientId: ['a', 1] }, /^clientId/],
  ['no onLogout', { onLogout: undefined }, /^onLogout: expected a function/],
  ['no function in it', { onLogout: {} }, /^onLogout/],
  ['a replay store that is none', { replayStore: {} }, /^replayStore: .*reserve/],
  ['a replay store that is null', { replayStore: null }, /^replayStore/],
  ['a release that is none', { replayStore: { reserve: () => 'seen', release: 1 } }, /^replayStore/],
  ['a flag that is none', { dangerouslyAllowMissingExpiry: 1 }, /^dangerouslyAllowMissingExpiry/],
  ['too much tolerance', { clockToleranceSeconds: 301 }, /^clockToleranceSeconds/],
  ['a clock of milliseconds', { clock: Date.now }, /^clock: it returns milliseconds/],
  ['a fetch that is none', { fetch: 1 }, /^fetch/],
  ['an unknown member of keySets', { keySets: { x: 1 } }, /^keySets\.x/],
  ['a listener that is none', { onEvent: {} }, /^onEvent/],
  [
    'an unknown option',
    { onlogout: () => undefined },
    /^onlogout: there is no such option; there are clientId/,
  ],
  ['an option of a resource server', { audience: R }, /^audience/],
])('%s is a mistake that is told when it is built', (_what, options, message) => {
  const build = () => logoutReceiver({ ...good, ...options })
  expect(build).toThrow(ConfigurationFault)
  expect(build).toThrow(message)
})

test.each([[undefined], [null], [I], [{}]])('%p are no options', (options) => {
  expect(() => logoutReceiver(options as unknown as LogoutReceiverOptions)).toThrow(ConfigurationFault)
})

test('a receiver that was not called is told so', () => {
  const request = { rawHeaders: [], headers: { cookie: 'secret' } } as unknown as LogoutReceiverOptions
  expect(() => logoutReceiver(request)).toThrow(/it was handed in without being called/)
})

function withoutKeys() {
  const client = { clientId: 'c', clientSecret: 's' }
  return { issuer: I, introspection: { tokens: 'all', ...client } }
}

test('a preset is an issuer, and what it says of access tokens does not matter', async () => {
  const issuer = createTestIssuer({ issuer: 'https://sso.example/realms/r', now: N })
  const options = { issuer: keycloak({ url: 'https://sso.example', realm: 'r' }), keySets: {} }
  const bench = logoutBench({ ...options, fetch: issuer.fetch }, issuer)
  expectEnded(bench, await bench.post({ sid: 's1' }))
})
