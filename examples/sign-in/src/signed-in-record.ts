import type { IDToken } from 'openid-client'
import type { ProofKey } from './proof-key.js'

/** An access token and what was said with it. Times in milliseconds since 1970. */
export interface StoredAccessToken {
  readonly token: string
  readonly tokenType: string
  readonly scope: string
  readonly receivedAt: number
  readonly expiresAt: number
}

/** One use of a refresh token, for the history that is shown. */
export interface Refresh {
  readonly at: number
  readonly resource: string
  /** Which refresh token was used: the first came with the sign-in. */
  readonly number: number
  /** What went wrong. */
  readonly failed?: string
}

/** All that a client keeps about one sign-in. None of it leaves the server but what is said about it. */
export interface SignedInRecord {
  readonly id: string
  readonly issuer: string
  readonly claims: IDToken
  /** Kept for `id_token_hint` alone. */
  readonly idToken: string
  readonly scope: string
  readonly signedInAt: number
  readonly endsAt: number
  readonly proofKey?: ProofKey | undefined
  /** By resource. */
  readonly accessTokens: Readonly<Record<string, StoredAccessToken>>
  readonly refreshToken?: string | undefined
  /** Which one it is. */
  readonly refreshTokenNumber: number
  readonly refreshes: readonly Refresh[]
  /** The issuer has ended the tokens, or they were given back; the session goes on without. */
  readonly tokensEnded?: boolean
}

const maximumRefreshes = 20

/** @returns the history with one more, within bounds */
export function remember(refreshes: readonly Refresh[], refresh: Refresh): readonly Refresh[] {
  return [...refreshes, refresh].slice(-maximumRefreshes)
}

/** @returns the same person without any token */
export function withoutTokens(record: SignedInRecord): SignedInRecord {
  return { ...record, refreshToken: undefined, accessTokens: {}, tokensEnded: true }
}
