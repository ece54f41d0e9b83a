import { createTestClock, replayStoreConformance } from '@qalqon/testing'
import { MemoryReplayStore, MemoryRevocationStore } from '../../src/index.js'

const N = 1_700_000_000

function storeOf(maxEntries?: number) {
  const clock = createTestClock(N)
  const store = new MemoryReplayStore({ clock, ...(maxEntries !== undefined && { maxEntries }) })
  return { clock, store }
}

describe('does what every replay store must', () => {
  const clock = createTestClock(N)
  const checks = replayStoreConformance({ create: () => new MemoryReplayStore({ clock }), clock })
  for (const { name, run } of checks) test(name, run)
})

test('a key is reserved once, until it may be forgotten', () => {
  const { clock, store } = storeOf()
  expect(store.reserve('a', N + 60)).toBe('reserved')
  expect(store.reserve('a', N + 90)).toBe('seen')
  expect(store.reserve('b', N + 60)).toBe('reserved')
  clock.set(N + 59.9)
  expect(store.reserve('a', N + 90)).toBe('seen')
  clock.set(N + 60)
  expect(store.reserve('a', N + 90)).toBe('reserved')
})

test('a full store forgets nothing that lives, and has room again when something has expired', () => {
  const { clock, store } = storeOf(2)
  store.reserve('a', N + 10)
  store.reserve('b', N + 20)
  expect(store.reserve('c', N + 30)).toBe('full')
  expect([store.reserve('a', N + 30), store.reserve('b', N + 30)]).toEqual(['seen', 'seen'])
  clock.set(N + 10)
  expect(store.reserve('c', N + 30)).toBe('reserved')
  expect(store.reserve('a', N + 30)).toBe('full')
})

test('a key that is released again and again takes one place, and its place until it expires', () => {
  const { clock, store } = storeOf(2)
  for (let time = 0; time < 5; time++) {
    expect(store.reserve('a', N + 10)).toBe('reserved')
    store.release('a')
  }
  expect([store.reserve('b', N + 10), store.reserve('c', N + 10)]).toEqual(['reserved', 'full'])
  clock.set(N + 10)
  expect([store.reserve('a', N + 20), store.reserve('a', N + 20)]).toEqual(['reserved', 'seen'])
})

test('a clock that is set back frees nothing', () => {
  const { clock, store } = storeOf()
  store.reserve('a', N + 10)
  clock.set(N - 1000)
  expect(store.reserve('a', N + 10)).toBe('seen')
  clock.set(N + 10)
  expect(store.reserve('a', N + 20)).toBe('reserved')
})

test.each([0, -1, 1.5, NaN, Infinity, '10', null])('maxEntries %p is a mistake', (maxEntries) => {
  expect(() => new MemoryReplayStore({ maxEntries: maxEntries as number })).toThrow(/maxEntries/)
})

test.each<[string, unknown, RegExp]>([
  ['milliseconds', Date.now, /clock: it returns milliseconds; divide them by 1000/],
  ['no number', () => NaN, /clock: expected a function that returns the seconds/],
  ['no function', 5, /clock: expected a function/],
])('a clock that tells %s is a mistake, for revocations too', (_what, clock, message) => {
  for (const Store of [MemoryReplayStore, MemoryRevocationStore]) {
    expect(() => new Store({ clock: clock as () => number })).toThrow(message)
  }
})
