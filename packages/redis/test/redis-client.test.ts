import { ConfigurationFault } from '@qalqon/core'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import {
  RedisReplayStore,
  RedisRevocationStore,
  type NodeRedisSetOptions,
  type RedisClient,
} from '../src/index.js'
import { newKey, newToken } from './support/samples.js'

const later = () => Math.floor(Date.now() / 1000) + 60

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /expected a connection of ioredis .* or redis/],
  ['null', null, /expected a connection/],
  ['an address', 'redis://127.0.0.1', /expected a connection/],
  ['an object that is neither', { set: () => undefined, get: () => undefined }, /expected a connection/],
  ['the class of ioredis', Redis, /expected a connection/],
  ['the function of redis', createClient, /expected a connection/],
  ['the promise of a connection', Promise.resolve(), /it is a promise: await it/],
])('%s is no connection, and is told', (_what, client, message) => {
  for (const Store of [RedisReplayStore, RedisRevocationStore]) {
    const make = () => new Store(client as RedisClient)
    expect(make).toThrow(ConfigurationFault)
    expect(make).toThrow(expect.objectContaining({ option: 'client' }))
    expect(make).toThrow(message)
  }
})

/** Options that a version does not know it drops: each must get those that it knows. */
test('node-redis is told in the words of each version to set a key once, and for a time', async () => {
  const asked: NodeRedisSetOptions[] = []
  const client: RedisClient = {
    set: (_key, _value, options) => Promise.resolve(asked.push(options) && 'OK'),
    mGet: (keys) => Promise.resolve(keys.map(() => null)),
    eval: () => Promise.resolve(1),
  }
  await new RedisReplayStore(client, { clock: () => 1000 }).reserve(newKey(), 1060)
  expect(asked).toEqual([
    { NX: true, PX: 60_000, condition: 'NX', expiration: { type: 'PX', value: 60_000 } },
  ])
})

test('a connection that was not opened is an outage, and not a mistake of the options', async () => {
  const store = new RedisReplayStore(createClient())
  await expect(store.reserve(newKey(), later())).rejects.toMatchObject({ reason: 'failed' })
  await expect(new RedisRevocationStore(createClient()).isRevoked(newToken())).rejects.toThrow(/Redis failed/)
})
