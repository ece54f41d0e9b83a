import { RedisRevocationStore } from '../src/index.js'
import { newToken } from './support/samples.js'
import { clientThat, failingClient } from './support/stubborn-client.js'

const N = 1_700_000_000
const clock = () => N
const token = newToken()
const bare = { ...token, jti: undefined, sid: undefined, subject: undefined, clientId: undefined }

test('a token is looked up by one command, by as many names as it has, all on one node of a cluster', async () => {
  const client = clientThat((command) => (command === 'MGET' ? [null] : 1))
  const store = new RedisRevocationStore(client)
  expect(await store.isRevoked(bare)).toBe(false)
  await expect(store.isRevoked(token)).rejects.toMatchObject({ reason: 'unclear' })
  expect(client.sent.map((command) => command.length)).toEqual([2, 7])
  for (const [, ...keys] of client.sent)
    for (const key of keys) expect(key).toMatch(/^qalqon:\{revoked\}:[\w-]{43}$/)
  expect(new Set(client.sent.flat()).size).toBe(1 + 6)
})

test('a revocation is one command', async () => {
  const client = clientThat(() => 1)
  const store = new RedisRevocationStore(client, { clock, prefix: 'api:' })
  await store.revoke({ issuer: token.issuer, subject: 'alice', issuedBefore: N + 0.1 }, N + 60.0001)
  await store.revoke({ tokenHash: 'h' }, N + 60)
  const key = expect.stringMatching(/^api:\{revoked\}:[\w-]{43}$/) as string
  const script = expect.any(String) as string
  expect(client.sent).toEqual([
    ['EVAL', script, '1', key, String(N + 0.1), '60001'],
    ['EVAL', script, '1', key, 'always', '60000'],
  ])
})

test('a revocation whose time is over is not sent', async () => {
  const client = clientThat(() => 1)
  const store = new RedisRevocationStore(client, { clock })
  await store.revoke({ issuer: token.issuer, jti: 'a' }, N)
  await store.revoke({ issuer: token.issuer, jti: 'a' }, N - 10)
  expect(client.sent).toEqual([])
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'OK'],
  ['no values', []],
  ['too many values', [null, null]],
  ['undefined', [undefined]],
  ['an empty text', ['']],
  ['a word', ['revoked']],
  ['a number', [1]],
  ['NaN', ['NaN']],
  ['octets', [Buffer.from('always')]],
])('%s is no answer to whether a token is revoked', async (_what, answer) => {
  const store = new RedisRevocationStore(clientThat(() => answer))
  await expect(store.isRevoked(bare)).rejects.toMatchObject({ reason: 'unclear' })
})

test.each([[0], [null], ['OK'], [undefined]])('%p does not confirm a revocation', async (answer) => {
  const store = new RedisRevocationStore(
    clientThat(() => answer),
    { onOutage: 'allow-revoked', clock },
  )
  await expect(store.revoke({ tokenHash: 'h' }, N + 60)).rejects.toMatchObject({ reason: 'unclear' })
})

test('what covers nothing is told, and not sent', async () => {
  const client = clientThat(() => 1)
  const store = new RedisRevocationStore(client, { clock })
  const { issuer } = token
  await expect(store.revoke({ tokenHash: 'h' }, NaN)).rejects.toThrow(TypeError)
  for (const issuedBefore of [NaN, Infinity, undefined as never])
    await expect(store.revoke({ issuer, subject: 'a', issuedBefore }, N + 60)).rejects.toThrow(TypeError)
  expect(client.sent).toEqual([])
})

describe("with onOutage: 'allow-revoked'", () => {
  const told: Error[] = []
  const options = { onOutage: 'allow-revoked', onError: (error: Error) => told.push(error), clock } as const
  const store = new RedisRevocationStore(failingClient(new Error('lost')), options)
  beforeEach(() => told.splice(0))

  test('a token that cannot be looked up passes, and onError is told', async () => {
    expect(await store.isRevoked(token)).toBe(false)
    expect(told).toEqual([expect.objectContaining({ reason: 'failed' })])
  })

  test('to revoke fails all the same', async () => {
    await expect(store.revoke({ tokenHash: 'h' }, N + 60)).rejects.toThrow('Redis failed: lost')
  })
})

test.each<[string, () => unknown, string]>([
  ['an answer that is none', () => [Buffer.from('always')], 'unclear'],
  [
    'rights that the connection lacks',
    () => {
      throw new Error('NOPERM this user has no permissions')
    },
    'refused',
  ],
])('allow-revoked is for outages: %s is refused all the same', async (_what, answer, reason) => {
  const store = new RedisRevocationStore(clientThat(answer), { clock, onOutage: 'allow-revoked' })
  await expect(store.isRevoked(bare)).rejects.toMatchObject({ reason })
})
