import type { Timing } from '../clock.js'
import type { Emit } from '../events/emit.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { ReplayStore } from '../replay/replay-store.js'
import type { VerifiedLogout } from './verified-logout.js'

/** What is needed of an issuer to verify its logout tokens. */
type LogoutIssuer = Pick<IssuerPolicy<unknown>, 'issuer' | 'header' | 'keys'>

/** What a logout token is checked against. */
export interface LogoutRules extends Timing {
  /** The issuer that a token names, of those that are accepted. Throws or rejects as `Issuers` does. */
  readonly issuers: { choose(iss: unknown): MaybePromise<LogoutIssuer> }
  /** Of which one must be the audience. */
  readonly clientIds: readonly string[]
  readonly allowMissingExpiry: boolean
}

/** The options of a receiver of logouts, checked and made ready for use. */
export interface LogoutPolicy extends LogoutRules {
  readonly replays: ReplayStore
  /** How long that may take to answer. */
  readonly replayTimeoutMs: number
  readonly onLogout: (logout: VerifiedLogout) => unknown
  readonly emit: Emit
}
