import { isChallengeText } from '../challenge/challenge.js'
import { ConfigurationFault, refuseRequest, shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import { VerifiedToken } from '../token/verified-token.js'

/**
 * The authentication contexts of which a route requires one, the preferred one first; nothing where it names none. A
 * challenge must be able to carry them, separated by spaces.
 *
 * @throws {ConfigurationFault}
 */
export function requiredAcrValues(values: unknown): readonly string[] | undefined {
  if (values === undefined) return undefined
  if (!Array.isArray(values) || values.length === 0)
    throw new ConfigurationFault(
      'acrValues',
      "expected a list of at least one text, as in acrValues: ['phr']",
    )
  for (const value of values as readonly unknown[]) {
    refuseRequest('requireAccess', value)
    if (!isAcr(value)) {
      const found = typeof value === 'string' ? shorten(value) : `a value of the type ${typeof value}`
      throw new ConfigurationFault(
        'acrValues',
        `${found} is not one acr: a text without spaces, quotes, backslashes and non-ASCII characters, as a challenge carries it (RFC 9470 §3); several are several texts`,
      )
    }
  }
  return Object.freeze([...new Set<string>(values as string[])])
}

const isAcr = (value: unknown) =>
  typeof value === 'string' && value !== '' && isChallengeText(value) && !value.includes(' ')

/**
 * Checks in which authentication context the user has signed in: `acr` is one of the values, letter by letter. No value
 * implies another, and an `acr` that is absent, or no text, is none of them.
 *
 * @throws {TokenFault} `insufficient_acr`
 * @see RFC 9470 §3, §6
 */
export function enforceAcr(acrValues: readonly string[], token: AccessToken<unknown>): void {
  const { acr } = VerifiedToken.claimsOf(token)
  if (typeof acr === 'string' && acrValues.includes(acr)) return
  const expected = acrValues.map(shorten).join(' or ')
  const actual = shorten(acr)
  throw new TokenFault('insufficient_acr', `acr: expected ${expected}, found ${actual}`, {
    issuer: token.issuer,
    expected,
    actual,
    acrValues,
  })
}
