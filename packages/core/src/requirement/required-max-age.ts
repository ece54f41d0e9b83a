import type { Timing } from '../clock.js'
import { ConfigurationFault, shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import { VerifiedToken } from '../token/verified-token.js'

/** How long ago the user may have signed in, in seconds; nothing where a route does not say. @throws {ConfigurationFault} */
export function requiredMaxAge(seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined
  // Only these are written with digits alone, as a challenge has them.
  if (Number.isSafeInteger(seconds) && (seconds as number) >= 0) return seconds as number
  throw new ConfigurationFault(
    'maxAgeSeconds',
    'expected a whole number of seconds that is not negative (RFC 9470 §3)',
  )
}

/**
 * Checks how long ago the user has signed in. The tolerance for clocks counts in one direction alone: it takes an `auth_time`
 * that lies a little ahead for now, and makes none younger. What lies further ahead is no time at which anybody has signed in:
 * with milliseconds in the place of seconds, a login would else stay young for ever.
 *
 * @throws {TokenFault} `authentication_too_old`, also where `auth_time` is absent or no number
 * @see RFC 9470 §3, §6
 */
export function enforceMaxAge(
  maxAgeSeconds: number,
  token: AccessToken<unknown>,
  { clock, clockToleranceSeconds }: Timing,
): void {
  const { auth_time: time } = VerifiedToken.claimsOf(token)
  const now = clock()
  const age = typeof time === 'number' ? now - time : undefined
  // Written so that whatever is no number counts as too old.
  if (age !== undefined && age <= maxAgeSeconds && age >= -clockToleranceSeconds) return
  const expected = `auth_time: at most ${maxAgeSeconds} s ago, now: ${now}`
  throw new TokenFault('authentication_too_old', `auth_time: ${problemOf(time, age, maxAgeSeconds)}`, {
    issuer: token.issuer,
    expected,
    actual: shorten(time),
    maxAgeSeconds,
  })
}

function problemOf(time: unknown, age: number | undefined, maxAgeSeconds: number): string {
  if (time === undefined) return 'the token does not say when the user has signed in'
  if (age === undefined) return `expected a number of seconds since 1970, found ${shorten(time)}`
  if (age < 0) return `the user has signed in ${Math.ceil(-age)} s ahead of now`
  return `the user has signed in ${Math.ceil(age * 10) / 10} s ago, and ${maxAgeSeconds} s are the most`
}
