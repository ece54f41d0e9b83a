import { inTime } from './revocation-checks-in-time.js'
import { ofNames } from './revocation-checks-of-names.js'
import { revocationsInFleet } from './revocation-checks-in-fleet.js'
import type { RevocationStoreUnderTest } from './revocation-store-under-test.js'
import { checksOf, type ConformanceCheck, type StoreSetup } from './store-conformance.js'

/**
 * What every revocation store must do, as a list of named checks.
 *
 * @example
 * const clock = createTestClock()
 * const checks = revocationStoreConformance({ create: () => new MyRevocationStore({ clock }), clock })
 * for (const { name, run } of checks) test(name, run)
 */
export const revocationStoreConformance = <Store extends RevocationStoreUnderTest>(
  setup: StoreSetup<Store>,
): ConformanceCheck[] => checksOf(setup, { ...ofNames, ...inTime }, revocationsInFleet)
