import { causeOption, QalqonError } from './qalqon-error.js'
import type { TokenFault } from './token-fault.js'
import type { TokenFaultCode } from './token-fault-codes.js'

/** The reasons that only a logout request can be refused for, with what its sender is told. */
export const logoutFaultTexts = {
  logout_token_missing: 'A logout token is required, in a form that is posted',
  logout_request_malformed: 'The logout request is malformed',
  not_logout_token: 'The token is not a logout token',
  logout_replayed: 'The logout token was used before',
} as const

/** Those that it shares with access tokens: the same checks find them. */
type SharedFaultCode = Extract<
  TokenFaultCode,
  | 'token_too_large'
  | 'token_malformed'
  | 'token_encrypted'
  | 'token_nested'
  | 'type_mismatch'
  | 'critical_header'
  | 'algorithm_not_allowed'
  | 'issuer_missing'
  | 'issuer_unknown'
  | 'key_not_found'
  | 'signature_invalid'
  | 'claim_missing'
  | 'claim_malformed'
  | 'audience_mismatch'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_issued_in_future'
>

/** The stable name of a reason for which a logout request is refused. */
export type LogoutFaultCode = keyof typeof logoutFaultTexts | SharedFaultCode

/** What is known of the refusal of a logout request beside its code. Values out of a token are shortened; none is ever a token. */
export interface LogoutFaultFacts {
  /** The issuer that the token names, also where nobody has proved that it made the token. */
  readonly issuer?: string | undefined
  /** The key that the token names. */
  readonly kid?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  readonly cause?: unknown
}

/**
 * A logout request is refused because of what it says: 400, and nothing is ended. Like a `TokenFault` it has no stack: it is an answer.
 *
 * @see OpenID Connect Back-Channel Logout 1.0 §2.8
 */
export class LogoutFault extends QalqonError {
  override readonly family = 'token'
  declare readonly code: LogoutFaultCode
  readonly status = 400
  readonly facts: LogoutFaultFacts

  constructor(code: LogoutFaultCode, detail: string, facts: LogoutFaultFacts = {}) {
    super('LogoutFault', code, textOf(code), detail, causeOption(facts.cause))
    this.facts = Object.freeze({ ...facts })
    this.stack = `${this.name}: ${this.message}`
  }
}

/** What a check of tokens has thrown, as the refusal of the logout request that brought the token. */
export function logoutFaultOf(fault: TokenFault): LogoutFault {
  const { issuer, kid, expected, actual, cause } = fault.facts
  // Forms are read as those of access tokens are.
  const code = fault.code === 'credentials_malformed' ? 'logout_request_malformed' : fault.code
  return new LogoutFault(code as LogoutFaultCode, fault.detail, { issuer, kid, expected, actual, cause })
}

/** The code says what is wrong with a token, and nothing out of it. */
function textOf(code: LogoutFaultCode): string {
  return code in logoutFaultTexts
    ? logoutFaultTexts[code as keyof typeof logoutFaultTexts]
    : `The logout token is not valid (${code})`
}
