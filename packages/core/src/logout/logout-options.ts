import type { Clock } from '../clock.js'
import type { EventListener } from '../events/qalqon-event.js'
import type { Fetch } from '../http/bounded-request.js'
import type { WaitUntil } from '../keys/wait-until.js'
import type { IssuerOptions } from '../options/issuer-options.js'
import type { KeySetOptions } from '../options/key-set-options.js'
import type { ReplayStore } from '../replay/replay-store.js'
import type { VerifiedLogout } from './verified-logout.js'

/** What logout tokens are checked by, whoever receives them. */
export interface LogoutTokenOptions {
  /**
   * The client to which the issuer sends logout tokens, by the `client_id` that it is registered under: it must be their audience (`aud`).
   * A list: one of several.
   */
  readonly clientId: string | readonly string[]
  /**
   * Remembers which logout tokens were used, so that each is used once: a store that several instances share. When it does not
   * answer, or is full, logout requests get 503. A token whose logout failed can come again where the store has `release`.
   *
   * @default in the memory of this process, for up to 100000 tokens at a time
   * @see OpenID Connect Back-Channel Logout 1.0 §2.6 (8)
   */
  readonly replayStore?: ReplayStore
  /**
   * Accepts logout tokens that do not say when they expire (`exp`), of issuers that are older than the errata of the standard. They
   * count for two minutes from `iat` on. **A token that names an expiry is checked as always; one without it can be held back and
   * delivered by whoever gets hold of it for longer than its issuer may have meant.**
   *
   * @default `false`
   * @see OpenID Connect Back-Channel Logout 1.0 §2.4
   */
  readonly dangerouslyAllowMissingExpiry?: boolean
}

/** Options of `logoutReceiver`. */
export interface LogoutReceiverOptions extends LogoutTokenOptions {
  /**
   * The issuer whose logout tokens are accepted: its URL, or an object as for a resource server, of a preset for example. Of that
   * object counts how the keys are had, and `algorithms`; what it says of access tokens has no effect.
   */
  readonly issuer: string | IssuerOptions
  /**
   * Ends what has ended: the session that `sid` names or, where there is none, all sessions of the user `subject` at this issuer that have
   * begun before `issuedAt`. It may return a promise, which is waited for. When it throws or rejects, the issuer is told that the logout
   * failed, and the event `logout_failed` has what it threw. A session that is not known is no failure: it has ended.
   */
  readonly onLogout: (logout: VerifiedLogout) => unknown
  /**
   * How far the clock of the issuer may differ, in seconds; 0 to 300.
   *
   * @default 5
   */
  readonly clockToleranceSeconds?: number
  /**
   * The time in seconds since 1970, for tests.
   *
   * @default the clock of the machine
   */
  readonly clock?: Clock
  /**
   * Makes all requests to the issuer, for a proxy or for tests. It must heed `signal` and `redirect: 'manual'`.
   *
   * @default the global `fetch`
   */
  readonly fetch?: Fetch
  /**
   * How the key set is fetched and kept.
   *
   * @default as its members say
   */
  readonly keySets?: KeySetOptions
  /**
   * Is handed the promise of every fetch of keys, as for a resource server.
   *
   * @default nobody is told: Node, Bun and Deno end nothing
   */
  readonly waitUntil?: WaitUntil
  /**
   * Is told of everything that is worth logging or counting.
   *
   * @default nobody is told
   */
  readonly onEvent?: EventListener
}

/** Options of `backchannelLogout` of a resource server. */
export interface BackchannelLogoutOptions extends LogoutTokenOptions {
  /**
   * Which tokens are revoked over a logout token that names both a session (`sid`) and its user (`sub`). `'session'`: those of the session,
   * which must have the claim `sid` themselves. `'user'`: all of that user that were issued until then, for issuers whose access tokens have no
   * `sid`: **the user is logged out of other sessions too.**
   *
   * @default `'session'`
   * @see OpenID Connect Back-Channel Logout 1.0 §2.7
   */
  readonly revokes?: 'session' | 'user'
  /**
   * The longest that access tokens of these issuers live, in seconds: a revocation is forgotten after that time; 60 to 31536000.
   *
   * @default 86400, which is a day
   */
  readonly maxTokenLifetimeSeconds?: number
}
