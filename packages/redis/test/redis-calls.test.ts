import { inspect } from 'node:util'
import { RedisReplayStore, RedisRevocationStore, RedisStoreError, type RedisClient } from '../src/index.js'
import { newKey, newToken } from './support/samples.js'
import { failingClient, silentClient } from './support/stubborn-client.js'

const later = () => Math.floor(Date.now() / 1000) + 60

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('a call ends when its time is over, and not before', async () => {
  const store = new RedisReplayStore(silentClient(), { timeoutMs: 200 })
  const outcome = jest.fn()
  store.reserve(newKey(), later()).catch(outcome)
  await jest.advanceTimersByTimeAsync(199)
  expect(outcome).not.toHaveBeenCalled()
  await jest.advanceTimersByTimeAsync(1)
  expect(outcome).toHaveBeenCalledWith(
    expect.objectContaining({ reason: 'timeout', message: 'Redis did not answer within 200 ms' }),
  )
})

test('by default that is a second', async () => {
  const store = new RedisRevocationStore(silentClient())
  const outcome = jest.fn()
  store.isRevoked(newToken()).catch(outcome)
  await jest.advanceTimersByTimeAsync(1000)
  expect(outcome).toHaveBeenCalledWith(expect.objectContaining({ reason: 'timeout' }))
})

test('no timer stays behind when Redis has answered', async () => {
  const store = new RedisReplayStore({ call: () => Promise.resolve('OK') })
  await store.reserve(newKey(), later())
  expect(jest.getTimerCount()).toBe(0)
})

test('while 10000 calls wait no more are sent, also when they were given up; when they are done it goes on', async () => {
  const waiting: ((answer: string) => void)[] = []
  const client: RedisClient = { call: () => new Promise((resolve) => waiting.push(resolve)) }
  const store = new RedisReplayStore(client, { timeoutMs: 100 })
  const givenUp = Array.from({ length: 10_000 }, () =>
    store.reserve(newKey(), later()).catch(() => 'given up'),
  )
  await jest.advanceTimersByTimeAsync(100)
  expect(new Set(await Promise.all(givenUp))).toEqual(new Set(['given up']))

  await expect(store.reserve(newKey(), later())).rejects.toMatchObject({ reason: 'overload' })
  expect(waiting).toHaveLength(10_000)

  for (const answer of waiting.splice(0)) answer('OK')
  await jest.advanceTimersByTimeAsync(0)
  const next = store.reserve(newKey(), later())
  await jest.advanceTimersByTimeAsync(0)
  waiting[0]!('OK')
  expect(await next).toBe('reserved')
})

test.each<[string, unknown, string]>([
  ['an error', new Error('Connection is closed.'), 'Redis failed: Connection is closed.'],
  [
    'a code alone',
    Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
    'Redis failed: ECONNREFUSED',
  ],
  ['an error without words', new RangeError(), 'Redis failed: RangeError'],
  ['no error at all', 'hunter2', 'Redis failed: without an error'],
  [
    'a command that Redis repeats',
    new Error('ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `default`, `hunter2`, '),
    'Redis failed: ERR unknown command `HELLO`',
  ],
  [
    'an error that has its command with it',
    Object.assign(new Error('WRONGPASS invalid'), { command: { name: 'auth', args: ['hunter2'] } }),
    'Redis failed: WRONGPASS invalid',
  ],
  ['a long story', new Error('x'.repeat(5000)), `Redis failed: ${'x'.repeat(200)}`],
])('%s is told in a few words, and never with a password', async (_what, thrown, message) => {
  const told: Error[] = []
  const onError = (error: Error) => told.push(error)
  const stores = [
    () => new RedisReplayStore(failingClient(thrown), { onError }).reserve(newKey(), later()),
    () => new RedisRevocationStore(failingClient(thrown), { onError }).isRevoked(newToken()),
    () => new RedisRevocationStore(failingClient(thrown), { onError }).revoke({ tokenHash: 'a' }, later()),
  ]
  for (const call of stores) {
    const error = await call().catch((rejected: unknown) => rejected)
    expect(error).toBeInstanceOf(RedisStoreError)
    expect(error).toMatchObject({ reason: 'failed', message })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
    expect(told.pop()).toBe(error)
  }
})

test('what throws where it should reject is no different', async () => {
  const client = {
    call: () => {
      throw new Error('not connected')
    },
  }
  await expect(new RedisReplayStore(client).reserve(newKey(), later())).rejects.toMatchObject({
    reason: 'failed',
  })
})

test.each<[string, () => unknown]>([
  ['throws', () => fail()],
  ['rejects', () => Promise.reject(new Error('log is full'))],
])('an onError that %s changes nothing', async (_how, onError) => {
  const store = new RedisReplayStore(failingClient(new Error('lost')), {
    onError: onError,
  })
  await expect(store.reserve(newKey(), later())).rejects.toThrow('Redis failed: lost')
})

function fail(): never {
  throw new Error('log is full')
}
