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
