import { replayStoreConformance, revocationStoreConformance, type StoreClock } from '@qalqon/testing'
import { Redis } from 'ioredis'
import { RedisReplayStore, RedisRevocationStore } from '../../src/index.js'
import { agingClock } from './aging-clock.js'
import type { clients, Connection } from './clients.js'
import type { RedisServer } from './redis-server.js'
import { patient } from './samples.js'

/** Holds both stores to what every store must do, with a connection for each of two instances. */
export function bothSuites(server: RedisServer, connect: (typeof clients)[string]): void {
  let admin: Redis
  let clock: StoreClock & (() => number)
  let one: Connection
  let other: Connection

  beforeAll(async () => {
    admin = new Redis({ port: server.port, host: '127.0.0.1' })
    clock = agingClock(admin)
    ;[one, other] = [await connect(server.port), await connect(server.port)]
  })
  afterAll(async () => {
    await one.close()
    await other.close()
    admin.disconnect()
  })

  const sharedClock: StoreClock = {
    get now() {
      return clock.now
    },
    advance: (seconds) => clock.advance(seconds),
  }
  const options = () => ({ ...patient, prefix: 'suite:', clock })
  const replays = replayStoreConformance({
    create: () => new RedisReplayStore(one.client, options()),
    createPeer: () => new RedisReplayStore(other.client, options()),
    clock: sharedClock,
  })
  for (const { name, run } of replays) test(`replays: ${name}`, run)

  const revocations = revocationStoreConformance({
    create: () => new RedisRevocationStore(one.client, options()),
    createPeer: () => new RedisRevocationStore(other.client, options()),
    clock: sharedClock,
  })
  for (const { name, run } of revocations) test(`revocations: ${name}`, run)
}
