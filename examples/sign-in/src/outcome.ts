import type { SignedIn } from './signed-in.js'

/** How a sign-in ended. `back` is the page where it began, a path of this client. */
export type SignInOutcome =
  | {
      readonly type: 'signed_in'
      readonly back: string
      readonly prompt: string | undefined
      readonly signedIn: SignedIn
    }
  /** The issuer says no (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6): `access_denied`, `login_required`, `consent_required`, … */
  | {
      readonly type: 'refused'
      readonly back: string
      readonly error: string
      readonly prompt: string | undefined
    }
  /** Nobody began this here, or too long ago, or it was finished already. */
  | { readonly type: 'expired'; readonly back: string }
  /** The answer is not to be trusted: another issuer, a wrong nonce, an ID token that does not hold. */
  | { readonly type: 'invalid'; readonly back: string; readonly reason: string }
  | { readonly type: 'unavailable'; readonly back: string }
