import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import type { SessionData } from 'express-session'
import { Redis } from 'ioredis'
import { describeWithRedis, RedisServer } from '../../../../packages/redis/test/support/redis-server.js'
import { redisStores, type Stores } from '../../src/index.js'
import { Fixture } from '../support/fixture.js'
import { Person } from '../support/person.js'
import { Application } from '../support/application.js'
import { recordsSuite } from './records.js'

jest.setTimeout(60_000)

test('a Redis that does not answer is not waited for', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  const stores = redisStores(`redis://127.0.0.1:${port}`, 'photo-print', () => undefined)
  const asked = stores.records('kind', { maximum: 1, whenFull: 'refuse-new' }).get('a')
  jest.advanceTimersByTime(5_000)
  await expect(asked).rejects.toThrow('timed out')
  jest.useRealTimers()
  stores.close()
  silent.close()
})

describeWithRedis('on Redis', () => {
  const server = new RedisServer()
  const opened: Stores[] = []
  const errors: Error[] = []
  let url: string

  function open(): Stores {
    const stores = redisStores(url, 'photo-print', (error) => errors.push(error))
    opened.push(stores)
    return stores
  }

  beforeAll(async () => {
    await server.start()
    url = `redis://127.0.0.1:${server.port}`
  })
  beforeEach(async () => {
    const redis = new Redis(url)
    await redis.flushall()
    redis.disconnect()
  })
  afterAll(async () => {
    for (const stores of opened) stores.close()
    await server.close()
  })

  recordsSuite(open)

  test('records have the name of the part, and an end', async () => {
    await open().records('kind', { maximum: 1, whenFull: 'refuse-new' }).set('a', {}, 59.5)
    const redis = new Redis(url)
    expect(await redis.keys('*')).toEqual(['photo-print:kind:a'])
    expect(await redis.ttl('photo-print:kind:a')).toBe(60)
    redis.disconnect()
  })

  test('no error says what was to be stored', async () => {
    const stores = open()
    const redis = new Redis(url)
    await redis.config('SET', 'maxmemory', '1')
    const failed: unknown[] = await Promise.all([
      stores
        .records('kind', { maximum: 1, whenFull: 'refuse-new' })
        .set('a', { token: 'secret' }, 60)
        .catch((error: unknown) => error),
      new Promise((resolve) => {
        const cookie = { secret: 'secret' } as unknown as SessionData['cookie']
        stores.sessions(60).set('secret', { cookie }, resolve)
      }),
    ])
    await redis.config('SET', 'maxmemory', '0')
    redis.disconnect()
    for (const error of failed) expect(error).toMatchObject({ message: expect.stringContaining('OOM') })
    expect(inspect(failed, { depth: 10, showHidden: true })).not.toContain('secret')
  })

  test('a session has an end, which moves on while it is used', async () => {
    const fixture = await Fixture.start({ stores: open(), idleSeconds: 1000 })
    const redis = new Redis(url)
    const person = await fixture.signedIn()
    const [key = ''] = await redis.keys('photo-print:session:*')
    await redis.expire(key, 10)
    await person.me()
    expect(await redis.ttl(key)).toBeGreaterThan(900)
    redis.disconnect()
    await fixture.stop()
  })

  test('two instances share sessions, refresh once, and hear of logouts', async () => {
    const fixture = await Fixture.start({ stores: open() })
    const twin = (await Application.listen()).configure({
      issuer: fixture.issuer.url,
      resources: [fixture.resource.url],
      stores: open(),
      fetch: fixture.fetch,
    })
    const person = await fixture.signedIn()
    const other = new Person(twin.url, fixture.issuer.url)
    // Browsers give a cookie of 127.0.0.1 to every port.
    const [cookie = ''] = person.at.client.cookies
    other.at.client.keep(cookie)
    expect(await other.me()).toEqual({ status: 'signed_in', sub: 'alice' })

    for (const app of [fixture.app, twin]) {
      app.ahead = 600_000
      app.onRequest((user) => user.accessToken())
    }
    const answers = await Promise.all([person.act(), other.act(), person.act(), other.act()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(fixture.tokenRequests).toHaveLength(1)

    const issuedAt = Math.floor(Date.now() / 1000)
    await twin.signIn.endSessions({ issuer: fixture.issuer.url, subject: 'alice', issuedAt })
    expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
    twin.stop()
    await fixture.stop()
  })
})
