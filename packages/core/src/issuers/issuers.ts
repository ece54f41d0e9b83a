import type { MaybePromise } from '../maybe-promise.js'
import type { IssuerPolicy } from './issuer-policy.js'

/** The issuers whose tokens are accepted. */
export interface Issuers<C> {
  /**
   * The issuer that a token names. The `iss` of a token that nobody has verified does one thing: it chooses among the
   * issuers that are accepted.
   *
   * Throws or rejects with a `TokenFault` when there is none, and with an `InfrastructureFault` when that cannot be
   * found out.
   */
  choose(iss: unknown): MaybePromise<IssuerPolicy<C>>
  /** Those that are known at the moment. */
  known(): Iterable<IssuerPolicy<C>>
}
