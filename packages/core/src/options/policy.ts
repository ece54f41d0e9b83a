import type { TokenCache } from '../cache/token-cache.js'
import type { RefusalPolicy } from '../challenge/refusal.js'
import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import type { Warn } from '../events/warn-once.js'
import type { Issuers } from '../issuers/issuers.js'
import type { ProvedToken } from '../proved-token.js'
import type { OtherMethods } from '../request/bearer-methods.js'
import type { RevocationStore } from '../revocation/revocation-store.js'
import type { TokenOwner } from '../token/verified-token.js'

/** The options of a resource server, checked and made ready for use. */
export interface Policy<C> {
  readonly issuers: Issuers<C>
  readonly audiences: readonly string[]
  readonly clock: Clock
  readonly emit: Emit
  readonly warn: Warn
  readonly clockToleranceSeconds: number
  readonly maxTokenBytes: number
  /** Absent when the `Authorization` field is the only place of a token. */
  readonly otherMethods: OtherMethods | undefined
  /** Absent when every token is to be verified each time. */
  readonly tokenCache: TokenCache<ProvedToken<C>> | undefined
  readonly revocations: RevocationStore
  /** How long that may take to answer. */
  readonly revocationTimeoutMs: number
  /** What marks the tokens that this resource server has verified. */
  readonly owner: TokenOwner
  readonly optional: boolean
  readonly passPreflight: boolean
  readonly refusal: RefusalPolicy
}
