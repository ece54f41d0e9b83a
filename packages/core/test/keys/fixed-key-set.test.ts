import { createTestIssuer } from '@qalqon/testing'
import { ConfigurationFault } from '../../src/index.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
const jwks = () => ({ keys: issuer.keys.map(({ publicJwk }): unknown => publicJwk) })
const bearer = (options: Parameters<typeof issuer.token>[0] = {}) =>
  `Bearer ${issuer.token({ scope: 'read', ...options })}`

test('verifies with the keys that were given, and fetches nothing', async () => {
  issuer.requests.reset()
  const { get, server } = matrix({ issuers: [{ issuer: I, jwks: jwks() }] }, issuer)
  expect(server.stats().keySets[I]).toMatchObject({ keys: 1, failing: false })
  expectAccepted(await get(bearer()))
  expect(issuer.requests).toMatchObject({ metadata: 0, jwks: 0 })
})

test('what is changed after the resource server was built changes nothing', async () => {
  const given = jwks()
  const { get } = matrix({ issuers: [{ issuer: I, jwks: given }] }, issuer)
  const stranger = createTestIssuer({ issuer: I, audience: R, now: N })
  given.keys.splice(0, 1, ...stranger.keys.map(({ publicJwk }) => publicJwk))
  const foreign = `Bearer ${stranger.token({ scope: 'read' })}`
  expectRefused(await get(foreign), 401, 'invalid_token', 'signature_invalid')
  expectAccepted(await get(bearer()))
})

test.each([
  ['none', []],
  ['a symmetric one', [{ kty: 'oct', k: 'c2VjcmV0' }]],
  ['one for encryption', [{ ...createTestIssuer().keys[0]!.publicJwk, use: 'enc' }]],
])('a set without a usable key (%s) is a configuration fault', (_, keys) => {
  const build = () => matrix({ issuers: [{ issuer: I, jwks: { keys } }] }, issuer)
  expect(build).toThrow(ConfigurationFault)
  expect(build).toThrow(/issuers\[0\]\.jwks/)
})
