/** How the key sets of issuers are fetched and kept. */
export interface KeySetBounds {
  /**
   * The longest that fetching metadata and key set together may take, in milliseconds; at most 60000. Stores and functions that
   * are handed in have as long to answer.
   *
   * @default 5000
   */
  readonly timeoutMs: number
  /**
   * The largest metadata or key-set document that is read, in bytes; 1024 to 16777216.
   *
   * @default 1048576
   */
  readonly maxBytes: number
  /**
   * The largest number of members in a key set; at most 1000.
   *
   * @default 100
   */
  readonly maxKeys: number
  /**
   * How long a set is fresh when `Cache-Control` does not say, in seconds.
   *
   * @default 600
   */
  readonly defaultFreshSeconds: number
  /**
   * The shortest time that a set is fresh, whatever `Cache-Control` says, in seconds.
   *
   * @default 60
   */
  readonly minFreshSeconds: number
  /**
   * The longest time that a set is fresh, whatever `Cache-Control` says, in seconds.
   *
   * @default 3600
   */
  readonly maxFreshSeconds: number
  /**
   * How long the last good set serves on while the issuer cannot be reached, in seconds since it was fetched.
   * After it, requests get 503.
   *
   * @default 86400, a day
   */
  readonly staleLimitSeconds: number
  /**
   * The shortest time between two fetches that unknown keys bring about, in seconds; at least 1.
   *
   * @default 5
   */
  readonly unknownKeyCooldownSeconds: number
}
