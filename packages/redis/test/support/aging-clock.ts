import { createTestClock, type StoreClock } from '@qalqon/testing'
import type { Redis } from 'ioredis'

/**
 * A clock whose time goes by for Redis too. Redis counts down by itself how long it keeps a key, so each key is made older by as much.
 * That Redis lets go of a key in the end is its own affair.
 */
export function agingClock(redis: Redis): StoreClock & (() => number) {
  const clock = createTestClock()
  const advance = async (seconds: number) => {
    clock.advance(seconds)
    for (const key of await redis.keys('*')) {
      const left = await redis.pttl(key)
      if (left === -1) throw new Error(`${key} would be kept for ever`)
      await redis.pexpire(key, Math.round(left - seconds * 1000))
    }
  }
  const aging = () => clock.now
  Object.defineProperty(aging, 'now', { get: aging })
  return Object.assign(aging, { advance }) as unknown as StoreClock & (() => number)
}
