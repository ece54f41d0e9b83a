import type { Algorithm } from '../algorithms.js'
import type { IntrospectionOptions } from './introspection-options.js'
import type { MetadataDocument } from '../keys/metadata.js'
import type { RoleMapper } from '../token/roles.js'
import type { ScopeMapper } from '../token/scopes.js'
import type { TokenDialect } from '../token/token-dialect.js'
import type { TokenProfileName } from '../token/token-profile.js'

/** An issuer whose access tokens are accepted. A plain URL stands for `{ issuer: url }`. */
export interface IssuerOptions {
  /**
   * The issuer identifier, exactly as it stands in the `iss` of its tokens, a trailing slash included. An
   * `https:` URL; `http:` only on loopback.
   */
  readonly issuer: string
  /**
   * The URL of its key set. Excludes `jwks`.
   *
   * @default found through its metadata
   */
  readonly jwksUri?: string
  /**
   * Its key set itself, with public keys. Nothing is fetched then. Excludes `jwksUri`.
   *
   * @default none
   */
  readonly jwks?: { readonly keys: readonly unknown[] }
  /**
   * The one metadata document to ask for.
   *
   * @default the OpenID configuration and, when there is none, the document of RFC 8414
   * @see RFC 8414 §3
   */
  readonly metadata?: MetadataDocument
  /**
   * Asks the issuer about tokens: for opaque ones, or to learn at once that one was revoked.
   *
   * @default it is not asked, and opaque tokens are refused
   * @see RFC 7662
   */
  readonly introspection?: IntrospectionOptions
  /**
   * The signature algorithms that its tokens may use. Name the ones that the issuer really uses to be strict. `EdDSA` (the old
   * name of Ed25519) can be added by name, and `ML-DSA-44`, `ML-DSA-65` and `ML-DSA-87` where the runtime verifies them. Symmetric
   * algorithms (`HS256` …) and `none` are not offered.
   *
   * @default RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 and Ed25519
   * @see RFC 8725 §3.1
   */
  readonly algorithms?: readonly Algorithm[]
  /**
   * What its access tokens look like. `plain-jwt` is for issuers that do not emit `at+jwt`;
   * it weakens the distinction from ID tokens.
   *
   * @default `'rfc9068'`
   * @see RFC 9068
   */
  readonly tokenProfile?: TokenProfileName
  /**
   * Which scopes its tokens grant.
   *
   * @default the option `scopeFrom` of the resource server
   */
  readonly scopeFrom?: ScopeMapper
  /**
   * Which roles its tokens give.
   *
   * @default the option `rolesFrom` of the resource server
   */
  readonly rolesFrom?: RoleMapper
  /**
   * How its access tokens differ from RFC 9068 beyond that. The presets bring theirs.
   *
   * @default not at all
   */
  readonly dialect?: TokenDialect
  /**
   * Clients whose tokens are accepted although they name no audience (`aud`), for an issuer that does not put one into
   * them. **Any token that this issuer gave to one of these clients, for whatever API, then opens yours**, so let scopes
   * that only your API has decide. A token with an audience is checked as always.
   *
   * @default none
   */
  readonly clientsWithoutAudience?: readonly string[]
  /**
   * Accepts `http:` URLs of this issuer that are not on loopback. **Whoever is on the network path can then
   * hand out keys of their own and so make tokens that are accepted.**
   *
   * @default `false`
   */
  readonly dangerouslyAllowHttp?: boolean
  /**
   * Accepts tokens of this issuer that name no audience (`aud`), whoever got them. **Any of its tokens without an
   * audience, for whatever API, then opens yours.** Name the clients in `clientsWithoutAudience` where that is possible. A
   * token with an audience is checked as always.
   *
   * @default `false`
   */
  readonly dangerouslyAllowMissingAudience?: boolean
}
