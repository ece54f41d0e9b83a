import { createTestIssuer } from '@qalqon/testing'
import {
  ConfigurationFault,
  MemoryRevocationStore,
  resourceServer,
  type BackchannelLogoutOptions,
  type QalqonEvent,
  type RevocationSelector,
  type RevocationStore,
} from '../../src/index.js'
import { logoutRequest } from '../support/logout.js'
import { I, matrix, N, R } from '../support/matrix.js'
import { quickIssuer } from '../support/key-sets.js'

const clientId = 'client-1'

test.each<[string, object | undefined, RegExp]>([
  ['no options', undefined, /^backchannelLogout: expected an object/],
  ['no clientId', {}, /^backchannelLogout\.clientId/],
  ['an unknown option', { clientId, onLogout: () => undefined }, /^backchannelLogout\.onLogout/],
  ['a word that revokes nothing', { clientId, revokes: 'sessions' }, /^backchannelLogout\.revokes/],
  ['milliseconds', { clientId, maxTokenLifetimeSeconds: 3_600_000_000 }, /maxTokenLifetimeSeconds/],
  ['no time', { clientId, maxTokenLifetimeSeconds: 59 }, /maxTokenLifetimeSeconds/],
  ['a flag that is none', { clientId, dangerouslyAllowMissingExpiry: 'x' }, /dangerouslyAllowMissingExpiry/],
  ['a replay store that is none', { clientId, replayStore: {} }, /backchannelLogout\.replayStore/],
])('%s is a mistake that is told at once', (_what, options, message) => {
  const { server } = matrix({}, quickIssuer())
  const build = () => server.backchannelLogout(options as BackchannelLogoutOptions)
  expect(build).toThrow(ConfigurationFault)
  expect(build).toThrow(message)
})

describe('an issuer that is asked about each token has no keys here', () => {
  const introspection = { tokens: 'all', clientId: 'c', clientSecret: 's' } as const

  test('which is told when it is known', () => {
    const { server } = matrix({ issuer: { issuer: I, introspection } }, quickIssuer())
    expect(() => server.backchannelLogout({ clientId })).toThrow(/introspection\.tokens 'all'/)
  })

  test('and when a tenant turns out to be one', async () => {
    const issuer = quickIssuer()
    const { server } = matrix({ resolveIssuer: (iss) => ({ issuer: iss, introspection }) }, issuer)
    const receiver = server.backchannelLogout({ clientId })
    await expect(receiver.receive(logoutRequest(issuer.logoutToken()))).rejects.toThrow(ConfigurationFault)
  })
})

test('tenants are found by their logout tokens, and strangers refused', async () => {
  const issuer = quickIssuer()
  const { server } = matrix(
    { resolveIssuer: async (iss) => Promise.resolve(iss === I && { issuer: I }) },
    issuer,
  )
  const receiver = server.backchannelLogout({ clientId })
  expect((await receiver.receive(logoutRequest(issuer.logoutToken()))).status).toBe(200)
  const stranger = createTestIssuer({ issuer: 'https://stranger.example', now: N })
  expect((await receiver.receive(logoutRequest(stranger.logoutToken()))).status).toBe(400)
  expect(stranger.requests.urls).toEqual([])
})

/** A resource server over a store that notes what is revoked. */
function noting(options: Partial<BackchannelLogoutOptions> = {}, store: Partial<RevocationStore> = {}) {
  const revoked: [RevocationSelector, number][] = []
  const revocationStore: RevocationStore = {
    isRevoked: () => false,
    revoke: (selector, until) => void revoked.push([selector, until]),
    ...store,
  }
  const bench = matrix({ revocationStore, keySets: { timeoutMs: 20 } }, quickIssuer())
  const receiver = bench.server.backchannelLogout({ clientId, ...options })
  const post = (token: string) => receiver.receive(logoutRequest(token))
  return { ...bench, receiver, revoked, post }
}

test('what is revoked, and for how long', async () => {
  const { issuer, revoked, post } = noting()
  await post(issuer.logoutToken({ sid: 's1' }))
  await post(issuer.logoutToken({ claims: { iat: N - 10.5 } }))
  expect(revoked).toEqual([
    [{ issuer: I, sid: 's1' }, N + 86_400],
    [{ issuer: I, subject: 'user-1', issuedBefore: N - 10 }, N + 86_400],
  ])
  const other = noting({ maxTokenLifetimeSeconds: 600 })
  await other.post(other.issuer.logoutToken({ sid: 's1' }))
  expect(other.revoked).toEqual([[{ issuer: I, sid: 's1' }, N + 600]])
})

test.each<[string, RevocationStore['revoke']]>([
  ['fails', () => Promise.reject(new Error('no store'))],
  ['never answers', () => new Promise(() => undefined)],
])('a revocation store that %s: the logout has failed, and may come again', async (_what, revoke) => {
  let calls = 0
  const { issuer, events, post } = noting(
    {},
    { revoke: (...args) => (calls++ === 0 ? revoke(...args) : undefined) },
  )
  const token = issuer.logoutToken()
  expect(await post(token)).toMatchObject({
    status: 400,
    body: expect.stringContaining('server_error') as string,
  })
  expect(events.at(-1)).toMatchObject({ type: 'logout_failed', issuer: I })
  expect((await post(token)).status).toBe(200)
})

test('it goes by the clock, the tolerance and the algorithms of the resource server, and tells its events', async () => {
  const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
  const events: QalqonEvent[] = []
  const server = resourceServer({
    issuer: { issuer: I, algorithms: ['RS256'] },
    audience: R,
    fetch: issuer.fetch,
    clock: issuer.clock,
    clockToleranceSeconds: 30,
    onEvent: (event) => events.push(event),
  })
  const receiver = server.backchannelLogout({ clientId })
  expect((await receiver.receive(logoutRequest(issuer.logoutToken()))).status).toBe(400)
  expect(events.at(-1)).toMatchObject({ type: 'logout_refused', code: 'algorithm_not_allowed' })
  const lenient = matrix({ clockToleranceSeconds: 30 }, issuer)
  const late = issuer.logoutToken({ claims: { exp: N - 29 } })
  const patient = lenient.server.backchannelLogout({ clientId })
  expect((await patient.receive(logoutRequest(late))).status).toBe(200)
})

test('dangerouslyAllowMissingExpiry is for this receiver alone', async () => {
  const { server, issuer } = matrix({}, quickIssuer())
  const [strict, lenient] = [
    server.backchannelLogout({ clientId }),
    server.backchannelLogout({ clientId, dangerouslyAllowMissingExpiry: true }),
  ]
  const token = issuer.logoutToken({ omit: ['exp'] })
  expect((await strict.receive(logoutRequest(token))).status).toBe(400)
  expect((await lenient.receive(logoutRequest(token))).status).toBe(200)
})

test('ready fetches the keys of all issuers', async () => {
  const { receiver, issuer } = noting()
  await receiver.ready()
  expect(issuer.requests.urls).not.toEqual([])
})

test('a revocation is remembered as long as the option says, and no longer', async () => {
  const issuer = quickIssuer()
  const revocationStore = new MemoryRevocationStore({ clock: issuer.clock })
  const { server, get } = matrix({ revocationStore }, issuer)
  const token = issuer.token({ scope: 'read', claims: { sid: 's1' }, expiresInSeconds: 1000 })
  const receiver = server.backchannelLogout({ clientId, maxTokenLifetimeSeconds: 900 })
  await receiver.receive(logoutRequest(issuer.logoutToken({ sid: 's1' })))
  issuer.clock.advance(899)
  expect((await get(`Bearer ${token}`)).ok).toBe(false)
  issuer.clock.advance(1)
  expect((await get(`Bearer ${token}`)).ok).toBe(true)
})
