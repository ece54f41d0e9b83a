import type { Clock } from '../clock.js'
import { checkProof } from '../dpop/check-proof.js'
import type { DpopPolicy } from '../dpop/dpop-policy.js'
import { TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { CheckedToken } from '../proved-token.js'
import type { Credential } from '../request/extract-token.js'
import type { ResourceRequest } from '../request/resource-request.js'
import { confirmationOf, type Confirmation } from '../token/confirmation.js'

/** Which proofs of possession are understood. */
export interface ConfirmationPolicy {
  /** Absent where none of this kind is. */
  readonly dpop: DpopPolicy | undefined
  readonly clock: Clock
}

/**
 * Checks that whoever sends a token may use it: a token that is bound to a key comes with the scheme `DPoP` and a proof, and any
 * other as `Bearer`. A token with a confirmation of which nothing can be checked is refused: to serve it as a plain bearer token
 * would undo its protection.
 *
 * @returns the nonce that the next proof should have, where there is a newer one
 * @throws {TokenFault} of the step `confirmation`
 * @throws {InfrastructureFault} `replay_unavailable`
 * @see RFC 7800 §3.1
 * @see RFC 9449 §7.1, §7.2
 */
export function confirm(
  { token: { issuer }, claims }: CheckedToken<unknown>,
  { text, scheme }: Credential,
  request: ResourceRequest,
  { dpop, clock }: ConfirmationPolicy,
): MaybePromise<string | undefined> {
  const confirmation = checkableConfirmation(claims, dpop)
  if (confirmation === undefined) {
    if (scheme === 'Bearer') return undefined
    throw new TokenFault(
      'token_not_bound',
      'cnf: the token is bound to no key, and came with the scheme DPoP',
    )
  }
  if (scheme === 'Bearer' || !dpop) {
    throw new TokenFault(
      'token_bound',
      'cnf.jkt: the token is bound to a key, and came with the scheme Bearer and so without a proof that counts',
    )
  }
  return checkProof(request, { text, issuer, jkt: confirmation.jkt }, dpop, clock())
}

/**
 * What the claims bind a token to; nothing for a bearer token, where those are taken.
 *
 * @throws {TokenFault} `token_bound` where that cannot be checked here, or `token_not_bound` where it must be
 */
export function checkableConfirmation(
  claims: JsonObject,
  dpop: DpopPolicy | undefined,
): Confirmation | undefined {
  const confirmation = confirmationOf(claims)
  if (confirmation === undefined && dpop?.required === true) {
    throw new TokenFault('token_not_bound', "cnf: the token is bound to no key, and dpop is 'required'")
  }
  if (confirmation === undefined || (confirmation !== 'unknown' && dpop)) return confirmation
  throw new TokenFault(
    'token_bound',
    'cnf: the token is bound to a key or certificate, which cannot be checked here',
  )
}
