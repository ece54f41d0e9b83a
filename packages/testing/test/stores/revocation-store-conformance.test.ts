import { revocationStoreConformance } from '../../src/index.js'
import {
  AnyIssuer,
  AsText,
  clock,
  Coarse,
  Endless,
  Forgetful,
  GoodStore,
  Inclusive,
  InUtf8,
  Joined,
  Lying,
  Private,
  Racing,
  Vague,
  YoungTokens,
} from './broken-revocation-stores.js'
import { failingChecks } from './failing-checks.js'

const suite = (Store: typeof GoodStore) =>
  revocationStoreConformance({
    create: () => new Store(),
    createPeer: (store) => new Store(store.revocations),
    clock,
  })

describe('a store that does what it must passes', () => {
  for (const { name, run } of suite(GoodStore)) test(name, run)
})

const inFleet = [
  'what one instance revokes, another refuses at once',
  'a revocation at one instance takes back none of that at another',
  'of revocations that come at once at two instances, none is lost',
]

test.each<[string, typeof GoodStore, string[]]>([
  ['keeps to itself what it knows', Private, inFleet],
  [
    'knows the latest revocation alone',
    Forgetful,
    [
      'a second revocation does not make the first end earlier',
      'a second revocation of a user takes back none of the first',
      'times are compared as numbers, and not as texts',
      'of revocations that come at once, none is lost',
      ...inFleet.slice(1),
    ],
  ],
  [
    'never forgets',
    Endless,
    [
      'a revocation ends when its time is over',
      'a revocation whose time is over when it comes covers nothing',
    ],
  ],
  [
    'does not look at the issuer',
    AnyIssuer,
    [
      'revokes a token by its jti, and no other',
      'revokes the tokens of a session, and no other',
      'revokes the tokens of a user, and no other',
      'revokes the tokens of a client, and no other',
      'revokes the tokens that a client has for a user, and no other',
      'keeps issuer and name apart',
    ],
  ],
  [
    'takes a token without a time for new',
    YoungTokens,
    [
      'of a user or a client, what was issued before a time is revoked, and nothing later',
      'a token, and those of a session, are revoked whenever they were issued',
    ],
  ],
  [
    'takes "before" for "until"',
    Inclusive,
    [
      'of a user or a client, what was issued before a time is revoked, and nothing later',
      'times are compared as numbers, and not as texts',
      'of revocations that come at once, none is lost',
      inFleet[2]!,
    ],
  ],
  [
    'puts issuer and name together',
    Joined,
    ['a name that a token does not have is never the revoked one', 'keeps issuer and name apart'],
  ],
  [
    'does not look at the client beside the user',
    Coarse,
    ['revokes the tokens that a client has for a user, and no other'],
  ],
  ['writes names as UTF-8', InUtf8, ['keeps odd names apart']],
  ['says that it is empty', Lying, ['does not say that it is empty when something is revoked', inFleet[0]!]],
  ['reads first and writes later', Racing, ['of revocations that come at once, none is lost', inFleet[2]!]],
])('a store that %s does not', async (_how, Store, expected) => {
  expect(await failingChecks(suite(Store))).toEqual(expected)
})

test('a store that compares times as texts does not', async () => {
  expect(await failingChecks(suite(AsText))).toContain('times are compared as numbers, and not as texts')
})

test('a store that says no by saying nothing does not', async () => {
  expect(await failingChecks(suite(Vague))).toContain('revokes a token, and no other')
})

test('without peers, no check asks for them', () => {
  const checks = revocationStoreConformance({ create: () => new GoodStore(), clock })
  expect(checks.length).toBe(suite(GoodStore).length - inFleet.length)
})
