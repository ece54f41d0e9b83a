import type { TokenFaultCode } from '../faults/index.js'
import { missingAudienceHint, otherRouteAudience, wrongAudienceHint } from './audience-hints.js'
import { unmetClaim } from './claim-hints.js'
import { expired, fromTheFuture, malformedTime } from './clock-hints.js'
import { boundToken, otherTarget } from './confirmation-hints.js'
import { encrypted, noJwt, spoiltText } from './credential-hints.js'
import { missingDetail } from './detail-hints.js'
import { unknownIssuerHint } from './issuer-hints.js'
import { badSignature, otherAlgorithm, unknownKey } from './key-hints.js'
import { missingRole } from './role-hints.js'
import { missingScope } from './scope-hints.js'
import { oldAuthentication, otherAcr } from './step-up-hints.js'
import { otherSubjectType } from './subject-hints.js'
import type { Hint, Suspect } from './suspect.js'
import { graphToken, inactive, otherKindOfToken, partlyRfc9068, plainJwt } from './token-kind-hints.js'

const missingAudience: Hint = (suspect) =>
  suspect.claims.aud === undefined && suspect.fault.detail.startsWith('aud')
    ? missingAudienceHint(suspect)
    : undefined

const otherToken: readonly Hint[] = [graphToken, otherKindOfToken]

/** What to look at for each code, the surest first. Codes that say it all themselves have none. */
const hints: Partial<Record<TokenFaultCode, readonly Hint[]>> = {
  credentials_malformed: [spoiltText],
  token_malformed: [noJwt],
  token_encrypted: [encrypted],
  type_mismatch: [...otherToken, plainJwt],
  algorithm_not_allowed: [otherKindOfToken, otherAlgorithm],
  issuer_unknown: [graphToken, unknownIssuerHint, otherKindOfToken],
  issuer_missing: [otherKindOfToken],
  key_not_found: [graphToken, unknownKey],
  signature_invalid: [graphToken, badSignature],
  token_inactive: [inactive],
  claim_missing: [...otherToken, missingAudience, partlyRfc9068],
  claim_malformed: [malformedTime],
  audience_mismatch: [...otherToken, wrongAudienceHint],
  token_expired: [expired],
  token_not_yet_valid: [fromTheFuture],
  token_issued_in_future: [fromTheFuture],
  id_token: otherToken,
  not_access_token: otherToken,
  security_event: otherToken,
  token_bound: [boundToken],
  proof_target_mismatch: [otherTarget],
  insufficient_audience: [otherRouteAudience],
  subject_type_mismatch: [otherSubjectType],
  insufficient_roles: [missingRole],
  insufficient_claims: [unmetClaim],
  insufficient_acr: [otherAcr],
  authentication_too_old: [oldAuthentication],
  insufficient_scope: [missingScope],
  insufficient_authorization_details: [missingDetail],
}

/** What is most likely wrong with a credential that was refused, and how to mend it; nothing when there is no telling. */
export function findHint(suspect: Suspect): string | undefined {
  for (const hint of hints[suspect.fault.code] ?? []) {
    const found = hint(suspect)
    if (found !== undefined) return found
  }
  return undefined
}
