import { createTestKey } from '@qalqon/testing'
import type { KeySetOptions } from '../../src/index.js'
import { expectAccepted, expectRefused, expectUndecided, R } from '../support/matrix.js'
import { bearer, heldFetch, isSettled, quickIssuer, until, warm, withKid } from '../support/key-sets.js'

const refusedAsUnknown = (outcome: Parameters<typeof expectRefused>[0]) =>
  expectRefused(outcome, 401, 'invalid_token', 'key_not_found')

/** A resource server whose fetches can be held up. */
async function holdable(keySets: KeySetOptions = {}) {
  const issuer = quickIssuer()
  const held = heldFetch(issuer.fetch)
  return { ...(await warm({ fetch: held.fetch, keySets }, issuer)), ...held }
}

/** The same, when its cool-down is over. */
async function rested() {
  const built = await holdable()
  built.issuer.clock.advance(5)
  return built
}

/** Names another key in the header of a token, whose signature is then void; that is cheaper than to sign anew. */
function renamed(authorization: string, kid: string): string {
  const [header, ...rest] = authorization.slice('Bearer '.length).split('.')
  const members = JSON.parse(Buffer.from(header!, 'base64url').toString()) as object
  return `Bearer ${[Buffer.from(JSON.stringify({ ...members, kid })).toString('base64url'), ...rest].join('.')}`
}

describe('one fetch per cool-down', () => {
  test('5,000 unknown kids in a second cost one fetch; a key rotated right after is accepted within 5 s', async () => {
    const { issuer, get, server } = await rested()
    const token = bearer(issuer)
    const send = async (kid: string) =>
      server.authorize({ method: 'GET', url: R, headers: { authorization: renamed(token, kid) } })
    for (let batch = 0; batch < 8; batch++) {
      const kids = Array.from({ length: 625 }, (_, index) => `flood-${batch}-${index}`)
      for (const outcome of await Promise.all(kids.map(send)))
        expect(outcome).toMatchObject({ ok: false, fault: { code: 'key_not_found', status: 401 } })
      issuer.clock.advance(0.125)
    }
    expect(issuer.requests.jwks).toBe(1)
    issuer.rotateKeys()
    refusedAsUnknown(await get(bearer(issuer)))
    expect(issuer.requests.jwks).toBe(1)
    issuer.clock.advance(4)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.jwks).toBe(2)
  })

  test('however often a new key was asked for before, it is found when the cool-down ends', async () => {
    const { issuer, get } = await warm()
    issuer.rotateKeys()
    for (let second = 0; second < 5; second++) {
      refusedAsUnknown(await get(bearer(issuer)))
      issuer.clock.advance(1)
    }
    const outcomes = await Promise.all([get(bearer(issuer)), get(withKid(issuer, 'other'))])
    expectAccepted(outcomes[0])
    refusedAsUnknown(outcomes[1])
    expect(issuer.requests.jwks).toBe(1)
  })

  test('the cool-down counts from the end of the fetch', async () => {
    const { issuer, get, hold, letGo } = await rested()
    hold()
    const first = get(withKid(issuer, 'a'))
    issuer.clock.advance(4)
    letGo()
    refusedAsUnknown(await first)
    issuer.clock.advance(4)
    refusedAsUnknown(await get(withKid(issuer, 'b')))
    expect(issuer.requests.jwks).toBe(1)
    issuer.clock.advance(1)
    refusedAsUnknown(await get(withKid(issuer, 'c')))
    expect(issuer.requests.jwks).toBe(2)
  })

  test('unknownKeyCooldownSeconds sets it', async () => {
    const { issuer, get } = await warm({ keySets: { unknownKeyCooldownSeconds: 60 } })
    issuer.rotateKeys()
    issuer.clock.advance(59)
    refusedAsUnknown(await get(bearer(issuer)))
    issuer.clock.advance(1)
    expectAccepted(await get(bearer(issuer)))
  })

  test('a known kid with another algorithm is an unknown key', async () => {
    const { issuer, get } = await rested()
    const key = createTestKey({ kid: 'k1', algorithm: 'ES384' })
    refusedAsUnknown(await get(bearer(issuer, { key })))
    refusedAsUnknown(await get(bearer(issuer, { key })))
    expect(issuer.requests.jwks).toBe(1)
  })
})

describe('waiting', () => {
  test('good tokens do not wait for a fetch that an unknown key brought about', async () => {
    const { issuer, get, hold, letGo } = await rested()
    hold()
    const unknown = get(withKid(issuer, 'a'))
    expectAccepted(await get(bearer(issuer)))
    expect(await isSettled(unknown)).toBe(false)
    letGo()
    refusedAsUnknown(await unknown)
  })

  test('nor does a key that was lately found missing', async () => {
    const { issuer, get, hold, letGo } = await holdable()
    issuer.clock.advance(3)
    refusedAsUnknown(await get(withKid(issuer, 'missing')))
    issuer.clock.advance(2)
    hold()
    const other = get(withKid(issuer, 'other'))
    refusedAsUnknown(await get(withKid(issuer, 'missing')))
    expect(await isSettled(other)).toBe(false)
    issuer.clock.advance(3)
    const later = get(withKid(issuer, 'missing'))
    expect(await isSettled(later)).toBe(false)
    letGo()
    refusedAsUnknown(await other)
    refusedAsUnknown(await later)
  })

  test('a fetched set clears what was found missing', async () => {
    const { issuer, get, events, hold, letGo } = await holdable({ unknownKeyCooldownSeconds: 1000 })
    issuer.clock.advance(100)
    refusedAsUnknown(await get(withKid(issuer, 'late')))
    issuer.clock.advance(380)
    expectAccepted(await get(bearer(issuer)))
    await until(() => events.some(({ type }) => type === 'key_set_refreshed'))
    const key = issuer.addKey({ kid: 'late' })
    issuer.clock.advance(480)
    hold()
    const late = get(bearer(issuer, { key }))
    expect(await isSettled(late)).toBe(false)
    letGo()
    expectAccepted(await late)
  })
})

describe('after a fetch that failed nobody knows', () => {
  test('the token that caused it, and later ones, get 503 and not 401', async () => {
    const { issuer, get, events } = await rested()
    issuer.outage('error')
    const refused = expectUndecided(await get(withKid(issuer, 'a')))
    expect(refused.fault.code).toBe('key_set_unavailable')
    expectUndecided(await get(withKid(issuer, 'a')))
    const later = expectUndecided(await get(withKid(issuer, 'b')))
    expect(later.response.headers).toContainEqual(['retry-after', '5'])
    expect(events.filter(({ type }) => type === 'key_set_refresh_failed')).toHaveLength(1)
    expectAccepted(await get(bearer(issuer)))
  })

  test('also one that was found missing before', async () => {
    const { issuer, get } = await warm()
    issuer.clock.advance(4)
    refusedAsUnknown(await get(withKid(issuer, 'a')))
    issuer.outage('error')
    issuer.clock.advance(1)
    expectUndecided(await get(withKid(issuer, 'b')))
    expectUndecided(await get(withKid(issuer, 'a')))
  })

  test('while the next fetch hangs, it does not wait for that answer', async () => {
    const { issuer, get, events, hold, letGo } = await holdable({ unknownKeyCooldownSeconds: 1000 })
    issuer.clock.advance(480)
    refusedAsUnknown(await get(withKid(issuer, 'a')))
    await until(() => events.some(({ type }) => type === 'key_set_refreshed'))
    issuer.clock.advance(470)
    refusedAsUnknown(await get(withKid(issuer, 'a')))
    issuer.outage('error')
    issuer.clock.advance(10)
    expectAccepted(await get(bearer(issuer)))
    await until(() => events.some(({ type }) => type === 'key_set_refresh_failed'))
    issuer.clock.advance(1)
    hold()
    expectAccepted(await get(bearer(issuer)))
    expectUndecided(await get(withKid(issuer, 'a')))
    const waiting = get(withKid(issuer, 'b'))
    expect(await isSettled(waiting)).toBe(false)
    letGo()
    expectUndecided(await waiting)
  })

  test('tokens that name no key get 503 as well', async () => {
    const { issuer, get } = await rested()
    issuer.outage('error')
    issuer.rotateKeys()
    expectUndecided(await get(withKid(issuer, undefined)))
    expectUndecided(await get(withKid(issuer, undefined)))
    issuer.recover()
    issuer.clock.advance(5)
    expectAccepted(await get(withKid(issuer, undefined)))
  })

  test('the cool-down holds for fetches that fail, too, and then the answer is 401 again', async () => {
    const { issuer, get } = await rested()
    issuer.outage('error', { at: 'jwks' })
    for (let second = 0; second < 5; second++) {
      expectUndecided(await get(withKid(issuer, `a${second}`)))
      issuer.clock.advance(1)
    }
    expect(issuer.requests.jwks).toBe(1)
    issuer.recover()
    refusedAsUnknown(await get(withKid(issuer, 'a0')))
    expect(issuer.requests.jwks).toBe(2)
  })
})
