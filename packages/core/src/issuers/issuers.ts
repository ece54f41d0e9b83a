import type { MaybePromise } from '../maybe-promise.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { IssuerLookup } from './issuer-lookup.js'
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
  /**
   * The one issuer that is asked about a token which names none, because it is opaque; nothing, when none is asked.
   *
   * Throws or rejects with a `TokenFault` when the request names one that is not accepted.
   */
  chooseForOpaque(request: ResourceRequest): MaybePromise<IssuerPolicy<C> | undefined>
  /** Those that are known at the moment. */
  known(): Iterable<IssuerPolicy<C>>
  /** How they are found. */
  readonly lookup: IssuerLookup
}
