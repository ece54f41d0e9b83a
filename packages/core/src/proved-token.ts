import type { IssuerPolicy } from './issuers/issuer-policy.js'
import type { JsonObject } from './json-object.js'
import type { VerificationKey } from './keys/verification-key.js'
import type { AccessToken } from './token/access-token.js'

/**
 * What was proved of a token: facts that hold while its key is in the key set and its lifetime lasts, and no decision.
 * The cache of tokens keeps these.
 */
export interface ProvedToken<C> {
  readonly token: AccessToken<C>
  /** As they stand in the token, deeply frozen. */
  readonly claims: JsonObject
  readonly issuer: IssuerPolicy<C>
  /** The key that verified the signature. */
  readonly key: VerificationKey
}
