import { generateKeyPairSync } from 'node:crypto'
import type { ResourceServerOptions, SavedKeySet } from '../../src/index.js'
import { expectAccepted, expectRefused, expectUndecided, I, matrix, N } from '../support/matrix.js'
import { bearer, cold, quickIssuer, until, warm, withKid } from '../support/key-sets.js'

/** A set as a file would bring it back. */
const throughJson = (sets: readonly SavedKeySet[]) => JSON.parse(JSON.stringify(sets)) as SavedKeySet[]

/** A second process that starts from what the first one saved at N. */
async function restarted(options: Partial<ResourceServerOptions> = {}, secondsLater = 10) {
  const issuer = quickIssuer()
  const { server } = await warm({}, issuer)
  const restoreKeySets = throughJson(server.savedKeySets())
  issuer.clock.set(N + secondsLater)
  return matrix({ ...options, restoreKeySets }, issuer)
}

describe('savedKeySets()', () => {
  test('is empty before a fetch', () => {
    expect(cold().server.savedKeySets()).toEqual([])
  })

  test('has the usable public keys and the time of the fetch', async () => {
    const issuer = quickIssuer()
    const key = issuer.addKey({ algorithm: 'Ed25519' })
    const { server } = await warm({}, issuer)
    const { kty, crv, x } = key.publicJwk
    expect(server.savedKeySets()).toEqual([
      {
        issuer: I,
        fetchedAt: N,
        jwks: { keys: [expect.objectContaining({ kid: 'k1' }), expect.anything()] },
      },
    ])
    expect(server.savedKeySets()[0]?.jwks.keys[1]).toEqual({ kty, crv, x, kid: 'k2', alg: 'Ed25519' })
  })

  test('has no private key, also when the issuer published one, and nothing else of the document', async () => {
    const issuer = quickIssuer()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const secret = privateKey.export({ format: 'jwk' })
    const [good] = issuer.keys.map(({ publicJwk }) => ({ ...publicJwk, x5c: ['certificate'] }))
    issuer.setJwks({ keys: [good, { ...secret, kid: 'leaked' }], note: 'extra' })
    const { server } = await warm({}, issuer)
    const saved = JSON.stringify(server.savedKeySets())
    expect(server.savedKeySets()[0]?.jwks.keys).toHaveLength(1)
    for (const text of ['leaked', secret.d, 'extra', 'certificate']) expect(saved).not.toContain(text)
  })

  test('saves a restored set with the time at which it was fetched', async () => {
    const { issuer, get, server } = await restarted()
    issuer.outage('error')
    await get(bearer(issuer))
    expect(server.savedKeySets()).toMatchObject([{ issuer: I, fetchedAt: N }])
  })

  test('a key of several algorithms comes back with all of them', async () => {
    const issuer = quickIssuer({ algorithm: 'RS256' })
    const [key] = issuer.keys
    issuer.setJwks({ keys: [{ ...key!.publicJwk, alg: undefined }] })
    const { server } = await warm({}, issuer)
    issuer.outage('error')
    const { get } = cold({ restoreKeySets: throughJson(server.savedKeySets()) }, issuer)
    expectAccepted(await get(bearer(issuer)))
    expectAccepted(
      await get(
        bearer(issuer, {
          key: { ...key!, algorithm: 'PS256', publicJwk: key!.publicJwk, privateKey: key!.privateKey },
        }),
      ),
    )
  })
})

describe('restoreKeySets', () => {
  test.each(['error', 'hang'] as const)('serves while the issuer is down: %s', async (outage) => {
    const { issuer, get, events, server } = await restarted({ keySets: { timeoutMs: 20 } })
    issuer.outage(outage)
    expectAccepted(await get(bearer(issuer)))
    expect(server.stats().keySets[I]).toMatchObject({ keys: 1, fetchedAt: N, freshUntil: N + 600 })
    await expect(server.ready()).resolves.toBeUndefined()
    while (!events.some(({ type }) => type === 'key_set_refresh_failed')) await new Promise(setImmediate)
    expectAccepted(await get(bearer(issuer)))
  })

  test('is refreshed at its first use, without that request waiting, and then replaced', async () => {
    const { issuer, get, server } = await restarted()
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    issuer.requests.reset()
    expectAccepted(await get(bearer(issuer, { key: old })))
    await until(() => server.stats().keySets[I]?.fetchedAt === N + 10)
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 1])
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')
    expectAccepted(await get(bearer(issuer)))
  })

  test('the request that brings about the refresh is answered first', async () => {
    let asked = 0
    const issuer = quickIssuer()
    const { server } = await warm({}, issuer)
    const counting: typeof globalThis.fetch = (...request) => {
      asked += 1
      return issuer.fetch(...request)
    }
    const { get } = matrix({ restoreKeySets: throughJson(server.savedKeySets()), fetch: counting }, issuer)
    expectAccepted(await get(bearer(issuer)))
    expect(asked).toBe(0)
    await until(() => asked > 0)
  })

  test('a set whose fresh time is over waits for the refresh, and serves when that fails', async () => {
    const { issuer, get } = await restarted({}, 600)
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')

    const down = await restarted({}, 600)
    down.issuer.outage('error')
    expectAccepted(await down.get(bearer(down.issuer)))
  })

  test('many first requests restore and refresh it once', async () => {
    const issuer = quickIssuer()
    const jwks = { keys: [issuer.keys[0]?.publicJwk, 'nonsense'] }
    issuer.clock.set(N + 10)
    const { get, server, events } = matrix({ restoreKeySets: [{ issuer: I, fetchedAt: N, jwks }] }, issuer)
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => get(bearer(issuer))))
    outcomes.forEach(expectAccepted)
    await until(() => server.stats().keySets[I]?.fetchedAt === N + 10)
    expect(events.filter(({ type }) => type === 'key_skipped')).toHaveLength(1)
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 1])
  })

  test('a key that it does not have is looked for at the issuer', async () => {
    const { issuer, get } = await restarted()
    issuer.rotateKeys()
    expectAccepted(await get(bearer(issuer)))
    expectRefused(await get(withKid(issuer, 'none')), 401, 'invalid_token', 'key_not_found')
  })

  test('the hard limit counts from the fetch, not from the start', async () => {
    const { issuer, get } = await restarted({}, 80_000)
    issuer.outage('error')
    issuer.clock.set(N + 86_399)
    expectAccepted(await get(bearer(issuer)))
    issuer.clock.set(N + 86_400)
    expectUndecided(await get(bearer(issuer)))
  })

  test('a set of an issuer that is no longer trusted is ignored, and that is told', () => {
    const jwks = { keys: [] }
    const restoreKeySets = [{ issuer: 'https://other.example', fetchedAt: N, jwks }]
    const { events } = matrix({ restoreKeySets }, quickIssuer())
    expect(events).toEqual([
      expect.objectContaining({ code: 'saved_key_set_ignored', issuer: 'https://other.example' }),
    ])
  })

  test('is saved again before the first request: a process that ends early loses nothing', async () => {
    const { server } = await restarted()
    expect(server.savedKeySets()).toMatchObject([{ issuer: I, fetchedAt: N }])
  })

  test('a set that was fetched a little ahead of this clock is used: clocks differ', async () => {
    const { issuer, get } = await restarted({}, -60)
    issuer.outage('error')
    expectAccepted(await get(bearer(issuer)))
  })

  test.each([
    ['too old', 86_400],
    ['from the future', -61],
  ])('a set that is %s is not used, and that is told', async (why, secondsLater) => {
    const { issuer, get, events } = await restarted({}, secondsLater)
    expect(events).toEqual([
      expect.objectContaining({
        type: 'configuration_warning',
        code: 'saved_key_set_ignored',
        issuer: I,
        detail: expect.stringContaining(why) as string,
      }),
    ])
    issuer.outage('error')
    expectUndecided(await get(bearer(issuer)))
  })

  test('passes the same filters as a fetched set', async () => {
    const issuer = quickIssuer()
    const weak = issuer.addKey({ algorithm: 'RS256', modulusLength: 1024 })
    const leaked = issuer.addKey()
    const jwks = {
      keys: [
        issuer.keys[0]?.publicJwk,
        weak.publicJwk,
        leaked.privateKey.export({ format: 'jwk' }),
        { kty: 'oct', kid: 'shared', k: 'c2VjcmV0' },
        'nonsense',
      ],
    }
    issuer.outage('error')
    const restoreKeySets = [{ issuer: I, fetchedAt: N, jwks }]
    const { get, server, events } = matrix({ restoreKeySets }, issuer)
    expectAccepted(await get(bearer(issuer)))
    expect(server.stats().keySets[I]?.keys).toBe(1)
    expect(events.filter(({ type }) => type === 'key_skipped')).toHaveLength(4)
    for (const key of [weak, leaked]) expectUndecided(await get(bearer(issuer, { key })))
  })

  test.each([
    ['no key set', [{ issuer: I, fetchedAt: N, jwks: {} }]],
    ['no time', [{ issuer: I, fetchedAt: 'now', jwks: { keys: [] } }]],
  ])('%s is a configuration fault', (_what, restoreKeySets) => {
    expect(() => matrix({ restoreKeySets: restoreKeySets as SavedKeySet[] }, quickIssuer())).toThrow(
      expect.objectContaining({ family: 'configuration', option: 'restoreKeySets' }),
    )
  })
})
