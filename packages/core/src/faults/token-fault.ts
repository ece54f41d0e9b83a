import type { AuthorizationDetail } from '../authorization-detail.js'
import { causeOption, QalqonError } from './qalqon-error.js'
import { kindOf, type ChallengeError, type Step, type TokenFaultCode } from './token-fault-codes.js'

/** What is known of a refusal beside its code. Values out of a token are shortened; none is ever a token. */
export interface TokenFaultFacts {
  /** The issuer that the token names, also where nobody has proved that it made the token: before the step `claims`. */
  readonly issuer?: string | undefined
  /** The key that the token names. */
  readonly kid?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  /** What is most likely wrong, and how to mend it: a guess from what the token says, for the log. */
  readonly hint?: string | undefined
  /** The scopes that the token lacks. */
  readonly missingScopes?: readonly string[]
  /** Those of `missingScopes` of which one would suffice. */
  readonly missingAnyScope?: readonly string[]
  /**
   * The rights that the token lacks, each as an authorization detail with one value in each list. They are those that the route
   * names, and nothing out of a token.
   */
  readonly missingAuthorizationDetails?: readonly AuthorizationDetail[]
  /** The nonce that the next proof must have; a client gets it in the field `DPoP-Nonce`. @see RFC 9449 §9 */
  readonly dpopNonce?: string | undefined
  /** The roles that the token lacks. */
  readonly missingRoles?: readonly string[]
  /** Those of `missingRoles` of which one would suffice. */
  readonly missingAnyRole?: readonly string[]
  /** The names of the claims that are absent, or are not as the route requires. */
  readonly unmetClaims?: readonly string[]
  /** The authentication contexts of which the route requires one, where the token has none of them. */
  readonly acrValues?: readonly string[]
  /** How long ago the user may have signed in, in seconds, where it is longer ago, or nobody says when it was. */
  readonly maxAgeSeconds?: number
  readonly cause?: unknown
}

/**
 * The request is refused because of its credentials: 400, 401 or 403, with a challenge.
 *
 * It carries `status`, `headers` and `expose` in the way that the error handlers of Express, Koa and Fastify read, so
 * that a fault which a route throws on is still answered with its challenge. It has no stack: it is an answer
 * to a client, not a mistake in the program.
 */
export class TokenFault extends QalqonError {
  override readonly family = 'token'
  declare readonly code: TokenFaultCode
  readonly status: 400 | 401 | 403
  /** The `error` of the challenge; absent when no credentials were presented. @see RFC 6750 §3.1 */
  readonly error: ChallengeError | undefined
  /** The step of the pipeline that refused. */
  readonly step: Step
  readonly facts: TokenFaultFacts
  /** The fields of the answer, once the resource server that refused has made its challenges: a list where there are several. */
  headers: Readonly<Record<string, string | string[]>> | undefined
  readonly expose = true

  constructor(code: TokenFaultCode, detail: string, facts: TokenFaultFacts = {}) {
    const kind = kindOf(code)
    super('TokenFault', code, kind.text, detail, causeOption(facts.cause))
    this.status = kind.status
    this.error = kind.error
    this.step = kind.step
    this.facts = Object.freeze({ ...facts })
    this.stack = `${this.name}: ${this.message}`
  }

  /** The same refusal with more facts. Those that are known already stay as they are. */
  withFacts(more: TokenFaultFacts): TokenFault {
    const known = Object.entries(this.facts).filter(([, value]) => value !== undefined)
    return new TokenFault(this.code, this.detail, { ...more, ...Object.fromEntries(known) })
  }
}
