import { ConfigurationFault } from '@qalqon/core'

/** A connection of `ioredis` (also of its kin `iovalkey`), or its `Cluster`: what the stores need of it. */
export interface IoredisClient {
  /** Sends a command by its name. */
  call(command: string, ...args: (string | number)[]): PromiseLike<unknown>
}

/** A connection of `redis` (node-redis), or its cluster, pool or sentinel: what the stores need of it. */
export interface NodeRedisClient {
  /** `SET`, which a cluster sends to the node of the key. */
  set(key: string, value: string, options: NodeRedisSetOptions): PromiseLike<unknown>
  /** `MGET` of keys that lie on one node. */
  mGet(keys: string[]): PromiseLike<unknown>
  /** `EVAL` of a script with one key. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): PromiseLike<unknown>
}

/** How node-redis sets a key that does not exist yet, for a time. */
export interface NodeRedisSetOptions {
  readonly NX: true
  readonly PX: number
  readonly condition: 'NX'
  readonly expiration: { readonly type: 'PX'; readonly value: number }
}

/** A connection that your program has made, and closes. */
export type RedisClient = IoredisClient | NodeRedisClient

/** The commands that the stores use, each of which is one round trip. */
export interface RedisCommands {
  setIfAbsent(key: string, value: string, milliseconds: number): PromiseLike<unknown>
  getAll(keys: string[]): PromiseLike<unknown>
  runScript(script: string, key: string, args: string[]): PromiseLike<unknown>
}

/**
 * The commands of a connection, which is known by its shape.
 *
 * @throws {ConfigurationFault} when it is neither of the two.
 */
export function commandsOf(client: RedisClient): RedisCommands {
  if (isIoredis(client)) return ofIoredis(client)
  if (isNodeRedis(client)) return ofNodeRedis(client)
  throw new ConfigurationFault(
    'client',
    typeof client === 'object' && has(client, 'then')
      ? 'it is a promise: await it, as in await createClient().connect()'
      : 'expected a connection of ioredis (new Redis()) or redis (await createClient().connect())',
  )
}

const has = (client: unknown, name: string): boolean =>
  typeof (client as Readonly<Record<string, unknown>> | null)?.[name] === 'function'

/** Each function has a `call` too. */
const isIoredis = (client: unknown): client is IoredisClient =>
  typeof client === 'object' && has(client, 'call')

const isNodeRedis = (client: unknown): client is NodeRedisClient =>
  typeof client === 'object' && ['set', 'mGet', 'eval'].every((name) => has(client, name))

const ofIoredis = (client: IoredisClient): RedisCommands => ({
  setIfAbsent: (key, value, milliseconds) => client.call('SET', key, value, 'PX', milliseconds, 'NX'),
  getAll: (keys) => client.call('MGET', ...keys),
  runScript: (script, key, args) => client.call('EVAL', script, 1, key, ...args),
})

const ofNodeRedis = (client: NodeRedisClient): RedisCommands => ({
  // Version 4 knows the first two members, later ones prefer the others. What a version does not know it drops without a word, and
  // then a key would be set over another, or for ever.
  setIfAbsent: (key, value, milliseconds) =>
    client.set(key, value, {
      NX: true,
      PX: milliseconds,
      condition: 'NX',
      expiration: { type: 'PX', value: milliseconds },
    }),
  getAll: (keys) => client.mGet(keys),
  runScript: (script, key, args) => client.eval(script, { keys: [key], arguments: args }),
})
