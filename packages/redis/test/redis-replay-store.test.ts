import { RedisReplayStore } from '../src/index.js'
import { newKey } from './support/samples.js'
import { clientThat, failingClient } from './support/stubborn-client.js'

const N = 1_700_000_000
const clock = () => N + 0.25

test('a reservation is one command on one key, which Redis forgets in time', async () => {
  const client = clientThat(() => 'OK')
  expect(await new RedisReplayStore(client, { clock }).reserve('k', N + 60)).toBe('reserved')
  expect(await new RedisReplayStore(client, { clock, prefix: 'api:' }).reserve('k', N + 60)).toBe('reserved')
  expect(client.sent).toEqual([
    ['SET', 'qalqon:replay:k', '1', 'PX', '59750', 'NX'],
    ['SET', 'api:replay:k', '1', 'PX', '59750', 'NX'],
  ])
})

test('a release is one command on one key', async () => {
  const client = clientThat(() => 1)
  await new RedisReplayStore(client, { clock, prefix: 'api:' }).release('k')
  expect(client.sent).toEqual([['EVAL', "return redis.call('DEL', KEYS[1])", '1', 'api:replay:k']])
})

test.each([
  ['an answer that is none', clientThat(() => 'OK'), 'unclear'],
  ['an outage', failingClient(new Error('lost')), 'failed'],
])('a release fails over %s, whatever onOutage says, and onError is told', async (_what, client, reason) => {
  const told: Error[] = []
  const onError = (error: Error) => told.push(error)
  const store = new RedisReplayStore(client, { clock, onError, onOutage: 'allow-replays' })
  await expect(store.release('k')).rejects.toMatchObject({ reason })
  expect(told).toEqual([expect.objectContaining({ reason })])
})

test.each(['refuse', 'allow-replays'] as const)(
  'a key whose time is over is never reserved, and is not sent (%s)',
  async (onOutage) => {
    const client = clientThat(() => 'OK')
    const told: Error[] = []
    const onError = (error: Error) => told.push(error)
    const store = new RedisReplayStore(client, { clock, onOutage, onError })
    for (const expiresAt of [N - 10, N + 0.25]) {
      await expect(store.reserve('k', expiresAt)).rejects.toMatchObject({ reason: 'expired' })
      expect(told.pop()).toMatchObject({ reason: 'expired' })
    }
    expect(client.sent).toEqual([])
  },
)

test.each([[undefined], [''], ['QUEUED'], [1], [true], [Buffer.from('OK')], [[]]])(
  'the answer %p is no answer',
  async (answer) => {
    const store = new RedisReplayStore(
      clientThat(() => answer),
      { clock },
    )
    await expect(store.reserve(newKey(), N + 60)).rejects.toMatchObject({ reason: 'unclear' })
  },
)

test.each([[NaN], [Infinity], [undefined], ['soon']])(
  'a time of %p is no time, and nothing is sent',
  async (time) => {
    const client = clientThat(() => 'OK')
    const store = new RedisReplayStore(client, { onOutage: 'allow-replays' })
    await expect(store.reserve(newKey(), time as number)).rejects.toThrow(TypeError)
    expect(client.sent).toEqual([])
  },
)

describe("with onOutage: 'allow-replays'", () => {
  const told: Error[] = []
  const onError = (error: Error) => told.push(error)
  const options = { onOutage: 'allow-replays', onError, clock } as const
  beforeEach(() => told.splice(0))

  test('what cannot be looked up counts as new, and onError is told', async () => {
    const store = new RedisReplayStore(failingClient(new Error('lost')), options)
    expect(await store.reserve('k', N + 60)).toBe('reserved')
    expect(await store.reserve('k', N + 60)).toBe('reserved')
    expect(told).toEqual([expect.objectContaining({ reason: 'failed' }), expect.anything()])
  })

  test('what was seen is seen', async () => {
    expect(
      await new RedisReplayStore(
        clientThat(() => null),
        options,
      ).reserve('k', N + 60),
    ).toBe('seen')
    expect(told).toEqual([])
  })

  test('a full Redis still lets nothing through: whoever can fill it could otherwise use proofs again', async () => {
    const full = failingClient(new Error("OOM command not allowed when used memory > 'maxmemory'."))
    expect(await new RedisReplayStore(full, options).reserve('k', N + 60)).toBe('full')
    expect(told).toEqual([expect.objectContaining({ reason: 'full' })])
  })
})

test.each<[string, () => unknown, string]>([
  ['an answer that is none', () => 'MAYBE', 'unclear'],
  [
    'rights that the connection lacks',
    () => {
      throw new Error('NOPERM this user has no permissions')
    },
    'refused',
  ],
])('allow-replays is for outages: %s is refused all the same', async (_what, answer, reason) => {
  const store = new RedisReplayStore(clientThat(answer), { clock, onOutage: 'allow-replays' })
  await expect(store.reserve('k', N + 60)).rejects.toMatchObject({ reason })
})
