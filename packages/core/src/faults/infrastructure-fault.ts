import { causeOption, QalqonError } from './qalqon-error.js'

/** What an issuer or a store can fail at. */
export type InfrastructureFaultCode =
  | 'metadata_unavailable'
  | 'metadata_invalid'
  | 'key_set_unavailable'
  | 'key_set_invalid'
  | 'issuer_unresolved'
  | 'introspection_unavailable'
  | 'introspection_denied'
  | 'introspection_invalid'
  | 'revocation_unavailable'
  | 'replay_unavailable'

/** What is known of the failure beside its code. */
export interface InfrastructureFaultFacts {
  /** The issuer that could not be asked. */
  readonly issuer?: string | undefined
  /** When it is worth asking again, in seconds from now. */
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/**
 * The issuer, or a store, could not be asked, and nothing is at hand to serve from. It is never the client's
 * fault: the answer is 503 with `Retry-After`, and no `invalid_token`.
 */
export class InfrastructureFault extends QalqonError {
  override readonly family = 'infrastructure'
  declare readonly code: InfrastructureFaultCode
  readonly status = 503
  readonly issuer: string | undefined
  /** For the `Retry-After` header, in whole seconds, at least 1. */
  readonly retryAfterSeconds: number

  constructor(code: InfrastructureFaultCode, detail: string, facts: InfrastructureFaultFacts = {}) {
    super(
      'InfrastructureFault',
      code,
      'Access tokens cannot be checked at the moment',
      detail,
      causeOption(facts.cause),
    )
    this.issuer = facts.issuer
    this.retryAfterSeconds = Math.max(1, Math.ceil(facts.retryAfterSeconds ?? 1))
  }

  /** The same failure, told to a client that comes later. */
  retryingAfter(seconds: number): InfrastructureFault {
    return new InfrastructureFault(this.code, this.detail, {
      issuer: this.issuer,
      retryAfterSeconds: seconds,
      cause: this.cause,
    })
  }
}
