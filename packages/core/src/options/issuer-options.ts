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
  /** The URL of its key set. Default: found through its metadata. Excludes `jwks`. */
  readonly jwksUri?: string
  /** Its key set itself, with public keys. Nothing is fetched then. Excludes `jwksUri`. */
  readonly jwks?: { readonly keys: readonly unknown[] }
  /**
   * The one metadata document to ask for. Default: the OpenID configuration and, when there is none, the
   * document of RFC 8414.
   *
   * @see RFC 8414 §3
   */
  readonly metadata?: MetadataDocument
  /**
   * Asks the issuer about tokens: for opaque ones, or to learn at once that one was revoked. Default: it is not asked, and
   * opaque tokens are refused.
   *
   * @see RFC 7662
   */
  readonly introspection?: IntrospectionOptions
  /**
   * The signature algorithms that its tokens may use. Default: RS256/384/512, PS256/384/512, ES256/384/512 and
   * Ed25519. Name the ones that the issuer really uses to be strict.
   *
   * @see RFC 8725 §3.1
   */
  readonly algorithms?: readonly Algorithm[]
  /**
   * What its access tokens look like. Default `rfc9068`. `plain-jwt` is for issuers that do not emit `at+jwt`;
   * it weakens the distinction from ID tokens.
   *
   * @see RFC 9068
   */
  readonly tokenProfile?: TokenProfileName
  /** Which scopes its tokens grant. Default: the option `scopeFrom` of the resource server. */
  readonly scopeFrom?: ScopeMapper
  /** Which roles its tokens give. Default: the option `rolesFrom` of the resource server. */
  readonly rolesFrom?: RoleMapper
  /** How its access tokens differ from RFC 9068 beyond that. Default: not at all. The presets bring theirs. */
  readonly dialect?: TokenDialect
  /**
   * Clients whose tokens are accepted although they name no audience (`aud`), for an issuer that does not put one into
   * them. **Any token that this issuer gave to one of these clients, for whatever API, then opens yours**, so let scopes
   * that only your API has decide. A token with an audience is checked as always. Default: none.
   */
  readonly clientsWithoutAudience?: readonly string[]
  /**
   * Accepts `http:` URLs of this issuer that are not on loopback. **Whoever is on the network path can then
   * hand out keys of their own and so make tokens that are accepted.** Default false.
   */
  readonly dangerouslyAllowHttp?: boolean
  /**
   * Accepts tokens of this issuer that name no audience (`aud`), whoever got them. **Any of its tokens without an
   * audience, for whatever API, then opens yours.** Name the clients in `clientsWithoutAudience` where that is possible. A
   * token with an audience is checked as always. Default false.
   */
  readonly dangerouslyAllowMissingAudience?: boolean
}
