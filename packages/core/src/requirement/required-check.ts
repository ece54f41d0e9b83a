import { TokenFault } from '../faults/index.js'
import { optionalFunction } from '../faults/check-option.js'
import type { AccessToken } from '../token/access-token.js'
import { handedIn } from '../token/handed-in.js'
import type { AccessRequirement } from './access-requirement.js'

type Check = NonNullable<AccessRequirement<unknown>['check']>

/** The check of a route's own; nothing where it has none. @throws {ConfigurationFault} */
export const requiredCheck = (check: Check | undefined): Check | undefined => optionalFunction('check', check)

/**
 * Asks the check of a route's own: it takes the token when it returns `true`, and at once.
 *
 * @throws {TokenFault} `requirement_check_failed`, with what it threw as its `cause`
 */
export function enforceCheck(check: Check, token: AccessToken<unknown>): void {
  if (verdictOf(check, token)) return
  throw new TokenFault('requirement_check_failed', 'check: it does not take the token', {
    issuer: token.issuer,
  })
}

function verdictOf(check: Check, token: AccessToken<unknown>): boolean {
  try {
    return handedIn(
      'check',
      () => check(token),
      {},
      (value) => typeof value === 'boolean',
    )
  } catch (thrown) {
    const { detail, cause } = thrown as TokenFault
    throw new TokenFault('requirement_check_failed', detail, { issuer: token.issuer, cause })
  }
}
