import { looksLikeMilliseconds, type Clock } from '../clock.js'
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

/** The mistake of revoking a token that has no `exp` without a time. */
export const expiryUnknown = (): ConfigurationFault =>
  new ConfigurationFault(
    'until',
    'the token has no exp, so that nobody knows when it expires: say it by a second argument, revoke(token, until), in seconds since 1970',
  )

/**
 * Puts a revocation in force until the tokens have expired, in seconds since 1970, and for the tolerance beyond. Rejects with what the store fails with.
 *
 * @throws {ConfigurationFault} when the time does not lie ahead.
 */
export async function revoke(
  selector: RevocationSelector,
  until: unknown,
  { clock, clockToleranceSeconds, revocations, forget }: RevocationParts,
): Promise<void> {
  const expected =
    'expected when the last of these tokens has expired, in seconds since 1970, a time that lies ahead'
  if (typeof until !== 'number' || !(until + clockToleranceSeconds > clock()))
    throw new ConfigurationFault('until', expected)
  if (looksLikeMilliseconds(until))
    throw new ConfigurationFault('until', `it looks like milliseconds; ${expected}: divide it by 1000`)
  await revocations.revoke(selector, until + clockToleranceSeconds)
  forget((token) => covers(selector, token))
}
