import { equal } from 'node:assert/strict'
import type { RevocationStoreUnderTest, TokenUnderTest } from './revocation-store-under-test.js'
import { newToken, ofClientForUser, selectorOf, ways } from './sample-revocations.js'
import { before, type Bench, type Checks } from './store-conformance.js'

/** That a revocation covers the right times, and lasts as long as it must. */
export const inTime: Checks<Bench<RevocationStoreUnderTest>> = {
  'of a user or a client, what was issued before a time is revoked, and nothing later': async ({
    store,
    clock: { now },
  }) => {
    const selectors = [
      (token: TokenUnderTest, at: number) => selectorOf(token, 'subject', at),
      (token: TokenUnderTest, at: number) => selectorOf(token, 'clientId', at),
      ofClientForUser,
    ]
    for (const selector of selectors) {
      const token = newToken(now)
      const at = Math.floor(now) - 30
      await store.revoke(selector(token, at), now + 60)
      const cases = [
        [at - 1, true],
        [at - 0.25, true],
        [at, false],
        [at + 0.25, false],
        [at + 1, false],
        [undefined, true],
      ] as const
      for (const [issuedAt, revoked] of cases) {
        equal(await store.isRevoked({ ...token, issuedAt }), revoked, `issued at ${issuedAt}, before ${at}`)
      }
    }
  },

  'a token, and those of a session, are revoked whenever they were issued': async ({
    store,
    clock: { now },
  }) => {
    for (const way of ['tokenHash', 'jti', 'sid'] as const) {
      const token = newToken(now)
      await store.revoke(selectorOf(token, way, 0), now + 60)
      for (const issuedAt of [undefined, 0, now, now + 1000])
        equal(await store.isRevoked({ ...token, issuedAt }), true, `by ${way}, issued at ${issuedAt}`)
    }
  },

  'a revocation ends when its time is over': async ({ store, clock, lifetime }) => {
    const [token, until] = [newToken(clock.now), clock.now + lifetime]
    for (const way of ways) await store.revoke(selectorOf(token, way, clock.now + 1), until)
    await clock.advance(0.5)
    const early = await store.isRevoked(token)
    before(until, clock, () => equal(early, true, 'before its time is over'))
    await clock.advance(until - clock.now + 0.1)
    equal(await store.isRevoked(token), false, 'after its time')
  },

  'a revocation whose time is over when it comes covers nothing': async ({ store, clock }) => {
    const token = newToken(clock.now)
    for (const way of ways) await store.revoke(selectorOf(token, way, clock.now + 1), clock.now - 10)
    await clock.advance(0.1)
    equal(await store.isRevoked(token), false)
  },

  'a revocation lasts long, too': async ({ store, clock }) => {
    const token = newToken(clock.now)
    await store.revoke(selectorOf(token, 'subject', clock.now + 1), clock.now + 100 * 24 * 3600)
    await clock.advance(0.5)
    equal(await store.isRevoked(token), true)
  },

  'a second revocation does not make the first end earlier': async ({ store, clock }) => {
    const token = newToken(clock.now)
    for (const way of ways) {
      const one = { ...newToken(clock.now), [way]: token[way], issuer: token.issuer }
      await store.revoke(selectorOf(one, way, clock.now + 1), clock.now + 60)
      await store.revoke(selectorOf(one, way, clock.now + 1), clock.now + 0.2)
      await store.revoke(selectorOf(one, way, clock.now + 1), clock.now - 10)
    }
    await clock.advance(0.5)
    for (const way of ways) {
      const one = { ...newToken(clock.now), [way]: token[way], issuer: token.issuer }
      equal(await store.isRevoked(one), true, `by ${way}`)
    }
  },

  'a second revocation makes the first last longer': async ({ store, clock }) => {
    const token = newToken(clock.now)
    await store.revoke(selectorOf(token, 'sid', 0), clock.now + 0.2)
    await store.revoke(selectorOf(token, 'sid', 0), clock.now + 60)
    await clock.advance(0.5)
    equal(await store.isRevoked(token), true)
  },

  'a second revocation of a user takes back none of the first': async ({ store, clock: { now } }) => {
    const token = newToken(now)
    await store.revoke(selectorOf(token, 'subject', now - 30), now + 60)
    await store.revoke(selectorOf(token, 'subject', now - 90), now + 120)
    equal(await store.isRevoked({ ...token, issuedAt: now - 40 }), true, 'an earlier issuedBefore')
    await store.revoke(selectorOf(token, 'subject', now - 10), now + 30)
    equal(await store.isRevoked({ ...token, issuedAt: now - 20 }), true, 'a later issuedBefore')
    equal(await store.isRevoked({ ...token, issuedAt: now - 5 }), false, 'what was issued after both')
  },

  'times are compared as numbers, and not as texts': async ({ store, clock: { now } }) => {
    const token = newToken(now)
    await store.revoke(selectorOf(token, 'subject', 1_000_000_000), now + 60)
    await store.revoke(selectorOf(token, 'subject', 999_999_999), now + 60)
    equal(await store.isRevoked({ ...token, issuedAt: 999_999_999.5 }), true)
    equal(await store.isRevoked({ ...token, issuedAt: 1_000_000_000 }), false)
  },

  'of revocations that come at once, none is lost': async ({ store, clock: { now } }) => {
    const token = newToken(now)
    const order = Array.from({ length: 50 }, (_, index) => (index * 7) % 50)
    await Promise.all(
      order.map(async (index) => store.revoke(selectorOf(token, 'subject', now - index), now + 10 + index)),
    )
    equal(await store.isRevoked({ ...token, issuedAt: now - 1 }), true)
    equal(await store.isRevoked({ ...token, issuedAt: now }), false)
  },
}
