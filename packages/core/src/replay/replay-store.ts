import type { MaybePromise } from '../maybe-promise.js'

/** What became of a reservation; see `ReplayStore`. */
export type Reservation = 'reserved' | 'seen' | 'full'

/**
 * Remembers which proofs of possession, or which logout tokens, were used, so that each is used once. For one process there is `MemoryReplayStore`; instances
 * that share their load must share a store.
 *
 * @see RFC 9449 §11.1
 */
export interface ReplayStore {
  /**
   * Looks a key up and remembers it, in one step that nothing can come between: of many calls with one key, exactly one gets
   * `reserved`.
   *
   * It answers `seen` when the key is remembered already, and `full` when there is no room: a key that has not expired is never
   * dropped for another. A key that has expired is never `reserved`: it would be forgotten at once, and could come again. Whatever else it answers, throws or rejects with counts as an outage: the request gets 503.
   *
   * @param key a hash, 43 characters of the alphabet of base64url
   * @param expiresAt from when on the key may be forgotten, in whole seconds since 1970
   */
  reserve(key: string, expiresAt: number): MaybePromise<Reservation>
  /**
   * Takes a reservation back, because what it was made for has failed: the key can then be reserved once more, until the time for which it
   * was. A key that is not remembered is left alone. It is called for logout tokens alone; without it, a token whose logout
   * failed counts as used.
   */
  release?(key: string): MaybePromise<void>
}
