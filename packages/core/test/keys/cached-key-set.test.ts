import { expectAccepted, expectRefused, I, N } from '../support/matrix.js'
import { bearer, cold, heldFetch, isSettled, quickIssuer, until, warm } from '../support/key-sets.js'

const refreshed = (events: { type: string }[]) => events.some(({ type }) => type === 'key_set_refreshed')

describe('the first fetch', () => {
  test('nothing is fetched when the server is built', () => {
    const { issuer, server } = cold()
    expect(issuer.requests.urls).toEqual([])
    expect(server.stats()).toMatchObject({
      keySets: { [I]: { keys: 0, fetchedAt: undefined, freshUntil: undefined, failing: false } },
    })
  })

  test('1,000 concurrent first requests cost one metadata and one key-set fetch', async () => {
    const { issuer, get } = cold()
    const outcomes = await Promise.all(Array.from({ length: 1000 }, () => get(bearer(issuer))))
    outcomes.forEach(expectAccepted)
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 1])
  })

  test('with a jwksUri no metadata is asked for', async () => {
    const issuer = quickIssuer()
    const { get } = cold({ issuers: [{ issuer: I, jwksUri: `${I}/jwks` }] }, issuer)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.urls).toEqual([`${I}/jwks`])
  })

  test('it is told, and stats() knows of it', async () => {
    const { issuer, events, server, get } = cold()
    issuer.addKey()
    await get(bearer(issuer))
    expect(events).toContainEqual({ type: 'key_set_refreshed', issuer: I, keys: 2, freshUntil: N + 600 })
    expect(server.stats().keySets[I]).toEqual({
      keys: 2,
      fetchedAt: N,
      freshUntil: N + 600,
      failing: false,
    })
  })

  test('it leaves no timer behind that would keep a process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const { server } = cold({ keySets: { timeoutMs: 60_000 } })
    const ready = server.ready()
    expect(timers()).toBeGreaterThan(before)
    await ready
    expect(timers()).toBe(before)
  })

  test('with the keys at hand, ready() fetches nothing', async () => {
    const { issuer, server } = await warm()
    await server.ready()
    expect(issuer.requests.urls).toEqual([])
  })
})

describe('freshness', () => {
  test('up to 80 % of its time a set is used as it is', async () => {
    const { issuer, get } = await warm()
    issuer.clock.set(N + 479.9)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.urls).toEqual([])
  })

  test('from 80 % on it is refreshed once, and no request waits for that', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { get, server, events } = await warm({ fetch: held.fetch }, issuer)
    issuer.clock.set(N + 480)
    held.hold()
    for (let requests = 0; requests < 10; requests++) expectAccepted(await get(bearer(issuer)))
    held.letGo()
    await until(() => refreshed(events))
    expect(issuer.requests.jwks).toBe(1)
    expect(server.stats().keySets[I]).toMatchObject({ fetchedAt: N + 480, freshUntil: N + 1080 })
  })

  test('a request waits for the refresh of a set whose time is over, and all wait for one', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { get } = await warm({ fetch: held.fetch }, issuer)
    issuer.clock.set(N + 600)
    held.hold()
    const outcomes = Promise.all([get(bearer(issuer)), get(bearer(issuer))])
    expect(await isSettled(outcomes)).toBe(false)
    held.letGo()
    for (const outcome of await outcomes) expectAccepted(outcome)
    expect(issuer.requests.jwks).toBe(1)
  })

  test('the age of a set counts from the request, however slow the answer was', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { server } = cold({ fetch: held.fetch }, issuer)
    held.hold()
    const ready = server.ready()
    issuer.clock.advance(400)
    held.letGo()
    await ready
    expect(server.stats().keySets[I]).toMatchObject({ fetchedAt: N, freshUntil: N + 600 })
  })

  test('the metadata is asked for again when its own time is over, not with every key set', async () => {
    const issuer = quickIssuer()
    issuer.metadataCacheControl = 'max-age=1000'
    const { get } = await warm({}, issuer)
    issuer.clock.set(N + 600)
    await get(bearer(issuer))
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([0, 1])
    issuer.clock.set(N + 1200)
    await get(bearer(issuer))
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 2])
  })
})

describe('a fetched set replaces the old one whole', () => {
  test('a withdrawn key dies', async () => {
    const { issuer, get } = await warm()
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    expectAccepted(await get(bearer(issuer, { key: old })))
    issuer.clock.set(N + 600)
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')
    expectAccepted(await get(bearer(issuer)))
  })

  test('so does a key whose name another key has taken over', async () => {
    const { issuer, get } = await warm()
    const [old] = issuer.keys
    issuer.withdrawKey('k1')
    const key = issuer.addKey({ kid: 'k1' })
    issuer.clock.set(N + 600)
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'signature_invalid')
    expectAccepted(await get(bearer(issuer, { key })))
  })
})

describe('tokens that name no key', () => {
  const withoutKid = { header: { kid: undefined } }

  test('a rotated key is found after the cool-down, by one fetch', async () => {
    const { issuer, get } = await warm()
    issuer.rotateKeys()
    expectRefused(await get(bearer(issuer, withoutKid)), 401, 'invalid_token', 'signature_invalid')
    expect(issuer.requests.jwks).toBe(0)
    issuer.clock.advance(5)
    const outcomes = await Promise.all([1, 2, 3].map(() => get(bearer(issuer, withoutKid))))
    outcomes.forEach(expectAccepted)
    expect(issuer.requests.jwks).toBe(1)
  })

  test('a forged one costs one fetch per cool-down, and is refused', async () => {
    const { issuer, get } = await warm()
    const forged = () => `Bearer ${issuer.signedByStranger({ scope: 'read', ...withoutKid })}`
    for (const fetches of [1, 2]) {
      issuer.clock.advance(5)
      for (const outcome of await Promise.all([1, 2, 3].map(() => get(forged()))))
        expectRefused(outcome, 401, 'invalid_token', 'signature_invalid')
      expectRefused(await get(forged()), 401, 'invalid_token', 'signature_invalid')
      expect(issuer.requests.jwks).toBe(fetches)
    }
  })

  test('a good one never causes a fetch', async () => {
    const { issuer, get } = await warm()
    issuer.clock.advance(5)
    expectAccepted(await get(bearer(issuer, withoutKid)))
    expect(issuer.requests.urls).toEqual([])
  })
})
