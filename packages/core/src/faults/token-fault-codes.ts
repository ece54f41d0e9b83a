/** The steps of the pipeline at which a request can be refused. */
export type Step =
  | 'extract'
  | 'structure'
  | 'issuer'
  | 'key'
  | 'signature'
  | 'introspection'
  | 'claims'
  | 'confirmation'
  | 'revocation'
  | 'requirement'

/** The `error` values that a challenge can carry. @see RFC 6750 §3.1 @see RFC 9449 §12.2 @see RFC 9470 §3 */
export type ChallengeError =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'

interface TokenFaultKind {
  readonly step: Step
  readonly status: 400 | 401 | 403
  /** None when no credentials were presented. @see RFC 6750 §3.1 */
  readonly error?: ChallengeError
  /** The fixed text that the client gets. */
  readonly text: string
}

const invalidToken = (step: Step, text: string) =>
  ({ step, status: 401, error: 'invalid_token', text }) as const

const invalidProof = (text: string) =>
  ({ step: 'confirmation', status: 401, error: 'invalid_dpop_proof', text }) as const

const invalidRequest = (text: string) =>
  ({ step: 'extract', status: 400, error: 'invalid_request', text }) as const

const insufficient = (text: string) =>
  ({ step: 'requirement', status: 403, error: 'insufficient_scope', text }) as const

const insufficientAuthentication = (text: string) =>
  ({ step: 'requirement', status: 401, error: 'insufficient_user_authentication', text }) as const

/** Every reason for which a request is refused, with what its client is told. */
export const tokenFaultKinds = {
  credentials_missing: { step: 'extract', status: 401, text: 'An access token is required' },
  credentials_malformed: invalidRequest('The credentials in the request are malformed'),
  bearer_not_accepted: invalidToken('extract', 'The access token must be sent with the scheme DPoP'),
  credentials_repeated: invalidRequest('More than one credential was sent'),

  token_too_large: invalidToken('structure', 'The access token is too large'),
  token_malformed: invalidToken('structure', 'The access token is malformed'),
  token_encrypted: invalidToken('structure', 'The access token is of a kind that is not accepted here'),
  token_nested: invalidToken('structure', 'The access token is of a kind that is not accepted here'),
  type_mismatch: invalidToken('structure', 'The token is not an access token'),
  critical_header: invalidToken('structure', 'The access token asks for an extension that is not supported'),
  algorithm_not_allowed: invalidToken(
    'structure',
    'The signature algorithm of the access token is not accepted',
  ),

  issuer_missing: invalidToken('issuer', 'The access token does not name its issuer'),
  issuer_unknown: invalidToken('issuer', 'The issuer of the access token is not accepted'),

  key_not_found: invalidToken('key', 'The access token was signed with an unknown key'),
  signature_invalid: invalidToken('signature', 'The signature of the access token is invalid'),

  token_inactive: invalidToken('introspection', 'The access token is not active'),

  claim_missing: invalidToken('claims', 'The access token lacks a required claim'),
  claim_malformed: invalidToken('claims', 'The access token holds a malformed claim'),
  claims_rejected: invalidToken('claims', 'The claims of the access token are not accepted'),
  audience_mismatch: invalidToken('claims', 'The access token is not meant for this resource'),
  token_expired: invalidToken('claims', 'The access token expired'),
  token_not_yet_valid: invalidToken('claims', 'The access token is not valid yet'),
  token_issued_in_future: invalidToken('claims', 'The access token is not valid yet'),
  security_event: invalidToken('claims', 'The token is not an access token'),
  id_token: invalidToken('claims', 'The token is not an access token'),
  not_access_token: invalidToken('claims', 'The token is not an access token'),

  token_bound: invalidToken('confirmation', 'The access token is bound to a key or certificate'),
  token_not_bound: invalidToken('confirmation', 'The access token is not bound to a key or certificate'),
  key_mismatch: invalidToken('confirmation', 'The access token is bound to another key'),
  certificate_missing: invalidToken('confirmation', 'The access token needs a certificate of the client'),
  certificate_mismatch: invalidToken('confirmation', 'The access token is bound to another certificate'),
  nonce_required: {
    step: 'confirmation',
    status: 401,
    error: 'use_dpop_nonce',
    text: 'The DPoP proof needs the nonce that came with this answer',
  },
  proof_missing: invalidProof('A DPoP proof is required'),
  proof_repeated: invalidProof('More than one DPoP proof was sent'),
  proof_malformed: invalidProof('The DPoP proof is malformed'),
  proof_algorithm_not_allowed: invalidProof('The signature algorithm of the DPoP proof is not accepted'),
  proof_key_unacceptable: invalidProof('The key of the DPoP proof is not accepted'),
  proof_method_mismatch: invalidProof('The DPoP proof was made for another method'),
  proof_target_mismatch: invalidProof('The DPoP proof was made for another URL'),
  proof_expired: invalidProof('The DPoP proof is too old'),
  proof_not_yet_valid: invalidProof('The DPoP proof is not valid yet'),
  proof_token_mismatch: invalidProof('The DPoP proof was made for another access token'),
  proof_signature_invalid: invalidProof('The signature of the DPoP proof is invalid'),
  proof_replayed: invalidProof('The DPoP proof was used before'),

  token_revoked: invalidToken('revocation', 'The access token was revoked'),

  insufficient_audience: insufficient('The access token is not meant for this part of the resource'),
  subject_type_mismatch: insufficient('The access token does not speak for whom this is meant'),
  insufficient_roles: insufficient('The roles of the access token do not allow this'),
  insufficient_claims: insufficient('The claims of the access token do not allow this'),
  insufficient_acr: insufficientAuthentication('A different authentication level is required'),
  authentication_too_old: insufficientAuthentication('More recent authentication is required'),
  insufficient_scope: insufficient('The access token does not allow this'),
  insufficient_authorization_details: insufficient(
    'The authorization details of the access token do not allow this',
  ),
  requirement_check_failed: insufficient('The access token does not allow this'),
} as const satisfies Record<string, TokenFaultKind>

/** The stable name of a reason for which a request is refused. */
export type TokenFaultCode = keyof typeof tokenFaultKinds

/** What its client is told, and where in the pipeline it arises. */
export const kindOf = (code: TokenFaultCode): TokenFaultKind => tokenFaultKinds[code]
