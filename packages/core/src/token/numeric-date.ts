import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'

/**
 * A time claim in seconds since 1970, or nothing when the claim is absent. Any value but a finite number that is
 * not negative is malformed, which is not the same as absent: `"exp": "never"` must not mean "no expiry".
 *
 * @throws {TokenFault} `claim_malformed`
 * @see RFC 7519 §2
 */
export function numericDate(claims: JsonObject, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const value = claims[name]
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  const [expected, actual] = ['a number of seconds since 1970', shorten(value)]
  throw new TokenFault('claim_malformed', `${name}: expected ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}
