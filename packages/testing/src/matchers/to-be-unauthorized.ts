import { checkNames } from '../check-names.js'
import { described, tokenChallenges, verdict, type MatcherResult } from './matcher-result.js'
import { readAnswer } from './received-answer.js'

/** What the challenge of a 401 says. */
export interface UnauthorizedExpectation {
  /**
   * The error code in a challenge, such as `invalid_token`, `insufficient_user_authentication`, `invalid_dpop_proof` or
   * `use_dpop_nonce`.
   * @default any or none: a request without a token is told none
   */
  readonly code?: string | undefined
}

/**
 * 401, and a challenge of the scheme Bearer or DPoP, with the error code if one is named.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3 RFC 6750 section 3}
 */
export function toBeUnauthorized(
  received: unknown,
  expectation: UnauthorizedExpectation = {},
): MatcherResult {
  checkNames('toBeUnauthorized()', expectation, ['code'])
  const { code } = expectation
  const answer = readAnswer(received)
  const { challenges, unreadable } = tokenChallenges(answer)
  const meets = challenges.some(({ parameters }) => code === undefined || parameters.get('error') === code)
  return verdict(
    answer.status === 401 && meets,
    `401 with a challenge of Bearer or DPoP${code === undefined ? '' : ` and error="${code}"`}`,
    described(answer, unreadable),
  )
}
