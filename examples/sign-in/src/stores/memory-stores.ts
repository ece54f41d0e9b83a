import session from 'express-session'
import { LRUCache } from 'lru-cache'
import createMemoryStore from 'memorystore'
import { OneAtATime } from './one-at-a-time.js'
import type { Records, RecordsOptions, Stores } from './stores.js'

const maximumSessions = 10_000
const sweepMs = 10 * 60_000
const MemoryStore = createMemoryStore(session)
type MemoryStore = InstanceType<typeof MemoryStore>

/** Everything in the memory of this process, within bounds; gone when it ends. */
export function memoryStores(clock: () => number = Date.now): Stores {
  const opened: MemoryStore[] = []
  return {
    sessions(idleSeconds) {
      const sessions = new MemoryStore({
        max: maximumSessions,
        ttl: idleSeconds * 1000,

        checkPeriod: sweepMs,
      })
      opened.push(sessions)
      return sessions
    },
    records: (_kind, options) => new MemoryRecords(options, clock),
    description: 'memory',
    close: () => opened.forEach((sessions) => sessions.stopInterval()),
  }
}

class MemoryRecords<T extends object> implements Records<T> {
  /** As text, as a store elsewhere would keep it: nobody changes a record by holding on to it. */
  readonly #entries: LRUCache<string, string>
  readonly #locks = new OneAtATime()

  constructor(
    private readonly options: RecordsOptions,
    clock: () => number,
  ) {
    this.#entries = new LRUCache({ max: options.maximum, perf: { now: clock }, ttlResolution: 0 })
  }

  get(key: string): Promise<T | undefined> {
    const text = this.#entries.get(key)
    return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as T))
  }

  set(key: string, value: T, lifetimeSeconds: number): Promise<void> {
    if (this.options.whenFull === 'refuse-new' && !this.#hasRoom(key)) {
      return Promise.reject(new Error('there is no room for another record'))
    }
    this.#entries.set(key, JSON.stringify(value), { ttl: lifetimeSeconds * 1000 })
    return Promise.resolve()
  }

  async take(key: string): Promise<T | undefined> {
    const found = this.get(key)
    this.#entries.delete(key)
    return found
  }

  exclusively<R>(key: string, work: () => Promise<R>): Promise<R> {
    return this.#locks.run(key, work)
  }

  #hasRoom(key: string): boolean {
    if (this.#entries.size < this.options.maximum || this.#entries.has(key)) return true
    this.#entries.purgeStale()
    return this.#entries.size < this.options.maximum
  }
}
