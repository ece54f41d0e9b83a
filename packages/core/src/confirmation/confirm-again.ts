import { TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { CheckedToken } from '../proved-token.js'
import { isSameValue } from '../same-value.js'
import type { AccessToken } from '../token/access-token.js'
import { VerifiedToken, type TokenOwner } from '../token/verified-token.js'
import { checkableConfirmation, type ConfirmationPolicy } from './confirm.js'

/**
 * Checks what can have changed of whom the token of a request is bound to that has come through before: its proof counts once, and has
 * counted. The token must be the one of then, since another would get through without a proof, and must still say of whom it is and what
 * it is bound to; what an issuer says of an opaque token can change.
 *
 * @param before the token with which the request came through
 * @throws {TokenFault} of the step `confirmation`, or `token_inactive`; maybe as a rejection
 */
export function confirmAgain(
  { token, confirmation }: CheckedToken<unknown>,
  before: AccessToken<unknown>,
  policy: ConfirmationPolicy & { readonly owner: TokenOwner },
): MaybePromise<undefined> {
  checkableConfirmation(confirmation, policy)
  return after(nameOf(token, policy.owner), (present) =>
    after(nameOf(before, policy.owner), (past) => {
      if (present === past && isSameValue(holderOf(token), holderOf(before))) return undefined
      const detail =
        'the token is not the one with which the request came through, or no longer says the same'
      throw new TokenFault('token_inactive', detail, { issuer: token.issuer })
    }),
  )
}

function nameOf(token: AccessToken<unknown>, owner: TokenOwner): MaybePromise<string | undefined> {
  const identity = VerifiedToken.identityOf(token, owner)
  return identity && ('jti' in identity ? identity.jti : identity.tokenHash)
}

/** Who has got a token, and what it is bound to. */
const holderOf = ({ issuer, subject, clientId, confirmation }: AccessToken<unknown>) => ({
  issuer,
  subject,
  clientId,
  confirmation,
})
