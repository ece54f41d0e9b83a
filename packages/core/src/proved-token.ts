import type { IssuerPolicy } from './issuers/issuer-policy.js'
import type { JsonObject } from './json-object.js'
import type { VerificationKey } from './keys/verification-key.js'
import type { AccessToken } from './token/access-token.js'
import type { ConfirmationClaim } from './token/confirmation.js'

/** A token whose claims were checked, and are known to come from its issuer. */
export interface CheckedToken<C> {
  readonly token: AccessToken<C>
  /** As the issuer has put them, deeply frozen. */
  readonly claims: JsonObject
  /** What they bind the token to. */
  readonly confirmation: ConfirmationClaim
}

/**
 * What was proved of a token: facts that hold while its key is in the key set and its lifetime lasts, and no decision.
 * The cache of tokens keeps these.
 */
export interface ProvedToken<C> extends CheckedToken<C> {
  readonly issuer: IssuerPolicy<C>
  /** The key that verified the signature. */
  readonly key: VerificationKey
}
