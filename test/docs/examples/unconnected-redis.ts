type Options = Readonly<Record<string, unknown>>
type IoredisClass = new (url: string, options?: Options) => object
interface Ioredis {
  readonly Redis: IoredisClass
}
interface NodeRedis {
  createClient(options: Options): object
}

/**
 * The clients for Redis, whose connections examples make and nobody opens: what an example hands them is checked by the real clients, and
 * no server is asked.
 */
export const unconnectedRedis = (
  load: (name: string) => unknown,
): Readonly<Record<string, () => unknown>> => ({
  ioredis: () => {
    const { Redis } = load('ioredis') as Ioredis
    class Unconnected extends Redis {
      constructor(url: string, options?: Options) {
        super(url, { ...options, lazyConnect: true })
      }
    }
    return { Redis: Unconnected }
  },
  redis: () => ({
    createClient: (options: Options) => {
      const client = (load('redis') as NodeRedis).createClient(options)
      return Object.assign(client, { connect: () => Promise.resolve(client) })
    },
  }),
})
