import type { CompactJws } from './compact-jws.js'
import { TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { checkType, type HeaderPolicy } from './jose-header.js'
import type { TokenProfile } from './token-profile.js'

/** What an issuer's access tokens are told by. */
export interface KindRules {
  readonly header: HeaderPolicy
  readonly profile: TokenProfile
}

/**
 * Refuses a JWT that says of itself that it is something else than an access token, or that it is bound to a key of which the
 * answer says nothing. For a JWT about which its issuer was asked: many endpoints call ID tokens active too, and not all repeat
 * what a token is bound to.
 *
 * It can only refuse. Nothing else of the JWT counts.
 *
 * @param answer what its issuer has answered
 * @throws {TokenFault} `type_mismatch`, `token_bound`, `security_event`, `id_token` or `not_access_token`
 * @see RFC 8725 §3.11, §3.12
 */
export function checkKind({ header, payload }: CompactJws, rules: KindRules, answer: JsonObject): void {
  checkType(header, rules.header)
  if (payload.cnf !== undefined && answer.cnf === undefined) {
    throw new TokenFault(
      'token_bound',
      'cnf: the token is bound to a key or certificate, of which the answer of its issuer says nothing',
    )
  }
  rules.profile.checkKind(payload)
}
