import type { MaybePromise } from '../maybe-promise.js'
import type { Algorithm } from '../algorithms.js'
import type { VerificationKey } from './verification-key.js'

/** What is known of the key set of an issuer at a moment, for `stats()`. Times are seconds since 1970. */
export interface KeySetStatus {
  readonly keys: number
  readonly fetchedAt: number | undefined
  readonly freshUntil: number | undefined
  /** Whether the last attempt to fetch the set failed. */
  readonly failing: boolean
}

/** A key set that can be handed to a process that starts later. It holds public keys alone. */
export interface SavedKeySet {
  readonly issuer: string
  /** When the set was fetched, in seconds since 1970. */
  readonly fetchedAt: number
  readonly jwks: { readonly keys: readonly unknown[] }
}

/** Where the keys of one issuer come from. */
export interface KeySource {
  /**
   * The keys that come into question for a token, at least one.
   *
   * Throws or rejects with a `TokenFault` `key_not_found` when the issuer has none that fits, and with an
   * `InfrastructureFault` when that cannot be found out.
   */
  find(algorithm: Algorithm, kid: string | undefined): MaybePromise<readonly VerificationKey[]>

  /**
   * The keys of a set that replaced the one of which `tried` are; none when there is no newer set. For tokens that name
   * no key: when no candidate verifies one, the issuer may have rotated.
   */
  findNewer(algorithm: Algorithm, tried: readonly VerificationKey[]): MaybePromise<readonly VerificationKey[]>

  /**
   * Whether a key that verified a token before is still one of the issuer's. As in `find`, a set that has grown old is
   * refreshed on the way; throws or rejects with an `InfrastructureFault` when there is no set that may serve.
   */
  holds(key: VerificationKey): MaybePromise<boolean>

  /** Makes the keys ready before the first request. Rejects with an `InfrastructureFault`. */
  ready(): MaybePromise<void>

  /** Nothing, where there are no keys to speak of. */
  status(): KeySetStatus | undefined

  /** The set for a later start; nothing when it was never fetched. */
  saved(): SavedKeySet | undefined
}
