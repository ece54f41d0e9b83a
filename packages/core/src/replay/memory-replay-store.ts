import type { Clock } from '../clock.js'
import { readClock } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import type { ReplayStore, Reservation } from './replay-store.js'

/** Options of the replay store in memory. */
export interface MemoryReplayStoreOptions {
  /**
   * How many proofs it may remember; with more, requests get 503 until some expire.
   *
   * @default 100000, which take less than 20 MB
   */
  readonly maxEntries?: number
  /**
   * The time in seconds since 1970, for tests.
   *
   * @default the clock of the machine
   */
  readonly clock?: Clock
}

/** The keys that may be forgotten at the same second. */
type Bucket = string[]

/**
 * A replay store in the memory of this process: a proof that was used here is not known to other instances, and is forgotten at a
 * restart. A clock that was ahead for longer than proofs live has forgotten those of that time.
 *
 * @throws {ConfigurationFault} when `maxEntries` is no number of entries, or `clock` tells no seconds.
 */
export class MemoryReplayStore implements ReplayStore {
  readonly #keys = new Set<string>()
  /** By the second in which they may be forgotten: proofs live for about as long as each other, so there are few. */
  readonly #buckets = new Map<number, Bucket>()
  /** Those of `#keys` that may be reserved once more. */
  readonly #released = new Set<string>()
  readonly #maxEntries: number
  readonly #clock: Clock
  #sweptAt = NaN

  constructor({ maxEntries = 100_000, clock }: MemoryReplayStoreOptions = {}) {
    if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
      throw new ConfigurationFault('maxEntries', 'expected how many proofs the store may remember')
    }
    this.#maxEntries = maxEntries
    this.#clock = readClock('clock', clock)
  }

  /** @throws {Error} for a key that has expired. */
  reserve(key: string, expiresAt: number): Reservation {
    const now = this.#clock()
    // Otherwise it would be forgotten at once, and could come again.
    if (!(now < expiresAt)) throw new Error('the key has expired: this clock and that of the caller differ')
    this.#forgetUntil(now)
    if (this.#released.delete(key)) return 'reserved'
    if (this.#keys.has(key)) return 'seen'
    if (this.#keys.size >= this.#maxEntries) return 'full'
    this.#keys.add(key)
    const second = Math.ceil(expiresAt)
    const bucket = this.#buckets.get(second)
    if (bucket) bucket.push(key)
    else this.#buckets.set(second, [key])
    return 'reserved'
  }

  /** The key keeps its place until it expires, so that what is released again and again takes no more room. */
  release(key: string): void {
    if (this.#keys.has(key)) this.#released.add(key)
  }

  /** Once a second at most, and each key once: what it costs is spread over the calls that have put the keys there. */
  #forgetUntil(now: number): void {
    const second = Math.floor(now)
    if (second === this.#sweptAt) return
    this.#sweptAt = second
    for (const [expiry, bucket] of this.#buckets) {
      if (expiry > second) continue
      for (const key of bucket) {
        this.#keys.delete(key)
        this.#released.delete(key)
      }
      this.#buckets.delete(expiry)
    }
  }
}
