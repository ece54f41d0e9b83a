import { CachedKeySet } from '../../src/keys/cached-key-set.js'
import type { KeySet } from '../../src/keys/key-set.js'
import type { LoadedKeySet } from '../../src/keys/key-set-loader.js'
import { keySetBounds } from '../../src/options/key-set-options.js'
import { bearer, heldFetch, quickIssuer, until, warm } from '../support/key-sets.js'
import { expectAccepted, matrix, N } from '../support/matrix.js'

test('every fetch of keys is handed over when it begins, with a promise that ends with it and never rejects', async () => {
  const issuer = quickIssuer()
  const held = heldFetch(issuer.fetch)
  const promises: Promise<unknown>[] = []
  const { server, get } = matrix(
    { fetch: held.fetch, waitUntil: (promise) => promises.push(promise) },
    issuer,
  )
  await server.ready()
  expect(promises).toHaveLength(1)
  issuer.clock.advance(500)
  held.hold()
  const token = bearer(issuer)
  expectAccepted(await get(token))
  expect(promises).toHaveLength(2)
  let ended = false
  void promises[1]!.then(() => (ended = true))
  expectAccepted(await get(token))
  expect(ended).toBe(false)
  issuer.outage('error')
  held.letGo()
  await until(() => ended)
  expect(await Promise.all(promises)).toEqual([undefined, undefined])
})

test('a function that throws is told, and takes nothing along', async () => {
  const cause = new Error('no context')
  const waitUntil = () => {
    throw cause
  }
  const { issuer, get, events } = await warm({ waitUntil })
  expectAccepted(await get(bearer(issuer)))
  issuer.clock.advance(500)
  expectAccepted(await get(bearer(issuer)))
  expect(events).toContainEqual({ type: 'hook_failed', hook: 'waitUntil', cause })
  await until(() => events.some(({ type }) => type === 'key_set_refreshed'))
})

describe('a fetch that the runtime has ended together with its request', () => {
  /** A set whose fetches never end, but for those that the test ends. */
  function neverEnding() {
    let now = N
    const loads: ((loaded: LoadedKeySet) => void)[] = []
    const keys = { candidates: () => [], holds: () => true, size: 1, toJwks: () => ({ keys: [] }) }
    const set = new CachedKeySet({
      issuer: 'https://as.example',
      clock: () => now,
      bounds: keySetBounds({ timeoutMs: 20 }),
      emit: () => undefined,
      load: async () => new Promise((resolve) => loads.push(resolve)),
      restored: undefined,
    })
    const loaded = { keys: keys as unknown as KeySet, freshSeconds: 600 }
    return { set, loads, loaded, later: (seconds: number) => (now += seconds) }
  }

  test('keeps nobody else waiting for longer than a fetch may take', async () => {
    const { set, loads } = neverEnding()
    void set.ready()
    await expect(set.ready()).rejects.toMatchObject({
      name: 'InfrastructureFault',
      code: 'key_set_unavailable',
    })
    expect(loads).toHaveLength(1)
  })

  test('is followed by another one', async () => {
    const { set, loads, loaded, later } = neverEnding()
    void set.ready()
    later(1)
    const second = Promise.resolve(set.ready()).catch(() => 'refused')
    expect(loads).toHaveLength(1)
    later(1)
    const third = Promise.resolve(set.ready()).then(() => 'served')
    expect(loads).toHaveLength(2)
    loads[1]!(loaded)
    expect(await third).toBe('served')
    expect(await second).toBe('refused')
    // The first one ends after all, and takes nothing along.
    later(700)
    void set.ready()
    await until(() => loads.length === 3)
    loads[0]!(loaded)
    loads[2]!(loaded)
    await until(() => set.status().fetchedAt === N + 702)
  })
})
