import { RedisReplayStore, RedisRevocationStore } from '@qalqon/redis'
import { Redis } from 'ioredis'
import { describeError, type Log } from './log.js'

/** What all instances of this API must know together: which proofs were used, and which tokens were revoked. */
export interface FleetStores {
  replayStore: RedisReplayStore
  revocationStore: RedisRevocationStore
  /** For people: where it is. Never a password. */
  description: string
  close: () => void
}

/** Other APIs on the same Redis have other names, and so revocations of their own. */
const prefix = 'drive-files:'

/**
 * Both stores on one connection to Redis, which is made in the background and made anew whenever it is lost. While it is away the
 * stores refuse, and requests get 503.
 */
export function openFleetStores(url: string, log: Log): FleetStores {
  const redis = new Redis(url)
  let away = false
  // It is told with every attempt; once for each outage is enough.
  redis.on('error', (error) => {
    if (!away) log('redis_connection_failed', describeError(error))
    away = true
  })
  redis.on('ready', () => {
    if (away) log('redis_connection_back')
    away = false
  })
  const { protocol, host } = new URL(url)
  return {
    replayStore: new RedisReplayStore(redis, { prefix }),
    revocationStore: new RedisRevocationStore(redis, { prefix }),
    description: `${protocol}//${host}`,
    close: () => redis.disconnect(),
  }
}
