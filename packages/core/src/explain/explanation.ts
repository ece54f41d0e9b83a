import type { InfrastructureFaultCode, Step, TokenFaultCode } from '../faults/index.js'

/** One check of the pipeline, and how it came out. */
export interface TokenCheck {
  /** The step of the pipeline that it belongs to. */
  readonly step: Step
  /** What is checked, such as `aud`, `signature` or `scope`. */
  readonly name: string
  /** `skipped`: a check before it failed, and this one needs what that one would have brought. */
  readonly ok: boolean | 'skipped'
  /** The code with which a request would be answered if this were its first failure. */
  readonly code?: TokenFaultCode | InfrastructureFaultCode
  /** What was found, or what is wrong, or why it was skipped. */
  readonly detail: string
  /** What is most likely the cause, and how to mend it. */
  readonly hint?: string
  readonly expected?: string
  readonly actual?: string
}

/** What a token says of itself, or its issuer of it, shortened. It is not proved unless `verified` says so. */
export interface TokenSummary {
  /** Whether the issuer made it: its signature was verified with a key of the issuer that it names, or the issuer says so. */
  readonly verified: boolean
  readonly issuer?: string
  readonly kid?: string
  readonly alg?: string
  readonly typ?: string
  /** `iat`, in seconds since 1970; the other times too. */
  readonly issuedAt?: number
  /** `nbf` */
  readonly notBefore?: number
  /** `exp` */
  readonly expiresAt?: number
}

/** Every check of a token. It holds neither the token nor its signature. */
export interface Explanation {
  /** Whether a request with this token would be accepted. */
  readonly ok: boolean
  /** `undecided`: the issuer or a store could not be asked, so that the answer would be 503. */
  readonly verdict: 'accepted' | 'refused' | 'undecided'
  /** The code of the first check that failed: the one with which a request would be answered. */
  readonly code?: TokenFaultCode | InfrastructureFaultCode
  /** In the order of the pipeline. */
  readonly checks: readonly TokenCheck[]
  /** Absent when the token is no JWT, and no issuer says of it that it is active. */
  readonly token?: TokenSummary
}
