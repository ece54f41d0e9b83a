import type { RefusalPolicy } from '../challenge/refusal.js'
import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import type { Warn } from '../events/warn-once.js'
import type { KeySource } from '../keys/key-source.js'
import type { AccessTokenShape } from '../token/build-access-token.js'
import type { HeaderPolicy } from '../token/jose-header.js'
import type { TokenProfile } from '../token/token-profile.js'

/** An issuer, ready for use. */
export interface IssuerPolicy<C> {
  readonly issuer: string
  readonly header: HeaderPolicy
  readonly profile: TokenProfile
  readonly keys: KeySource
  readonly shape: AccessTokenShape<C>
}

/** The options of a resource server, checked and made ready for use. */
export interface Policy<C> {
  readonly issuers: ReadonlyMap<string, IssuerPolicy<C>>
  readonly audiences: readonly string[]
  readonly clock: Clock
  readonly emit: Emit
  readonly warn: Warn
  readonly clockToleranceSeconds: number
  readonly maxTokenBytes: number
  readonly optional: boolean
  readonly passPreflight: boolean
  readonly refusal: RefusalPolicy
}
