/** How the key sets of issuers are fetched and kept. */
export interface KeySetBounds {
  /** The longest that fetching metadata and key set together may take, in milliseconds. Default 5000, at most 60000. */
  readonly timeoutMs: number
  /** The largest metadata or key-set document that is read, in bytes. Default 1 MiB, at most 16 MiB. */
  readonly maxBytes: number
  /** The largest number of members in a key set. Default 100, at most 1000. */
  readonly maxKeys: number
  /** How long a set is fresh when the issuer does not say, in seconds. Default 600. */
  readonly defaultFreshSeconds: number
  /** The shortest time that a set is fresh, whatever `Cache-Control` says, in seconds. Default 60. */
  readonly minFreshSeconds: number
  /** The longest time that a set is fresh, whatever `Cache-Control` says, in seconds. Default 3600. */
  readonly maxFreshSeconds: number
  /**
   * How long the last good set serves on while the issuer cannot be reached, in seconds since it was fetched.
   * Default 86400 (a day). After it, requests get 503.
   */
  readonly staleLimitSeconds: number
  /** The shortest time between two fetches that unknown keys bring about, in seconds. Default 5, at least 1. */
  readonly unknownKeyCooldownSeconds: number
}
