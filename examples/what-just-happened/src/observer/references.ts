/** The section of a standard that a refusal goes back to. */
export interface Reference {
  readonly text: string
  readonly url: string
}

const rfc = (number: number, section: string): Reference => ({
  text: `RFC ${number} §${section}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
})

const openid = (section: string, anchor: string): Reference => ({
  text: `OpenID Connect Core §${section}`,
  url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
})

const references: Readonly<Record<string, Reference>> = {
  // The authorization endpoint
  access_denied: rfc(6749, '4.1.2.1'),
  unauthorized_client: rfc(6749, '4.1.2.1'),
  unsupported_response_type: rfc(6749, '4.1.2.1'),
  server_error: rfc(6749, '4.1.2.1'),
  temporarily_unavailable: rfc(6749, '4.1.2.1'),
  login_required: openid('3.1.2.6', 'AuthError'),
  consent_required: openid('3.1.2.6', 'AuthError'),
  interaction_required: openid('3.1.2.6', 'AuthError'),
  account_selection_required: openid('3.1.2.6', 'AuthError'),
  // The token endpoint
  invalid_client: rfc(6749, '5.2'),
  invalid_grant: rfc(6749, '5.2'),
  unsupported_grant_type: rfc(6749, '5.2'),
  invalid_scope: rfc(6749, '5.2'),
  invalid_target: rfc(8707, '2'),
  // Proofs
  use_dpop_nonce: rfc(9449, '8'),
  nonce_required: rfc(9449, '9'),
  invalid_dpop_proof: rfc(9449, '5'),
  key_mismatch: rfc(9449, '7.1'),
  token_bound: rfc(9449, '7.2'),
  token_not_bound: rfc(9449, '7.1'),
  bearer_not_accepted: rfc(9449, '7.1'),
  certificate_missing: rfc(8705, '3'),
  certificate_mismatch: rfc(8705, '3'),
  // The resource server
  credentials_missing: rfc(6750, '3'),
  credentials_malformed: rfc(6750, '2.1'),
  credentials_repeated: rfc(6750, '2'),
  invalid_request: rfc(6750, '3.1'),
  invalid_token: rfc(6750, '3.1'),
  insufficient_scope: rfc(6750, '3.1'),
  insufficient_user_authentication: rfc(9470, '3'),
  insufficient_acr: rfc(9470, '3'),
  authentication_too_old: rfc(9470, '3'),
  insufficient_authorization_details: rfc(9396, '1'),
  audience_mismatch: rfc(9068, '4'),
  issuer_unknown: rfc(9068, '4'),
  issuer_missing: rfc(9068, '4'),
  token_expired: rfc(9068, '4'),
  signature_invalid: rfc(9068, '4'),
  key_not_found: rfc(7515, '4.1.4'),
  type_mismatch: rfc(9068, '2.1'),
  claim_missing: rfc(9068, '2.2'),
  token_not_yet_valid: rfc(7519, '4.1.5'),
  algorithm_not_allowed: rfc(8725, '3.1'),
  critical_header: rfc(7515, '4.1.11'),
  token_malformed: rfc(7515, '7.1'),
  token_inactive: rfc(7662, '2.2'),
  token_revoked: rfc(7009, '2.1'),
}

/** Where the standards speak of a refusal; nothing where none does. */
export function referenceOf(code: string): Reference | undefined {
  if (Object.hasOwn(references, code)) return references[code]
  return code.startsWith('proof_') ? rfc(9449, '4.3') : undefined
}
