import type { JsonObject } from '../json-object.js'
import type { Confirmation } from './confirmation.js'
import type { AuthorizationDetail } from '../authorization-detail.js'

/**
 * Whom a token speaks for: `client`, when its subject is the client that got it; otherwise `user`. A plain JWT that does
 * not name its client counts as `user`, since nothing in it tells. The `dialect` of an issuer can tell it otherwise.
 *
 * @see RFC 9068 §5
 */
export type SubjectType = 'user' | 'client'

/**
 * An access token that was verified, deeply frozen. `C` is what `parseClaims` returns.
 *
 * A user is identified by `issuer` *and* `subject` together: two issuers may give the same subject to two people.
 */
export interface AccessToken<C = JsonObject> {
  /** The issuer (`iss`). */
  readonly issuer: string
  /** Whom the token speaks for (`sub`), unique inside the issuer. */
  readonly subject: string
  /** `client` when the subject is the client itself. */
  readonly subjectType: SubjectType
  /** The client that got the token (`client_id`, otherwise `azp`, or what the dialect says); plain JWTs may not name it. */
  readonly clientId: string | undefined
  /** The audiences of the token (`aud`), as a list; empty only where the issuer may leave them out. */
  readonly audience: readonly string[]
  /** The scopes as they were granted. To decide, ask `hasScope`, which also knows what they imply. */
  readonly scopes: readonly string[]
  /** The roles that the token gives, see `rolesFrom`. Whose they are, the user's or the client's, is for the issuer to say. */
  readonly roles: readonly string[]
  /**
   * What the token allows beyond scopes, as the issuer has put it (`authorization_details`); empty when there is none. To decide,
   * let the route require it: an object grants only what stands in it together.
   *
   * @see RFC 9396 §2.2
   */
  readonly authorizationDetails: readonly AuthorizationDetail[]
  /**
   * When the token expires (`exp`), in seconds since 1970. Where an issuer that was asked about an opaque token does not
   * say: when it is asked again.
   */
  readonly expiresAt: number
  /**
   * The key of the client that the token is bound to, for which the request brought a proof; absent for a bearer token.
   *
   * @see RFC 7800 §3.1
   */
  readonly confirmation?: Confirmation
  /** The claims: as the token has them, or as `parseClaims` returned them. */
  readonly claims: C
  /** The token as it was sent, only with the option `exposeToken`. */
  readonly token?: string
  /** Whether the token grants a scope, directly or through `scopeImplies`. */
  hasScope(scope: string): boolean
}
