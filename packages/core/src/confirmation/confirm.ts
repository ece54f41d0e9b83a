import type { Clock } from '../clock.js'
import { checkProof } from '../dpop/check-proof.js'
import type { DpopPolicy } from '../dpop/dpop-policy.js'
import { TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import { checkCertificate } from '../mtls/check-certificate.js'
import type { MtlsPolicy } from '../mtls/mtls-policy.js'
import type { CheckedToken } from '../proved-token.js'
import type { Credential } from '../request/credential.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { Scheme } from '../request/scheme.js'
import type { Confirmation, ConfirmationClaim } from '../token/confirmation.js'

/** What can be checked of whom a token is bound to. */
export interface ConfirmationPolicy {
  /** Absent where proofs of possession are not understood. */
  readonly dpop: DpopPolicy | undefined
  /** Absent where certificates of clients are not looked at. */
  readonly mtls: MtlsPolicy | undefined
  /** Whether tokens that are bound to nothing are refused. */
  readonly bindingRequired: boolean
  readonly clock: Clock
}

/**
 * Checks that whoever sends a token may use it. A token that is bound to a key comes with the scheme `DPoP` and a proof, and any
 * other as `Bearer`; one that is bound to a certificate comes over a connection on which the client has shown it; one that is bound
 * to both needs both. A token with a confirmation of which something cannot be checked is refused: to serve it all the same would
 * undo its protection.
 *
 * @returns the nonce that the next proof should have, where there is a newer one
 * @throws {TokenFault} of the step `confirmation`
 * @throws {InfrastructureFault} `replay_unavailable`
 * @see RFC 7800 §3.1
 * @see RFC 8705 §3
 * @see RFC 9449 §7.1, §7.2
 */
export function confirm(
  { token: { issuer }, confirmation }: CheckedToken<unknown>,
  credential: Credential,
  request: ResourceRequest,
  policy: ConfirmationPolicy,
): MaybePromise<string | undefined> {
  const { jkt, x5tS256 } = checkableConfirmation(confirmation, policy) ?? {}
  const { dpop, mtls, clock } = policy
  checkScheme(jkt, credential.scheme)
  const shown = x5tS256 !== undefined && mtls ? checkCertificate(request, x5tS256, mtls) : undefined
  // The proof comes last: it is remembered, and can be used no more.
  return after(shown, () =>
    jkt !== undefined && dpop ? checkProof(request, { credential, issuer, jkt }, dpop, clock()) : undefined,
  )
}

/**
 * Checks that tokens with the scheme of this one are taken at all.
 *
 * @throws {TokenFault} `bearer_not_accepted`
 */
export function checkAcceptedScheme(
  { scheme }: Credential,
  { dpop }: Pick<ConfirmationPolicy, 'dpop'>,
): void {
  if (dpop?.required === true && scheme === 'Bearer') {
    throw new TokenFault(
      'bearer_not_accepted',
      "the token came with the scheme Bearer, and dpop is 'required'",
    )
  }
}

/**
 * Checks that a token comes with the scheme that its binding asks for.
 *
 * @param jkt the thumbprint of the key that it is bound to
 * @throws {TokenFault} `token_not_bound` or `token_bound`
 */
export function checkScheme(jkt: string | undefined, scheme: Scheme): void {
  if (jkt === undefined && scheme === 'DPoP') {
    throw new TokenFault(
      'token_not_bound',
      'cnf: the token is bound to no key, and came with the scheme DPoP',
    )
  }
  if (jkt !== undefined && scheme === 'Bearer') {
    throw new TokenFault(
      'token_bound',
      'cnf.jkt: the token is bound to a key, and came with the scheme Bearer and so without a proof that counts',
    )
  }
}

/**
 * What a token is bound to; nothing for a bearer token, where those are taken.
 *
 * @throws {TokenFault} `token_bound` where that cannot be checked here, or `token_not_bound` where it must be
 */
export function checkableConfirmation(
  confirmation: ConfirmationClaim,
  { dpop, mtls, bindingRequired }: Omit<ConfirmationPolicy, 'clock'>,
): Confirmation | undefined {
  if (confirmation === 'unknown' || !isCheckable(confirmation, dpop, mtls)) {
    throw new TokenFault(
      'token_bound',
      'cnf: the token is bound to a key or certificate, which cannot be checked here',
    )
  }
  if (bindingRequired && confirmation === undefined) {
    throw new TokenFault(
      'token_not_bound',
      'cnf: the token is bound to nothing, and the profile takes bound tokens alone',
    )
  }
  if (dpop?.required === true && confirmation?.jkt === undefined) {
    throw new TokenFault('token_not_bound', "cnf: the token is bound to no key, and dpop is 'required'")
  }
  if (mtls?.required === true && confirmation?.x5tS256 === undefined) {
    throw new TokenFault(
      'token_not_bound',
      "cnf: the token is bound to no certificate, and mtls is 'required'",
    )
  }
  return confirmation
}

const isCheckable = (
  { jkt, x5tS256 }: Confirmation = {},
  dpop: DpopPolicy | undefined,
  mtls: MtlsPolicy | undefined,
) => (jkt === undefined || dpop !== undefined) && (x5tS256 === undefined || mtls !== undefined)
