import { TokenFault } from '../faults/index.js'
import { numericDate } from './numeric-date.js'
import type { JsonObject } from '../json-object.js'

/** How far `iat` may lie ahead, in seconds: clocks differ, but a token from the future has something to hide. */
const farthestIssuedAhead = 60

/**
 * Checks that now is inside the lifetime of a token: before `exp` (which is required), not before `nbf`, and
 * not long before `iat`. Returns `exp`.
 *
 * @throws {TokenFault}
 * @see RFC 7519 §4.1.4, §4.1.5, §4.1.6
 */
export function checkLifetime(claims: JsonObject, now: number, toleranceSeconds: number): number {
  const exp = checkExpiry(claims, now, toleranceSeconds)
  checkNotBefore(claims, now, toleranceSeconds)
  checkIssuedAt(claims, now, toleranceSeconds)
  return exp
}

/**
 * The same where `exp` may be absent, as in an answer of an introspection endpoint.
 *
 * @throws {TokenFault}
 */
export function checkTimes(claims: JsonObject, now: number, toleranceSeconds: number): number | undefined {
  const exp = claims.exp === undefined ? undefined : checkExpiry(claims, now, toleranceSeconds)
  checkNotBefore(claims, now, toleranceSeconds)
  checkIssuedAt(claims, now, toleranceSeconds)
  return exp
}

/** Checks that `exp` is there and ahead. Returns it. @throws {TokenFault} */
export function checkExpiry(claims: JsonObject, now: number, toleranceSeconds: number): number {
  const exp = numericDate(claims, 'exp')
  if (exp === undefined)
    throw new TokenFault('claim_missing', 'exp: the token names no time at which it expires')
  // Written so that whatever is no number counts as refused.
  if (!(now < exp + toleranceSeconds)) {
    throw new TokenFault('token_expired', `exp: the token expired ${seconds(now - exp)} ago`, times(now, exp))
  }
  return exp
}

/** Checks that `nbf`, where it is there, is not ahead. @throws {TokenFault} */
export function checkNotBefore(claims: JsonObject, now: number, toleranceSeconds: number): void {
  const nbf = numericDate(claims, 'nbf')
  if (nbf !== undefined && !(now >= nbf - toleranceSeconds)) {
    throw new TokenFault(
      'token_not_yet_valid',
      `nbf: the token is not valid for another ${seconds(nbf - now)}`,
      times(now, nbf),
    )
  }
}

/** Checks that `iat`, where it is there, is not long ahead. @throws {TokenFault} */
export function checkIssuedAt(claims: JsonObject, now: number, toleranceSeconds: number): void {
  const iat = numericDate(claims, 'iat')
  if (iat !== undefined && !(iat <= now + Math.max(farthestIssuedAhead, toleranceSeconds))) {
    throw new TokenFault(
      'token_issued_in_future',
      `iat: the token was issued ${seconds(iat - now)} ahead of now`,
      times(now, iat),
    )
  }
}

const seconds = (count: number) => `${Math.round(count)} s`

const times = (now: number, claim: number) => ({ expected: `now: ${now}`, actual: String(claim) })
