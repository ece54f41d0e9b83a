import type { Clock } from '../clock.js'
import { ConfigurationFault } from '../faults/index.js'
import {
  covers,
  type RevocableToken,
  type RevocationSelector,
  type RevocationStore,
} from './revocation-store.js'

/** What a revocation goes through. */
export interface RevocationParts {
  readonly clock: Clock
  readonly revocations: RevocationStore
  /** How long a token that has expired still counts. */
  readonly clockToleranceSeconds: number
  /** Drops what is remembered of the tokens that are covered. */
  readonly forget: (covered: (token: RevocableToken) => boolean) => void
}

/** In the year 5138: what is later was meant as milliseconds. */
export const latestSeconds = 100_000_000_000

/**
 * Puts a revocation in force until the tokens have expired, in seconds since 1970, and for the tolerance beyond. Rejects with what the store fails with.
 *
 * @throws {ConfigurationFault} when the time is none that lies ahead.
 */
export async function revoke(
  selector: RevocationSelector,
  until: unknown,
  { clock, clockToleranceSeconds, revocations, forget }: RevocationParts,
): Promise<void> {
  if (typeof until !== 'number' || !(until + clockToleranceSeconds > clock()) || until > latestSeconds) {
    throw new ConfigurationFault(
      'until',
      'expected when the last of these tokens has expired, in seconds since 1970, a time that lies ahead',
    )
  }
  await revocations.revoke(selector, until + clockToleranceSeconds)
  forget((token) => covers(selector, token))
}
