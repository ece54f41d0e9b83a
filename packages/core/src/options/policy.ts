import type { TokenCache } from '../cache/token-cache.js'
import type { RefusalPolicy } from '../challenge/refusal.js'
import type { ConfirmationPolicy } from '../confirmation/confirm.js'
import type { Emit } from '../events/emit.js'
import type { Warn } from '../events/warn-once.js'
import type { Issuers } from '../issuers/issuers.js'
import type { MetadataPolicy } from '../resource-metadata/metadata-policy.js'
import type { ProvedToken } from '../proved-token.js'
import type { TokenWays } from '../request/presented-token.js'
import type { RevocationStore } from '../revocation/revocation-store.js'
import type { TokenOwner } from '../token/verified-token.js'

/** The options of a resource server, checked and made ready for use. */
export interface Policy<C> extends TokenWays, ConfirmationPolicy {
  readonly issuers: Issuers<C>
  readonly audiences: readonly string[]
  /** How audiences are spelled before they are compared; nothing: they are compared as they are. */
  readonly canonicalAudience: ((audience: string) => string) | undefined
  /** What this API says of itself as a protected resource. */
  readonly metadata: MetadataPolicy
  readonly emit: Emit
  readonly warn: Warn
  readonly clockToleranceSeconds: number
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
