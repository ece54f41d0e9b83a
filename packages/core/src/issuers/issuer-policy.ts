import type { IntrospectionPolicy } from '../introspection/introspection-policy.js'
import type { KeySource } from '../keys/key-source.js'
import type { PresetMark } from '../token/preset-mark.js'
import type { MissingAudienceRule } from '../token/audience.js'
import type { AccessTokenShape } from '../token/build-access-token.js'
import type { HeaderPolicy } from '../token/jose-header.js'
import type { TokenProfile } from '../token/token-profile.js'

/** An issuer, ready for use. */
export interface IssuerPolicy<C> {
  readonly issuer: string
  readonly header: HeaderPolicy
  readonly profile: TokenProfile
  /** Nothing: a token must name its audience. */
  readonly missingAudience: MissingAudienceRule | undefined
  readonly keys: KeySource
  /** Nothing: it is not asked about tokens. */
  readonly introspection: IntrospectionPolicy | undefined
  readonly shape: AccessTokenShape<C>
  /** For hints alone; nothing: no preset was used. */
  readonly preset: PresetMark | undefined
}
