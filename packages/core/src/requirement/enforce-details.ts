import { shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import type { AuthorizationDetail } from '../authorization-detail.js'
import { handedIn } from '../token/handed-in.js'
import { grants, type Combination } from './combination.js'
import type { CheckedDetail } from './required-detail.js'

/** What a token lacks of one detail that is required. */
interface Shortfall {
  readonly missing: readonly Combination[]
  /** Whether an object would have granted some of it, but for `matches`. */
  readonly unmatched: boolean
  /** How `matches` failed, where it did. */
  readonly failure: TokenFault | undefined
}

/**
 * Checks that a token grants every detail that is required: each combination of the values of one must stand in a single
 * object of the token. The objects add up, and what stands in two of them is never combined.
 *
 * No type is known here, nor what its members mean: they are compared, and nothing is fetched.
 *
 * @throws {TokenFault} `insufficient_authorization_details`
 * @see RFC 9396 §2.2, §11.3
 */
export function enforceDetails(required: readonly CheckedDetail[], token: AccessToken<unknown>): void {
  const { authorizationDetails: granted, issuer } = token
  const shortfalls = required.flatMap((each) => shortfallOf(each, granted) ?? [])
  const [first] = shortfalls
  if (!first) return
  const missing = shortfalls.flatMap((shortfall) => shortfall.missing)
  const failure = shortfalls.find((shortfall) => shortfall.failure)?.failure
  const expected = shorten(missing[0])
  const actual = typesIn(granted)
  const others = missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''
  throw new TokenFault(
    'insufficient_authorization_details',
    `authorizationDetails: no object of the token grants ${expected}${others}; it has ${actual}${reasonOf(first, failure)}`,
    { issuer, expected, actual, missingAuthorizationDetails: missing, cause: failure?.cause },
  )
}

function shortfallOf(
  { combinations, matches, name }: CheckedDetail,
  granted: readonly AuthorizationDetail[],
): Shortfall | undefined {
  const alike = granted.filter((detail) => combinations.some((right) => grants(detail, right)))
  let failure: TokenFault | undefined
  const matching = matches
    ? alike.filter((detail) => {
        try {
          return handedIn(name, matches, detail, isBoolean)
        } catch (fault) {
          // Other objects may still grant it. This one does not, and the log is told why.
          failure ??= fault as TokenFault
          return false
        }
      })
    : alike
  const missing = combinations.filter((right) => !matching.some((detail) => grants(detail, right)))
  return missing.length > 0 ? { missing, unmatched: matching.length < alike.length, failure } : undefined
}

const isBoolean = (value: unknown) => typeof value === 'boolean'

/** The types alone: the rest can be about a person. @see RFC 9396 §13 */
const typesIn = (granted: readonly AuthorizationDetail[]) =>
  granted.length === 0 ? 'none' : `the types ${shorten([...new Set(granted.map(({ type }) => type))])}`

function reasonOf({ unmatched }: Shortfall, failure: TokenFault | undefined): string {
  if (failure) return `; ${failure.detail}`
  return unmatched ? '; matches does not take those that have all the rest' : ''
}
