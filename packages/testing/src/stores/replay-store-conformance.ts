import { deepEqual, equal, notEqual } from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  before,
  checksOf,
  type Bench,
  type Checks,
  type ConformanceCheck,
  type FleetBench,
  type StoreSetup,
} from './store-conformance.js'

/** A replay store: the port `ReplayStore` of `@qalqon/core`. */
export interface ReplayStoreUnderTest {
  reserve(key: string, expiresAt: number): Reservation | PromiseLike<Reservation>
  release?(key: string): void | PromiseLike<void>
}

type Reservation = 'reserved' | 'seen' | 'full'

/**
 * What every replay store must do, as a list of named checks. It holds a store to the port alone: that a key which has not expired is
 * never dropped for another when there is no room is for tests of the store's own, since only those can fill it.
 *
 * @example
 * const checks = replayStoreConformance({ create: () => new MyReplayStore() })
 * for (const { name, run } of checks) test(name, run)
 * @see RFC 9449 §11.1
 */
export const replayStoreConformance = <Store extends ReplayStoreUnderTest>(
  setup: StoreSetup<Store>,
): ConformanceCheck[] => checksOf(setup, { ...alone, ...withRelease }, inFleet)

const alone: Checks<Bench<ReplayStoreUnderTest>> = {
  'a key is reserved once, and seen from then on': async ({ store, clock }) => {
    const [key, expiresAt] = [newKey(), endOf(clock.now, 60)]
    const answers = []
    for (let time = 0; time < 3; time++) answers.push(await store.reserve(key, expiresAt))
    deepEqual(answers, ['reserved', 'seen', 'seen'])
  },

  'other keys stay free': async ({ store, clock }) => {
    const expiresAt = endOf(clock.now, 60)
    for (let time = 0; time < 3; time++) equal(await store.reserve(newKey(), expiresAt), 'reserved')
  },

  'keys that look alike are different keys': async ({ store, clock }) => {
    const own = newKey().slice(0, 38)
    const alike = ['aaaaa', 'aaaaA', 'AAAAA', '-----', '_____', '-a---', '-A---', '00000', '0000O']
    for (const end of alike) {
      equal(await store.reserve(own + end, endOf(clock.now, 60)), 'reserved', `reserves …${end}`)
      equal(await store.reserve(end + own, endOf(clock.now, 60)), 'reserved', `reserves ${end}…`)
    }
    for (const end of alike) equal(await store.reserve(own + end, endOf(clock.now, 60)), 'seen', `…${end}`)
  },

  'of 200 calls at once with one key, one is told that it is reserved': async ({ store, clock }) => {
    deepEqual(await race([store], endOf(clock.now, 60)), { reserved: 1, seen: 199 })
  },

  'a key is free again when its time is over, and can be reserved once more': async ({
    store,
    clock,
    lifetime,
  }) => {
    const [key, expiresAt] = [newKey(), endOf(clock.now, lifetime)]
    equal(await store.reserve(key, expiresAt), 'reserved')
    await clock.advance(0.5)
    // It may reject a time that has gone by in the meantime.
    const early = await answerOf(store, key, expiresAt)
    before(expiresAt, clock, () => equal(early, 'seen', 'before its time is over'))
    await clock.advance(expiresAt - clock.now + 0.1)
    const later = endOf(clock.now, 60)
    equal(await store.reserve(key, later), 'reserved', 'after its time')
    equal(await store.reserve(key, later), 'seen')
  },

  'a second call does not make it be forgotten earlier': async ({ store, clock }) => {
    const key = newKey()
    equal(await store.reserve(key, endOf(clock.now, 60)), 'reserved')
    equal(await store.reserve(key, endOf(clock.now, 1)), 'seen')
    await clock.advance(1.5)
    equal(await store.reserve(key, endOf(clock.now, 60)), 'seen')
  },

  'a key whose time is over when it comes is never reserved, since it could come again': async ({
    store,
    clock,
  }) => {
    const key = newKey()
    // It may reject: whoever asks goes by another clock.
    const answer = await answerOf(store, key, endOf(clock.now, -10))
    notEqual(answer, 'reserved')
    equal(await store.reserve(key, endOf(clock.now, 60)), 'reserved', 'with a time that lies ahead')
  },

  'a key is remembered for long, too': async ({ store, clock }) => {
    const [key, inHundredDays] = [newKey(), endOf(clock.now, 100 * 24 * 3600)]
    equal(await store.reserve(key, inHundredDays), 'reserved')
    await clock.advance(0.5)
    equal(await store.reserve(key, inHundredDays), 'seen')
  },
}

const withRelease: Checks<Bench<ReplayStoreUnderTest>> = {
  'where the store has release: a key that is released can be reserved once more, and once only': async ({
    store,
    clock,
  }) => {
    if (!store.release) return
    const [key, other, expiresAt] = [newKey(), newKey(), endOf(clock.now, 60)]
    for (const name of [key, other]) equal(await store.reserve(name, expiresAt), 'reserved')
    for (let time = 0; time < 3; time++) {
      await store.release(key)
      equal(await store.reserve(key, expiresAt), 'reserved', `release ${time + 1}`)
      equal(await store.reserve(key, expiresAt), 'seen', `after release ${time + 1}`)
    }
    equal(await store.reserve(other, expiresAt), 'seen', 'a key that was not released')
  },

  'where the store has release: to release a key that is not remembered changes nothing': async ({
    store,
    clock,
  }) => {
    if (!store.release) return
    const [key, expiresAt] = [newKey(), endOf(clock.now, 60)]
    await store.release(key)
    equal(await store.reserve(key, expiresAt), 'reserved')
    equal(await store.reserve(key, expiresAt), 'seen')
  },

  'where the store has release: a key that was released is forgotten in its time': async ({
    store,
    clock,
  }) => {
    if (!store.release) return
    const [key, expiresAt] = [newKey(), endOf(clock.now, 2)]
    await store.reserve(key, expiresAt)
    await store.release(key)
    await clock.advance(expiresAt - clock.now + 0.1)
    const later = endOf(clock.now, 60)
    equal(await store.reserve(key, later), 'reserved', 'after its time')
    equal(await store.reserve(key, later), 'seen')
  },
}

const inFleet: Checks<FleetBench<ReplayStoreUnderTest>> = {
  'what one instance has reserved, another has seen': async ({ store, peer, clock }) => {
    const [key, expiresAt] = [newKey(), endOf(clock.now, 60)]
    equal(await store.reserve(key, expiresAt), 'reserved')
    equal(await peer.reserve(key, expiresAt), 'seen')
  },

  'of 200 calls at once at two instances, one is told that the key is reserved': async ({
    store,
    peer,
    clock,
  }) => {
    deepEqual(await race([store, peer], endOf(clock.now, 60)), { reserved: 1, seen: 199 })
  },

  'where the store has release: what one instance has released, another can reserve': async ({
    store,
    peer,
    clock,
  }) => {
    if (!store.release) return
    const [key, expiresAt] = [newKey(), endOf(clock.now, 60)]
    await store.reserve(key, expiresAt)
    await store.release(key)
    equal(await peer.reserve(key, expiresAt), 'reserved')
    equal(await store.reserve(key, expiresAt), 'seen')
  },
}

/** As a resource server makes them: 43 characters of the alphabet of base64url. */
const newKey = () => randomBytes(32).toString('base64url')

/** A time in whole seconds. */
const endOf = (now: number, seconds: number) => Math.floor(now) + seconds

/** What a store answers, or nothing where it rejects. */
async function answerOf(
  store: ReplayStoreUnderTest,
  key: string,
  expiresAt: number,
): Promise<Reservation | undefined> {
  try {
    return await store.reserve(key, expiresAt)
  } catch {
    return undefined
  }
}

/** How often each answer came. */
async function race(
  stores: readonly ReplayStoreUnderTest[],
  expiresAt: number,
): Promise<Partial<Record<Reservation, number>>> {
  const key = newKey()
  const calls = Array.from({ length: 200 / stores.length }, () =>
    stores.map(async (store) => store.reserve(key, expiresAt)),
  )
  const counts: Partial<Record<Reservation, number>> = {}
  for (const answer of await Promise.all(calls.flat())) counts[answer] = (counts[answer] ?? 0) + 1
  return counts
}
