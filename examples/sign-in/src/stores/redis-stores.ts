import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { RedisStore } from 'connect-redis'
import type { Redis } from 'ioredis'
import { OneAtATime } from './one-at-a-time.js'
import { RedisConnection } from './redis-connection.js'
import type { Records, Stores } from './stores.js'

/** Longer than anything that is done under a lock: four requests to the issuer in turn, see `timeoutMs` in options.ts. */
const lockMs = 60_000
const pollMs = 50
const answerMs = 5_000

/**
 * Everything in Redis, shared by all instances of a client.
 *
 * @param onError is told once for each outage
 */
export function redisStores(url: string, part: string, onError: (error: Error) => void): Stores {
  // A request waits a moment for a connection that was lost, or for a server that does not answer, and then fails.
  const redis = new RedisConnection(url, { maxRetriesPerRequest: 2, commandTimeout: answerMs })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) onError(error)
    away = true
  })
  redis.on('ready', () => (away = false))
  const { protocol, host } = new URL(url)
  return {
    sessions: (idleSeconds) =>
      new RedisStore({ client: redis, prefix: `${part}:session:`, ttl: idleSeconds }),
    records: (kind) => new RedisRecords(redis, `${part}:${kind}:`),
    description: `${protocol}//${host}`,
    close: () => redis.disconnect(),
  }
}

class RedisRecords<T extends object> implements Records<T> {
  /** Those of this process wait here, and only one of them asks Redis. */
  readonly #here = new OneAtATime()

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async get(key: string): Promise<T | undefined> {
    return this.#parse(await this.redis.get(this.prefix + key))
  }

  async set(key: string, value: T, lifetimeSeconds: number): Promise<void> {
    await this.redis.set(
      this.prefix + key,
      JSON.stringify(value),
      'EX',
      Math.max(1, Math.ceil(lifetimeSeconds)),
    )
  }

  async take(key: string): Promise<T | undefined> {
    return this.#parse(await this.redis.getdel(this.prefix + key))
  }

  exclusively<R>(key: string, work: () => Promise<R>): Promise<R> {
    return this.#here.run(key, async () => {
      const lock = `${this.prefix}lock:${key}`
      const mine = randomUUID()
      await this.#acquire(lock, mine)
      try {
        return await work()
      } finally {
        await this.#release(lock, mine)
      }
    })
  }

  async #acquire(lock: string, mine: string): Promise<void> {
    for (let waited = 0; waited <= lockMs; waited += pollMs) {
      if ((await this.redis.set(lock, mine, 'PX', lockMs, 'NX')) === 'OK') return
      await delay(pollMs)
    }
    throw new Error('another instance did not finish its work in time')
  }

  /** A lock that has run out may be somebody else's by now. */
  async #release(lock: string, mine: string): Promise<void> {
    const script =
      "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
    // One that cannot be released runs out.
    await this.redis.eval(script, 1, lock, mine).catch(() => undefined)
  }

  /** What is read was written by {@link set}. */
  #parse(text: string | null): T | undefined {
    return text === null ? undefined : (JSON.parse(text) as T)
  }
}
