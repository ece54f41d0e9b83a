import type { ReplayStore, Reservation } from '@qalqon/core'
import { millisecondsUntil } from './lifetime.js'
import { RedisCalls } from './redis-calls.js'
import { commandsOf, type RedisClient, type RedisCommands } from './redis-client.js'
import { isOutage, RedisStoreError } from './redis-store-error.js'
import { readOptions, type RedisStoreOptions, type RedisStoreSettings } from './redis-store-options.js'

/** Options of the replay store on Redis. */
export interface RedisReplayStoreOptions extends RedisStoreOptions {
  /**
   * What happens while Redis does not answer. `refuse`: the request gets 503. **`allow-replays` lets each proof through that
   * cannot be looked up**: whoever has got hold of a proof and its token can use them again during an outage, for as long as the proof is
   * fresh. Tell yourself by `onError` when that happens.
   *
   * When Redis has no memory left, does not let the connection do it, or answers something that is no answer, requests get 503 with either.
   *
   * @default `'refuse'`
   */
  readonly onOutage?: 'refuse' | 'allow-replays'
}

/**
 * A replay store on Redis or Valkey, for instances of an API that share their load: of many calls with one key, at whatever instance,
 * exactly one reserves it. Each call is one command on one key, `SET … PX … NX`, or a script that deletes it, so that a cluster spreads the keys over its nodes.
 *
 * It cannot check how Redis is set up. Where Redis drops keys when memory is short (`maxmemory-policy` other than `noeviction`), or
 * loses the latest ones in a failover, a proof can be used once more.
 *
 * @see RFC 9449 §11.1
 */
export class RedisReplayStore implements ReplayStore {
  readonly #commands: RedisCommands
  readonly #calls: RedisCalls
  readonly #settings: RedisStoreSettings

  /**
   * @param client a connection of `ioredis` or `redis`, which stays yours: the store neither opens nor closes it
   * @throws {ConfigurationFault} naming the option, or `client`
   */
  constructor(client: RedisClient, options: RedisReplayStoreOptions = {}) {
    this.#settings = readOptions(options, 'allow-replays')
    this.#commands = commandsOf(client)
    this.#calls = new RedisCalls(this.#settings.timeoutMs)
  }

  /**
   * Looks a key up and remembers it until a time, in seconds since 1970, in one step. It answers `full` when Redis has no memory left.
   *
   * @throws {RedisStoreError} when Redis did not say, or not in time, unless `onOutage` allows it; for a key that has expired
   * @throws {TypeError} when the time is none
   */
  async reserve(key: string, expiresAt: number): Promise<Reservation> {
    const { prefix, clock, onError, allows } = this.#settings
    const milliseconds = millisecondsUntil(expiresAt, clock())
    try {
      if (milliseconds <= 0) throw expired()
      const name = `${prefix}replay:${key}`
      return reservationOf(await this.#calls.run(() => this.#commands.setIfAbsent(name, '1', milliseconds)))
    } catch (error) {
      const failure = error as RedisStoreError
      onError(failure)
      if (failure.reason === 'full') return 'full'
      if (allows && isOutage(failure)) return 'reserved'
      throw failure
    }
  }

  /**
   * Takes a reservation back: the key can be reserved once more. A key that is not remembered is left alone.
   *
   * @throws {RedisStoreError} when Redis did not say that it is done, or not in time: the key then stays used
   */
  async release(key: string): Promise<void> {
    const { prefix, onError } = this.#settings
    try {
      const answer = await this.#calls.run(() =>
        this.#commands.runScript(removal, `${prefix}replay:${key}`, []),
      )
      if (answer !== 0 && answer !== 1) throw notRemoved()
    } catch (error) {
      onError(error as RedisStoreError)
      throw error
    }
  }
}

/** A script, since every client has a way to run one. */
const removal = "return redis.call('DEL', KEYS[1])"

const notRemoved = () => new RedisStoreError('unclear', 'Redis answered EVAL with something else than 0 or 1')

/** It would be forgotten at once, and could come again. */
const expired = () =>
  new RedisStoreError('expired', 'the key has expired: this clock and that of the caller differ')

function reservationOf(answer: unknown): Reservation {
  if (answer === 'OK') return 'reserved'
  if (answer === null) return 'seen'
  throw new RedisStoreError('unclear', 'Redis answered SET neither with OK nor with nothing')
}
