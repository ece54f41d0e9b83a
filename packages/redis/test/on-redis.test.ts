import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { Redis } from 'ioredis'
import { RedisReplayStore, RedisRevocationStore } from '../src/index.js'
import { clients } from './support/clients.js'
import { describeWithRedis, RedisServer } from './support/redis-server.js'
import { newKey, newToken, patient } from './support/samples.js'

const later = () => Math.floor(Date.now() / 1000) + 60
const aMoment = () => new Promise(setImmediate)
const connectTo = (server: RedisServer, options = {}) =>
  new Redis({ host: '127.0.0.1', port: server.port, ...options }).on('error', () => undefined)

describeWithRedis('what stands in Redis', () => {
  const server = new RedisServer()
  let redis: Redis
  beforeAll(async () => {
    await server.start()
    redis = connectTo(server)
  })
  beforeEach(() => redis.flushall())
  afterAll(async () => {
    redis.disconnect()
    await server.close()
  })

  test('names nobody, and goes by itself', async () => {
    const store = new RedisRevocationStore(redis, patient)
    const { issuer, tokenHash, jti = '', sid = '', subject = '', clientId = '' } = newToken()
    const issuedBefore = later()
    await store.revoke({ tokenHash }, later())
    await store.revoke({ issuer, jti }, later())
    await store.revoke({ issuer, sid }, later())
    await store.revoke({ issuer, subject, issuedBefore }, later())
    await store.revoke({ issuer, clientId, issuedBefore }, later())
    await new RedisReplayStore(redis, patient).reserve(newKey(), later())

    const keys = await redis.keys('*')
    expect(keys).toHaveLength(6)
    const everything = [...keys, ...(await redis.mget(keys))].join('\n')
    for (const name of [issuer, new URL(issuer).host, tokenHash, jti, sid, subject, clientId])
      expect(everything).not.toContain(name)
    for (const key of keys) {
      const left = await redis.pttl(key)
      expect([key, left > 50_000, left <= 60_000]).toEqual([key, true, true])
    }
  })

  test('is gone when its time is over', async () => {
    const [store, token] = [new RedisRevocationStore(redis, patient), newToken()]
    const until = Date.now() / 1000 + 0.2
    await store.revoke({ tokenHash: token.tokenHash }, until)
    const early = await store.isRevoked(token)
    if (Date.now() / 1000 < until) expect(early).toBe(true)
    while (await store.isRevoked(token)) await aMoment()
    // What it answers before that time, it answers too early, however busy the machine is.
    expect(Date.now() / 1000).toBeGreaterThanOrEqual(until - 0.01)
    expect(await redis.dbsize()).toBe(0)
  })

  test('has one command for each request', async () => {
    const [replays, revocations] = [
      new RedisReplayStore(redis, patient),
      new RedisRevocationStore(redis, patient),
    ]
    await redis.config('RESETSTAT')
    for (let time = 0; time < 3; time++) {
      await revocations.isRevoked(newToken())
      await replays.reserve(newKey(), later())
    }
    const commands = [...(await redis.info('commandstats')).matchAll(/cmdstat_(\w+):calls=(\d+)/g)]
    const calls = Object.fromEntries(commands.map(([, name = '', count]) => [name, Number(count)]))
    expect(calls).toMatchObject({ mget: 3, set: 3 })
    expect(Object.keys(calls).filter((name) => !['mget', 'set', 'config', 'info'].includes(name))).toEqual([])
  })

  test('and is no revocation refuses the token: nobody knows what was there', async () => {
    const [store, token] = [new RedisRevocationStore(redis, patient), newToken()]
    await store.revoke({ issuer: token.issuer, subject: 'alice', issuedBefore: 1 }, later())
    expect(await store.isRevoked(token)).toBe(false)
    const [key = ''] = await redis.keys('*')
    await redis.set(key, 'soup')
    await expect(store.isRevoked(token)).rejects.toMatchObject({ reason: 'unclear' })
    const again = store.revoke({ issuer: token.issuer, subject: 'alice', issuedBefore: later() }, later())
    await expect(again).rejects.toMatchObject({ reason: 'failed' })
  })

  test('is apart from that of another prefix', async () => {
    const [one, other] = ['one:', 'other:'].map(
      (prefix) => new RedisReplayStore(redis, { ...patient, prefix }),
    )
    const key = newKey()
    expect(await one!.reserve(key, later())).toBe('reserved')
    expect(await other!.reserve(key, later())).toBe('reserved')
    expect(await one!.reserve(key, later())).toBe('seen')
  })

  test('stands below the prefix that the connection has', async () => {
    const mine = connectTo(server, { keyPrefix: 'mine:' })
    const [store, token] = [new RedisRevocationStore(mine, patient), newToken()]
    await store.revoke({ tokenHash: token.tokenHash }, later())
    expect(await store.isRevoked(token)).toBe(true)
    expect(await redis.keys('mine:qalqon:*')).toHaveLength(1)
    mine.disconnect()
  })
})

describeWithRedis('a Redis server without memory', () => {
  const server = new RedisServer('--maxmemory', '1', '--maxmemory-policy', 'noeviction')
  beforeAll(() => server.start())
  afterAll(() => server.close())

  test('is full', async () => {
    const redis = connectTo(server)
    expect(await new RedisReplayStore(redis, patient).reserve(newKey(), later())).toBe('full')
    const revoking = new RedisRevocationStore(redis, patient).revoke({ tokenHash: 'a' }, later())
    await expect(revoking).rejects.toMatchObject({ reason: 'full' })
    redis.disconnect()
  })
})

describeWithRedis('a Redis server that wants a password', () => {
  const server = new RedisServer('--requirepass', 'the-right-one')
  beforeAll(() => server.start())
  afterAll(() => server.close())

  test.each([['hunter2'], [undefined]])(
    'and gets %p is an outage, of which nobody is told the password',
    async (password) => {
      const redis = connectTo(server, {
        ...(password !== undefined && { password }),
        maxRetriesPerRequest: 0,
      })
      const error = await new RedisReplayStore(redis, patient)
        .reserve(newKey(), later())
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ name: 'RedisStoreError' })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|the-right-one/)
      redis.disconnect()
    },
  )
})

describeWithRedis('the ACL of the README', () => {
  const server = new RedisServer()
  beforeAll(() => server.start())
  afterAll(() => server.close())

  test.each([['ioredis 6'], ['redis 6']])('suffices %s', async (name) => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
    const [, rules = ''] = /^ACL SETUSER files (.*)$/m.exec(readme) ?? []
    const admin = connectTo(server)
    await admin.call('ACL', 'SETUSER', 'files', ...rules.split(' '))
    admin.disconnect()
    const { client, close } = await clients[name]!(server.port, { username: 'files', password: 'change-me' })
    const [store, token] = [new RedisRevocationStore(client, patient), newToken()]
    await store.revoke({ tokenHash: token.tokenHash }, later())
    await store.revoke({ tokenHash: token.tokenHash }, later())
    expect(await store.isRevoked(token)).toBe(true)
    expect(await new RedisReplayStore(client, patient).reserve(newKey(), later())).toBe('reserved')
    await expect(
      new RedisReplayStore(client, { ...patient, prefix: 'other:' }).reserve(newKey(), later()),
    ).rejects.toThrow(/NOPERM/)
    await close()
  })
})
