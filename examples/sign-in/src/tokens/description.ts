import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { IDToken } from 'openid-client'
import type { Refresh, SignedInRecord } from '../signed-in-record.js'
import { refreshTime } from './refresh-time.js'

/** An access token as it may be shown: what stands in it, and not the token. */
export interface AccessTokenDescription {
  readonly resource: string
  readonly tokenType: string
  readonly scope: string
  readonly receivedAt: number
  readonly expiresAt: number
  /** From when on it is refreshed before it is used, where there is a refresh token. */
  readonly refreshAt: number
  /** The beginning of its SHA-256, by which people can tell one from the next. */
  readonly fingerprint: string
  /** For a JWT. A client does not read access tokens, which are for the resource; this is for people who want to see one. */
  readonly header?: ProtectedHeaderParameters
  readonly claims?: JWTPayload
}

/** All that may be shown about a sign-in. */
export interface TokensDescription {
  readonly idToken: { readonly claims: IDToken; readonly algorithm: string | undefined }
  readonly accessTokens: readonly AccessTokenDescription[]
  readonly refreshToken: { readonly number: number; readonly fingerprint: string } | undefined
  readonly refreshes: readonly Refresh[]
  readonly ended: boolean
  /** The thumbprint of the key is in the token; here, whether there is one. */
  readonly bound: boolean
}

export function describeTokens(record: SignedInRecord): TokensDescription {
  const { claims, idToken, refreshToken, refreshTokenNumber: number, refreshes } = record
  return {
    idToken: { claims, algorithm: decodeProtectedHeader(idToken).alg },
    accessTokens: Object.entries(record.accessTokens).map(([resource, stored]) => {
      const { token, ...rest } = stored
      return {
        resource,
        ...rest,
        refreshAt: refreshTime(stored),
        fingerprint: fingerprint(token),
        ...decoded(token),
      }
    }),
    refreshToken: refreshToken === undefined ? undefined : { number, fingerprint: fingerprint(refreshToken) },
    refreshes,
    ended: record.tokensEnded === true,
    bound: record.proofKey !== undefined,
  }
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12)
}

function decoded(token: string): { header?: ProtectedHeaderParameters; claims?: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return {} // opaque
  }
}
