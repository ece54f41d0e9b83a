import { createTestClock, replayStoreConformance, type ReplayStoreUnderTest } from '../../src/index.js'
import { aMoment, failingChecks } from './failing-checks.js'

const clock = createTestClock()
type Keys = Map<string, number>
type Reserve = ReplayStoreUnderTest['reserve']
type Release = NonNullable<ReplayStoreUnderTest['release']>

/** As it should be. */
const good =
  (keys: Keys, now: () => number = clock): Reserve =>
  (key, expiresAt) => {
    if (!(now() < expiresAt)) throw new RangeError('expired')
    if ((keys.get(key) ?? 0) > now()) return 'seen'
    keys.set(key, expiresAt)
    return 'reserved'
  }

const fleets = new WeakMap<ReplayStoreUnderTest, Keys>()

/** A store over keys that its peers share. */
function storeOf(make: (keys: Keys) => Reserve, keys: Keys = new Map()): ReplayStoreUnderTest {
  const store = { reserve: make(keys) }
  fleets.set(store, keys)
  return store
}

const suite = (make: (keys: Keys) => Reserve) =>
  replayStoreConformance({
    create: () => storeOf(make),
    createPeer: (store) => storeOf(make, fleets.get(store)),
    clock,
  })

describe('a store that does what it must passes', () => {
  for (const { name, run } of suite(good)) test(name, run)
})

test.each<[string, (keys: Keys) => Reserve, string[]]>([
  [
    'looks first and writes later',
    (keys) => async (key, expiresAt) => {
      const answer = (keys.get(key) ?? 0) > clock() ? 'seen' : 'reserved'
      await aMoment()
      if (answer === 'reserved') keys.set(key, expiresAt)
      return answer
    },
    [
      'of 200 calls at once with one key, one is told that it is reserved',
      'a key whose time is over when it comes is never reserved, since it could come again',
      'of 200 calls at once at two instances, one is told that the key is reserved',
    ],
  ],
  [
    'takes letter case as nothing',
    (keys) => (key, expiresAt) => good(keys)(key.toLowerCase(), expiresAt),
    ['keys that look alike are different keys'],
  ],
  [
    'never forgets',
    (keys) => (key) => good(keys)(key, Infinity),
    [
      'a key is free again when its time is over, and can be reserved once more',
      'a key whose time is over when it comes is never reserved, since it could come again',
    ],
  ],
  [
    'forgets in a moment',
    (keys) => (key, expiresAt) => good(keys)(key, Math.min(expiresAt, clock() + 0.4)),
    [
      'a key is free again when its time is over, and can be reserved once more',
      'a second call does not make it be forgotten earlier',
      'a key is remembered for long, too',
    ],
  ],
  [
    'takes the time of the latest call',
    (keys) => (key, expiresAt) => {
      const answer = good(keys)(key, expiresAt)
      keys.set(key, expiresAt)
      return answer
    },
    ['a second call does not make it be forgotten earlier'],
  ],
  [
    'cannot count far',
    (keys) => (key, expiresAt) => good(keys)(key, expiresAt - clock() > 2 ** 21 ? 0 : expiresAt),
    ['a key is remembered for long, too'],
  ],
  [
    'is full after one key',
    (keys) => (key, expiresAt) => (keys.size > 0 && !keys.has(key) ? 'full' : good(keys)(key, expiresAt)),
    ['other keys stay free', 'keys that look alike are different keys'],
  ],
  [
    'keeps to itself what it knows',
    () => good(new Map()),
    [
      'what one instance has reserved, another has seen',
      'of 200 calls at once at two instances, one is told that the key is reserved',
    ],
  ],
  [
    'answers in words of its own',
    (keys) => (key, expiresAt) => (good(keys)(key, expiresAt) === 'seen') as unknown as 'seen',
    suite(good)
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('where the store has release')),
  ],
])('a store that %s does not', async (_how, make, expected) => {
  expect(await failingChecks(suite(make))).toEqual(expected)
})

describe('a store with release', () => {
  const goodRelease =
    (keys: Keys): Release =>
    (key) =>
      void keys.delete(key)
  const withRelease = (makeRelease: (keys: Keys) => Release, make: (keys: Keys) => Reserve = good) => {
    const create = (keys: Keys = new Map()) => {
      const store = { reserve: make(keys), release: makeRelease(keys) }
      fleets.set(store, keys)
      return store
    }
    return replayStoreConformance({
      create: () => create(),
      createPeer: (store) => create(fleets.get(store)),
      clock,
    })
  }

  describe('that does what it must passes', () => {
    for (const { name, run } of withRelease(goodRelease)) test(name, run)
  })

  test.each<[string, (keys: Keys) => Release, string[]]>([
    [
      'releases nothing',
      () => () => undefined,
      [
        'where the store has release: a key that is released can be reserved once more, and once only',
        'where the store has release: what one instance has released, another can reserve',
      ],
    ],
    [
      'releases all',
      (keys) => () => keys.clear(),
      ['where the store has release: a key that is released can be reserved once more, and once only'],
    ],
    [
      'remembers what it releases',
      (keys) => (key) => void keys.set(key, Infinity),
      [
        'where the store has release: a key that is released can be reserved once more, and once only',
        'where the store has release: to release a key that is not remembered changes nothing',
        'where the store has release: a key that was released is forgotten in its time',
        'where the store has release: what one instance has released, another can reserve',
      ],
    ],
  ])('and %s does not', async (_how, release, expected) => {
    expect(await failingChecks(withRelease(release))).toEqual(expected)
  })
})

test('without peers, no check asks for them', () => {
  const checks = replayStoreConformance({ create: () => storeOf(good), clock })
  expect(checks.length).toBe(suite(good).length - 3)
})

test('a store by the clock of the machine passes, and the checks wait', async () => {
  jest.useFakeTimers()
  try {
    const create = () => ({ reserve: good(new Map(), () => Date.now() / 1000) })
    const [begin, failing] = [Date.now(), failingChecks(replayStoreConformance({ create }))]
    await jest.advanceTimersByTimeAsync(10_000)
    expect(await failing).toEqual([])
    expect(Date.now() - begin).toBe(10_000)
  } finally {
    jest.useRealTimers()
  }
})
