import type { RevocableToken, RevocationSelector, RevocationStore } from '@qalqon/core'
import { millisecondsUntil } from './lifetime.js'
import { RedisCalls } from './redis-calls.js'
import { commandsOf, type RedisClient, type RedisCommands } from './redis-client.js'
import { isOutage, RedisStoreError } from './redis-store-error.js'
import { readOptions, type RedisStoreOptions, type RedisStoreSettings } from './redis-store-options.js'
import { always, isCovered, keepTheLater } from './revoked-before.js'
import { nameOf, namesOf } from './revocation-keys.js'

/** Options of the revocation store on Redis. */
export interface RedisRevocationStoreOptions extends RedisStoreOptions {
  /**
   * What happens while Redis does not answer. `refuse`: the request gets 503. **`allow-revoked` lets each token through that
   * cannot be looked up, also one that was revoked**, until it expires or Redis is back. Tell yourself by `onError` when that happens.
   *
   * To revoke a token fails with either, as does what Redis does not let the connection do, and an answer that is none.
   *
   * @default `'refuse'`
   */
  readonly onOutage?: 'refuse' | 'allow-revoked'
}

/**
 * A revocation store on Redis or Valkey: what one instance of an API revokes, all refuse at once. Each request is one command (`MGET`).
 *
 * Redis gets hashes of issuers and names, times, and nothing of what was proved of a token. All revocations of one prefix lie on one node of
 * a cluster, so that one command reads them.
 *
 * It cannot check how Redis is set up. Where Redis drops keys when memory is short (`maxmemory-policy` other than `noeviction`), forgets
 * them at a restart, loses the latest ones in a failover, or is read from a replica that lags behind, a revoked token counts again.
 */
export class RedisRevocationStore implements RevocationStore {
  readonly #commands: RedisCommands
  readonly #calls: RedisCalls
  readonly #settings: RedisStoreSettings

  /**
   * @param client a connection of `ioredis` or `redis`, which stays yours: the store neither opens nor closes it
   * @throws {ConfigurationFault} naming the option, or `client`
   */
  constructor(client: RedisClient, options: RedisRevocationStoreOptions = {}) {
    this.#settings = readOptions(options, 'allow-revoked')
    this.#commands = commandsOf(client)
    this.#calls = new RedisCalls(this.#settings.timeoutMs)
  }

  /**
   * Whether any revocation covers a token.
   *
   * @throws {RedisStoreError} when Redis did not say, or not in time, unless `onOutage` allows it
   */
  async isRevoked(token: RevocableToken): Promise<boolean> {
    const keys = namesOf(token).map((name) => this.#keyOf(name))
    try {
      const entries = await this.#calls.run(() => this.#commands.getAll(keys))
      if (Array.isArray(entries) && entries.length === keys.length) {
        return entries.some((entry) => isCovered(entry, token.issuedAt))
      }
      throw new RedisStoreError(
        'unclear',
        'Redis answered MGET with something else than a value for each key',
      )
    } catch (error) {
      const failure = error as RedisStoreError
      this.#settings.onError(failure)
      if (this.#settings.allows && isOutage(failure)) return false
      throw error
    }
  }

  /**
   * Remembers a revocation until a time, in seconds since 1970, and takes back nothing of an earlier one. One whose time is over is not
   * sent.
   *
   * @throws {RedisStoreError} when Redis has not confirmed it, or not in time: then nobody knows whether it is in force. It can be sent again.
   * @throws {TypeError} when a time is none
   */
  async revoke(selector: RevocationSelector, until: number): Promise<void> {
    const milliseconds = millisecondsUntil(until, this.#settings.clock())
    const before = 'issuedBefore' in selector ? timeOf(selector.issuedBefore) : always
    if (milliseconds <= 0) return
    const [key, args] = [this.#keyOf(nameOf(selector)), [before, String(milliseconds)]]
    try {
      const answer = await this.#calls.run(() => this.#commands.runScript(keepTheLater, key, args))
      if (answer !== 1) throw new RedisStoreError('unclear', 'Redis answered EVAL with something else than 1')
    } catch (error) {
      this.#settings.onError(error as RedisStoreError)
      throw error
    }
  }

  /** In a cluster, what stands in braces chooses the node. */
  #keyOf(name: string): string {
    return `${this.#settings.prefix}{revoked}:${name}`
  }
}

function timeOf(issuedBefore: number): string {
  if (Number.isFinite(issuedBefore)) return String(issuedBefore)
  throw new TypeError('issuedBefore: expected seconds since 1970')
}
