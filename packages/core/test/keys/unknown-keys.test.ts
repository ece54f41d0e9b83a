import { UnknownKeys } from '../../src/keys/unknown-keys.js'

test('remembers a key until its time is over', () => {
  const unknown = new UnknownKeys()
  expect(unknown.has('RS256', 'a', 0)).toBe(false)
  unknown.remember('RS256', 'a', 10)
  expect([0, 9.9, 10, 11].map((now) => unknown.has('RS256', 'a', now))).toEqual([true, true, false, false])
})

test('by algorithm and kid, code point by code point', () => {
  const unknown = new UnknownKeys()
  unknown.remember('RS256', 'a', 10)
  expect(unknown.has('ES256', 'a', 0)).toBe(false)
  expect(unknown.has('RS256', 'A', 0)).toBe(false)
  expect(unknown.has('RS256', 'a ', 0)).toBe(false)
})

test('an empty kid is a name; no kid is none', () => {
  const unknown = new UnknownKeys()
  unknown.remember('RS256', '', 10)
  unknown.remember('ES256', undefined, 10)
  expect(unknown.has('RS256', '', 0)).toBe(true)
  expect(unknown.has('RS256', undefined, 0)).toBe(false)
  expect(unknown.has('ES256', undefined, 0)).toBe(false)
})

test('forgets all at once', () => {
  const unknown = new UnknownKeys()
  unknown.remember('RS256', 'a', 10)
  unknown.clear()
  expect(unknown.has('RS256', 'a', 0)).toBe(false)
})

describe('is bounded, and keeps the latest', () => {
  /** How many of so many names of a length are still remembered, and whether the last one is. */
  function remembered(names: number, length: number) {
    const unknown = new UnknownKeys()
    const name = (index: number) => String(index).padStart(length, 'x')
    for (let index = 0; index < names; index++) unknown.remember('ES256', name(index), 10)
    const kept = Array.from({ length: names }, (_, index) => unknown.has('ES256', name(index), 0))
    return { count: kept.filter(Boolean).length, last: kept.at(-1) }
  }

  test('100,000 names: 1,000', () => {
    expect(remembered(100_000, 6)).toEqual({ count: 1000, last: true })
  })

  test('10,000 long names: 128 KiB', () => {
    const { count, last } = remembered(10_000, 1000)
    expect(last).toBe(true)
    expect(count).toBeGreaterThan(100)
    expect(count * 1000).toBeLessThanOrEqual(128 * 1024)
  })

  test('a name that is too long: nothing', () => {
    expect(remembered(1, 2000)).toEqual({ count: 0, last: false })
  })
})
