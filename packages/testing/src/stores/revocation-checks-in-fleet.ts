import { equal } from 'node:assert/strict'
import type { RevocationStoreUnderTest } from './revocation-store-under-test.js'
import { newToken, selectorOf, ways } from './sample-revocations.js'
import type { Checks, FleetBench } from './store-conformance.js'

/** That what one instance knows, all know. */
export const revocationsInFleet: Checks<FleetBench<RevocationStoreUnderTest>> = {
  'what one instance revokes, another refuses at once': async ({ store, peer, clock: { now } }) => {
    for (const way of ways) {
      const token = newToken(now)
      equal(await peer.isRevoked(token), false)
      await store.revoke(selectorOf(token, way, now + 1), now + 60)
      equal(await peer.isRevoked(token), true, `by ${way}`)
      equal(peer.isEmpty?.() === true, false, 'it does not say that it is empty')
    }
  },

  'a revocation at one instance takes back none of that at another': async ({
    store,
    peer,
    clock: { now },
  }) => {
    const token = newToken(now)
    await store.revoke(selectorOf(token, 'clientId', now - 30), now + 60)
    await peer.revoke(selectorOf(token, 'clientId', now - 90), now + 30)
    for (const one of [store, peer]) equal(await one.isRevoked({ ...token, issuedAt: now - 40 }), true)
  },

  'of revocations that come at once at two instances, none is lost': async ({
    store,
    peer,
    clock: { now },
  }) => {
    const token = newToken(now)
    const order = Array.from({ length: 50 }, (_, index) => (index * 7) % 50)
    await Promise.all(
      order.map(async (index) =>
        (index % 2 === 0 ? store : peer).revoke(selectorOf(token, 'subject', now - index), now + 60),
      ),
    )
    for (const one of [store, peer]) {
      equal(await one.isRevoked({ ...token, issuedAt: now - 1 }), true)
      equal(await one.isRevoked({ ...token, issuedAt: now }), false)
    }
  },
}
