import { Cluster, Redis } from 'ioredis'
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5'
import { createClient, createCluster } from 'redis'
import { createClient as createClient4 } from 'redis4'
import { createClient as createClient5 } from 'redis5'
import type { IoredisClient, RedisClient } from '../../src/index.js'

/** A connection, and how it is closed. */
export interface Connection {
  readonly client: RedisClient
  readonly close: () => unknown
}

interface Login {
  readonly username: string
  readonly password: string
}

type Connect = (port: number, login?: Login) => Promise<Connection>

const host = '127.0.0.1'

/** Errors of the connection come as events, which end the process where nobody listens. */
const quiet = () => undefined

/** As each version of `ioredis` gives it. */
interface Ioredis extends IoredisClient {
  on(event: 'error', listener: () => void): unknown
  disconnect(): void
}

const connectIoredis =
  (create: (port: number, login?: Login) => Ioredis): Connect =>
  (port, login) => {
    const client = create(port, login)
    client.on('error', quiet)
    return Promise.resolve({ client, close: () => client.disconnect() })
  }

/** The clients, as their documents say that they are made: nothing is set but the address. */
export const clients: Readonly<Record<string, Connect>> = {
  'ioredis 6': connectIoredis((port, login) => new Redis({ host, port, ...login })),
  'ioredis 5': connectIoredis((port) => new Redis5({ host, port })),
  'redis 6': async (port, login) => {
    const client = createClient({ socket: { host, port }, ...login }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'redis 5': async (port) => {
    const client = createClient5({ socket: { host, port } }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'redis 4': async (port) => {
    const client = createClient4({ socket: { host, port } }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.disconnect() }
  },
}

/** The same for a server that is a cluster of one. */
export const clusterClients: Readonly<Record<string, Connect>> = {
  'Cluster of ioredis 6': connectIoredis((port) => new Cluster([{ host, port }])),
  'Cluster of ioredis 5': connectIoredis((port) => new Cluster5([{ host, port }])),
  'createCluster of redis 6': async (port) => {
    const client = createCluster({ rootNodes: [{ socket: { host, port } }] }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
}
