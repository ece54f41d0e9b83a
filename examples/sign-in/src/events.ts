import type { IDToken } from 'openid-client'

/** What happened, for whoever watches. No event holds a token, a code or a secret. */
export type SignInEvent =
  | {
      readonly type: 'authorization_requested'
      readonly scope: string
      readonly resources: readonly string[]
      readonly prompt: string | undefined
      readonly uiLocales: string
    }
  | { readonly type: 'authorization_refused'; readonly error: string }
  | { readonly type: 'authorization_failed'; readonly reason: string }
  | {
      readonly type: 'tokens_received'
      readonly claims: IDToken
      readonly scope: string
      readonly resource: string
      readonly tokenType: string
      readonly expiresAt: number
      readonly hasRefreshToken: boolean
    }
  | {
      readonly type: 'tokens_refreshed'
      readonly subject: string
      readonly resource: string
      /** How many refresh tokens there have been, this one among them. */
      readonly refreshTokenNumber: number
      readonly expiresAt: number
    }
  | {
      readonly type: 'refresh_failed'
      readonly subject: string
      readonly resource: string
      readonly reason: string
      /** The issuer has ended the refresh token; otherwise it is kept for another try. */
      readonly ended: boolean
    }
  | { readonly type: 'signed_out'; readonly subject: string; readonly where: 'here' | 'everywhere' }
  | { readonly type: 'refresh_token_revoked'; readonly subject: string }
  | { readonly type: 'revocation_failed'; readonly subject: string; readonly reason: string }
  | {
      readonly type: 'logout_token_accepted'
      readonly subject: string | undefined
      readonly sid: string | undefined
    }
  | { readonly type: 'logout_token_refused'; readonly reason: string }

/** Listens to {@link SignInEvent}. What it throws is lost: to watch must not change what is watched. */
export type OnEvent = (event: SignInEvent) => void

/** @returns one that never throws */
export function quiet(onEvent: OnEvent | undefined): OnEvent {
  return (event) => {
    try {
      onEvent?.(event)
    } catch {
      // See OnEvent.
    }
  }
}
