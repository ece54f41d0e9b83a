/**
 * What a logout token says that was verified, frozen. At least one of `subject` and `sid` is there.
 *
 * @see OpenID Connect Back-Channel Logout 1.0 §2.4, §2.7
 */
export interface VerifiedLogout {
  /** Who says it (`iss`). */
  readonly issuer: string
  /** The client that it was said to: that of the own ones which the token names (`aud`). */
  readonly clientId: string
  /** Whose session has ended (`sub`), unique inside the issuer. Without `sid`: all sessions of that user at this issuer have ended. */
  readonly subject: string | undefined
  /** Which session has ended (`sid`), as it stands in the ID token of that session. */
  readonly sid: string | undefined
  /** What the token is told from all others by (`jti`). */
  readonly jti: string
  /** When the token was issued (`iat`), in seconds since 1970. A session that has begun later is not meant. */
  readonly issuedAt: number
}
