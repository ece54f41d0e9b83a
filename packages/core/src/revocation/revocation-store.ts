import type { MaybePromise } from '../maybe-promise.js'

/** By what a token can be revoked. What it does not say of itself is absent. */
export interface RevocableToken {
  readonly issuer: string
  /**
   * Names the token: a SHA-256 in base64url, of a signed JWT up to its last dot, without the signature; of any other token
   * as it was sent.
   */
  readonly tokenHash: string
  readonly jti: string | undefined
  readonly subject: string | undefined
  /** The session at the issuer. @see OpenID Connect Front-Channel Logout 1.0 §3 */
  readonly sid: string | undefined
  readonly clientId: string | undefined
  /** Seconds since 1970. */
  readonly issuedAt: number | undefined
}

/**
 * Which tokens no longer count: one token, or those of a session, of a user, of a client, or of a client for one user. The last three
 * are revoked when they were issued before a time, so that a later login is not shut out; a token that does not say when it
 * was issued counts as old.
 *
 * A store that takes the last for all tokens of the user, or of the client, refuses more than it was told to, and nothing less.
 */
export type RevocationSelector =
  | { readonly tokenHash: string }
  | { readonly issuer: string; readonly jti: string }
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly subject: string; readonly issuedBefore: number }
  | { readonly issuer: string; readonly clientId: string; readonly issuedBefore: number }
  | {
      readonly issuer: string
      readonly subject: string
      readonly clientId: string
      readonly issuedBefore: number
    }

/**
 * Remembers which tokens no longer count although they have not expired. A fleet shares one; the default is in memory.
 *
 * Whatever it throws or rejects with makes the request a 503: a token that may be revoked is not served.
 */
export interface RevocationStore {
  /**
   * Whether nothing is revoked at the moment, so that no token need be looked up. It must answer at once; a store that
   * cannot leaves it out.
   */
  isEmpty?(): boolean
  /** Whether any revocation covers a token. Asked for every request with a valid token. */
  isRevoked(token: RevocableToken): MaybePromise<boolean>
  /** Remembers a revocation until a time, in seconds since 1970, at which the last token that it covers has expired. */
  revoke(selector: RevocationSelector, until: number): MaybePromise<void>
}

/** Whether a revocation covers a token. */
export function covers(selector: RevocationSelector, token: RevocableToken): boolean {
  if ('tokenHash' in selector) return selector.tokenHash === token.tokenHash
  if (selector.issuer !== token.issuer) return false
  if ('jti' in selector) return selector.jti === token.jti
  if ('sid' in selector) return selector.sid === token.sid
  if ('subject' in selector && selector.subject !== token.subject) return false
  if ('clientId' in selector && selector.clientId !== token.clientId) return false
  return isBefore(token.issuedAt, selector.issuedBefore)
}

/** Written so that a token which does not say when it was issued counts as old. */
export const isBefore = (issuedAt: number | undefined, time: number): boolean =>
  issuedAt === undefined || issuedAt < time
