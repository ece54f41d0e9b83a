import type { QalqonEvent } from '../../src/index.js'
import { expectAccepted, expectRefused, expectUndecided, I, N } from '../support/matrix.js'
import { bearer, cold, heldFetch, isSettled, quickIssuer, until, warm } from '../support/key-sets.js'

const failures = (events: QalqonEvent[]) => events.filter(({ type }) => type === 'key_set_refresh_failed')

describe('a set that the issuer does not renew', () => {
  test('serves on to the hard limit, and then there is 503 until the issuer recovers', async () => {
    const { issuer, get, events, server } = await warm()
    issuer.outage('error')
    for (const seconds of [480, 600, 3600, 43_200, 86_399.5]) {
      issuer.clock.set(N + seconds)
      expectAccepted(await get(bearer(issuer)))
      await until(() => failures(events).length > 0 && server.stats().keySets[I]?.failing === true)
    }
    expect(failures(events)[0]).toMatchObject({ issuer: I, code: 'key_set_unavailable', servingOn: true })
    issuer.clock.set(N + 86_400)
    expectUndecided(await get(bearer(issuer)))
    issuer.clock.advance(31)
    expectUndecided(await get(bearer(issuer)))
    expect(failures(events).at(-1)).toMatchObject({ servingOn: false })
    issuer.recover()
    issuer.clock.advance(31)
    expectAccepted(await get(bearer(issuer)))
    expect(server.stats().keySets[I]).toMatchObject({ fetchedAt: N + 86_462, failing: false })
  })

  test('staleLimitSeconds sets the limit', async () => {
    const { issuer, get } = await warm({ keySets: { staleLimitSeconds: 4000 } })
    issuer.outage('error')
    issuer.clock.set(N + 3999)
    expectAccepted(await get(bearer(issuer)))
    issuer.clock.set(N + 4000)
    expectUndecided(await get(bearer(issuer)))
  })

  test('once an attempt has failed, no request waits for the next', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { get, events } = await warm({ fetch: held.fetch }, issuer)
    issuer.outage('error')
    issuer.clock.set(N + 600)
    expectAccepted(await get(bearer(issuer)))
    issuer.clock.advance(31)
    held.hold()
    for (const outcome of await Promise.all([get(bearer(issuer)), get(bearer(issuer))]))
      expectAccepted(outcome)
    expect(failures(events)).toHaveLength(1)
    held.letGo()
    await until(() => failures(events).length === 2)
  })

  test('an issuer that hangs is waited for only a moment, by the requests of that moment alone', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { get, events, server } = await warm({ fetch: held.fetch }, issuer)
    issuer.clock.set(N + 600)
    held.hold()
    const first = Promise.all([get(bearer(issuer)), get(bearer(issuer)), get(bearer(issuer))])
    expect(await isSettled(first)).toBe(false)
    for (const outcome of await first) expectAccepted(outcome)
    expect(await isSettled(Promise.resolve(get(bearer(issuer))))).toBe(true)
    expectAccepted(await get(bearer(issuer)))
    expect(events.filter(({ type }) => type.startsWith('key_set'))).toEqual([])
    held.letGo()
    await until(() => server.stats().keySets[I]?.fetchedAt === N + 600)
    expect(issuer.requests.jwks).toBe(1)
  })

  test('a withdrawn key dies with the old set, however many requests wait for the new one', async () => {
    const issuer = quickIssuer()
    const held = heldFetch(issuer.fetch)
    const { get } = await warm({ fetch: held.fetch }, issuer)
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    issuer.clock.set(N + 600)
    held.hold()
    const waiting = Promise.all([get(bearer(issuer, { key: old })), get(bearer(issuer, { key: old }))])
    held.letGo()
    for (const outcome of await waiting) expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
  })

  test('a withdrawn key dies as soon as the issuer has recovered', async () => {
    const { issuer, get, server } = await warm()
    issuer.outage('error')
    issuer.clock.set(N + 600)
    expectAccepted(await get(bearer(issuer)))
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    issuer.recover()
    issuer.clock.advance(31)
    expectAccepted(await get(bearer(issuer, { key: old })))
    await until(() => server.stats().keySets[I]?.failing === false)
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')
  })

  test('a hanging metadata document does not keep the key set from being renewed', async () => {
    const { issuer, get, server } = await warm({ keySets: { timeoutMs: 100 } })
    const [old] = issuer.keys
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    issuer.outage('hang', { at: 'metadata' })
    issuer.clock.set(N + 600)
    expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')
    expectAccepted(await get(bearer(issuer)))
    expect(server.stats().keySets[I]).toMatchObject({ fetchedAt: N + 600, failing: false })
  })

  test.each([
    ['unavailable', () => undefined],
    ['no key set any more', (issuer: ReturnType<typeof quickIssuer>) => issuer.setJwks({ moved: true })],
  ])(
    'a key set that has moved, the old place being %s, is found through the metadata',
    async (_what, spoil) => {
      const issuer = quickIssuer()
      issuer.metadataCacheControl = 'max-age=3600'
      let moved = false
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const old = input === `${I}/jwks`
        if (old && moved && _what === 'unavailable') return new Response(null, { status: 410 })
        if (input !== `${I}/new`) return issuer.fetch(input, init)
        return Response.json({ keys: issuer.keys.map(({ publicJwk }) => publicJwk) })
      }
      const { get } = await warm({ fetch }, issuer)
      moved = true
      issuer.setMetadata({ jwks_uri: `${I}/new` })
      issuer.rotateKeys()
      spoil(issuer)
      issuer.clock.set(N + 600)
      expectUndecided(await get(bearer(issuer)))
      issuer.clock.advance(5)
      expectAccepted(await get(bearer(issuer)))
    },
  )
})

describe('backoff', () => {
  test('while an old set serves on, the issuer is left alone between attempts', async () => {
    const { issuer, get, events } = await warm()
    issuer.outage('unreachable')
    issuer.clock.set(N + 480)
    expectAccepted(await get(bearer(issuer)))
    await until(() => failures(events).length === 1)
    for (let requests = 0; requests < 5; requests++) expectAccepted(await get(bearer(issuer)))
    issuer.clock.advance(0.4)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.metadata + issuer.requests.jwks).toBe(1)
    issuer.clock.advance(0.6)
    expectAccepted(await get(bearer(issuer)))
    await until(() => failures(events).length === 2)
  })

  test('with nothing to serve from, the issuer is left alone between attempts', async () => {
    const { issuer, get } = cold()
    issuer.outage('unreachable')
    const refused = expectUndecided(await get(bearer(issuer)))
    expect(refused.response.headers).toContainEqual(['retry-after', '1'])
    for (const outcome of await Promise.all([get(bearer(issuer)), get(bearer(issuer))]))
      expectUndecided(outcome)
    expect(issuer.requests.metadata).toBe(1)
    issuer.clock.advance(1)
    expectUndecided(await get(bearer(issuer)))
    expect(issuer.requests.metadata).toBe(2)
  })

  test('it grows to half a minute at most: 50 failures later, the issuer is asked after 30 s', async () => {
    const { issuer, get } = cold()
    issuer.outage('unreachable')
    for (let failure = 0; failure < 50; failure++) {
      expectUndecided(await get(bearer(issuer)))
      issuer.clock.advance(31)
    }
    expect(issuer.requests.metadata).toBe(50)
    issuer.recover()
    expectAccepted(await get(bearer(issuer)))
  })

  test('Retry-After says how long is left', async () => {
    const { issuer, get } = cold()
    issuer.outage('unreachable')
    for (let failure = 0; failure < 8; failure++) {
      issuer.clock.advance(31)
      expectUndecided(await get(bearer(issuer)))
    }
    const waits = []
    for (let seconds = 0; seconds < 15; seconds += 5) {
      const { response } = expectUndecided(await get(bearer(issuer)))
      waits.push(Number(response.headers.find(([name]) => name === 'retry-after')?.[1]))
      issuer.clock.advance(5)
    }
    expect(waits[0]).toBeGreaterThanOrEqual(15)
    expect(waits[0]).toBeLessThanOrEqual(30)
    expect(waits).toEqual([waits[0], waits[0]! - 5, Math.max(1, waits[0]! - 10)])
  })

  test('1,000 concurrent requests during an outage cost one fetch, and get 503', async () => {
    const { issuer, get } = cold()
    issuer.outage('error', { at: 'jwks' })
    const outcomes = await Promise.all(Array.from({ length: 1000 }, () => get(bearer(issuer))))
    outcomes.forEach(expectUndecided)
    expect([issuer.requests.metadata, issuer.requests.jwks]).toEqual([1, 1])
  })
})

describe('ready()', () => {
  test('resolves when all key sets were fetched', async () => {
    const { server } = cold()
    await expect(server.ready()).resolves.toBeUndefined()
    expect(server.stats().keySets[I]).toMatchObject({ keys: 1, failing: false })
  })

  test('rejects with an infrastructure fault, and the server recovers by itself', async () => {
    const { issuer, get, server } = cold()
    issuer.outage('error')
    await expect(server.ready()).rejects.toMatchObject({
      code: 'metadata_unavailable',
      issuer: I,
      status: 503,
    })
    await expect(server.ready()).rejects.toMatchObject({ family: 'infrastructure' })
    expect(server.stats().keySets[I]).toMatchObject({ keys: 0, failing: true })
    issuer.recover()
    issuer.clock.advance(1)
    expectAccepted(await get(bearer(issuer)))
    await expect(server.ready()).resolves.toBeUndefined()
  })

  test('of several issuers, waits for each, and rejects when one fails', async () => {
    const issuer = quickIssuer()
    const other = 'https://other.example'
    const { get, server } = cold({ issuers: [I, { issuer: other, jwksUri: `${other}/jwks` }] }, issuer)
    await expect(server.ready()).rejects.toMatchObject({ code: 'key_set_unavailable', issuer: other })
    expect(server.stats().keySets).toMatchObject({
      [I]: { keys: 1, failing: false },
      [other]: { keys: 0, failing: true },
    })
    expectAccepted(await get(bearer(issuer)))
  })

  test('resolves while an old set serves on', async () => {
    const { issuer, server } = await warm()
    issuer.outage('error')
    issuer.clock.set(N + 600)
    await expect(server.ready()).resolves.toBeUndefined()
  })
})
