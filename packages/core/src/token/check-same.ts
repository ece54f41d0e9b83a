import { ConfigurationFault } from '../faults/index.js'
import { isSameValue } from '../same-value.js'
import type { AccessToken } from './access-token.js'

/**
 * Checks that a token is the one with which its request came through before: whoever skips the check of a proof must not skip it for
 * another token.
 *
 * @throws {ConfigurationFault}
 */
export function checkSame(now: AccessToken<unknown>, before: AccessToken<unknown>): void {
  if (!isSameValue(holderOf(now), holderOf(before))) throw otherRequest()
}

export const otherRequest = () =>
  new ConfigurationFault('recheck', 'expected the request with which this token came through')

/** Who has got a token, and what it is bound to. */
const holderOf = ({ issuer, subject, clientId, confirmation }: AccessToken<unknown>) => ({
  issuer,
  subject,
  clientId,
  confirmation,
})
