import { IntrospectionCache } from '../../src/introspection/introspection-cache.js'
import type { JsonObject } from '../../src/json-object.js'
import { digestOf } from '../support/introspection.js'

const N = 1_700_000_000

const cacheOf = (bounds = {}) =>
  new IntrospectionCache({ cacheSeconds: 30, negativeCacheSeconds: 5, maxEntries: 100, ...bounds })

const active = (claims: JsonObject = {}, size = 100) => ({ claims: { active: true, ...claims }, size })
const inactive = { claims: undefined, size: 16 }

/** Keeps an answer that was asked for at N, and returns the moment from which on it does not serve. */
function keep(
  cache: IntrospectionCache,
  digest: string,
  answer: { claims: JsonObject | undefined; size: number },
) {
  const dated = cache.dated(answer, N)
  cache.keep(digest, dated)
  return dated.until
}

const serves = (cache: IntrospectionCache, digest: string, now: number) =>
  cache.find(digest, now) !== undefined

describe('time', () => {
  test.each([
    ['without exp', {}, 30],
    ['with an exp far away', { exp: N + 3600 }, 30],
    ['with an exp before the cap', { exp: N + 2 }, 2],
    ['with an exp that is no number', { exp: 'never' }, 30],
  ])('an active answer %s', (_what, claims, seconds) => {
    const cache = cacheOf()
    expect(keep(cache, 'a', active(claims))).toBe(N + seconds)
    expect(serves(cache, 'a', N)).toBe(true)
    expect(serves(cache, 'a', N + seconds - 0.01)).toBe(true)
    expect(serves(cache, 'a', N + seconds)).toBe(false)
    expect(cache.size).toBe(0)
  })

  test('an answer that is not active serves briefly', () => {
    const cache = cacheOf()
    expect(keep(cache, 'a', inactive)).toBe(N + 5)
    expect(cache.find('a', N + 4.9)).toMatchObject({ claims: undefined })
    expect(serves(cache, 'a', N + 5)).toBe(false)
  })

  test('with 0 seconds nothing is kept', () => {
    const cache = cacheOf({ cacheSeconds: 0, negativeCacheSeconds: 0 })
    keep(cache, 'a', active())
    keep(cache, 'b', inactive)
    expect(cache.size).toBe(0)
  })

  test('an answer about a token that is over already is not kept', () => {
    const cache = cacheOf()
    keep(cache, 'a', active({ exp: N }))
    expect(cache.size).toBe(0)
  })

  test('when the clock is set back to before it was asked for, an answer does not serve', () => {
    const cache = cacheOf()
    keep(cache, 'a', active())
    expect(serves(cache, 'a', N - 1)).toBe(false)
    expect(serves(cache, 'a', N)).toBe(false)
  })
})

describe('forgetting', () => {
  test('one answer, of either kind', () => {
    const cache = cacheOf()
    for (const [digest, answer] of [
      ['a', active()],
      ['b', inactive],
      ['c', active()],
    ] as const)
      keep(cache, digest, answer)
    cache.forget('a')
    cache.forget('b')
    cache.forget('unknown')
    expect(['a', 'b', 'c'].map((digest) => serves(cache, digest, N))).toEqual([false, false, true])
  })

  test('those of which a condition holds', () => {
    const cache = cacheOf()
    for (const sub of ['alice', 'bob', 'carol']) keep(cache, sub, active({ sub }))
    keep(cache, 'x', inactive)
    cache.forgetWhere(({ sub }) => sub !== 'bob')
    expect(['alice', 'bob', 'carol', 'x'].map((digest) => serves(cache, digest, N))).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  test('a new answer replaces an old one of the other kind', () => {
    const cache = cacheOf()
    keep(cache, 'a', active())
    keep(cache, 'a', inactive)
    expect(cache.find('a', N)).toMatchObject({ claims: undefined })
    keep(cache, 'a', active())
    expect(cache.find('a', N)?.claims).toBeDefined()
    expect(cache.size).toBe(1)
  })
})

describe('bounds', () => {
  test('the oldest make room, and are counted', () => {
    const cache = cacheOf({ maxEntries: 3 })
    for (const digest of ['a', 'b', 'c', 'd']) keep(cache, digest, active())
    expect(['a', 'b', 'c', 'd'].map((digest) => serves(cache, digest, N))).toEqual([false, true, true, true])
    expect([cache.size, cache.evictions]).toEqual([3, 1])
  })

  test('7662-4-b: 10^5 random tokens leave bounded entries, and drive out no active answer', () => {
    const cache = cacheOf({ maxEntries: 1000 })
    for (let i = 0; i < 100; i++) keep(cache, `good ${i}`, active())
    for (let i = 0; i < 100_000; i++) keep(cache, digestOf(`random ${i}`), inactive)
    expect(cache.size).toBe(1100)
    expect(Array.from({ length: 100 }, (_, i) => serves(cache, `good ${i}`, N))).not.toContain(false)
  })

  test('large answers make room for each other before they are many', () => {
    const cache = cacheOf({ maxEntries: 16 })
    for (let i = 0; i < 16; i++) keep(cache, String(i), active({}, 60_000))
    expect(cache.size).toBe(1)
    keep(cache, 'too large', active({}, 100_000))
    expect(serves(cache, 'too large', N)).toBe(false)
  })
})
