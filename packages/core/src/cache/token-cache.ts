import { LRUCache } from 'lru-cache'
import { FirstSight } from './first-sight.js'

/** How large the cache of verified tokens may become. */
export interface TokenCacheBounds {
  /**
   * The largest number of tokens that are remembered; at most 1000000.
   *
   * @default 20000
   */
  readonly maxEntries: number
  /**
   * About how much memory they may take together, in bytes; 65536 to 4294967296.
   *
   * @default 67108864
   */
  readonly maxBytes: number
}

/** What the cache of verified tokens has done so far, and how full it is. */
export interface TokenCacheStats {
  readonly entries: number
  /** An estimate. */
  readonly bytes: number
  readonly hits: number
  /** Tokens that had to be verified, those that were then refused included. */
  readonly misses: number
  /** Entries that had to make room for others. */
  readonly evictions: number
}

/** What an entry takes beside the claims: the digest, the objects, their place in the cache. */
const bytesOfAnEntry = 1024

/**
 * What was proved of tokens, by the SHA-256 of the whole token in base64url. The text of a token is not kept, and
 * nothing here is a decision: whoever takes something out must check what can have changed since.
 *
 * A token earns its place when it is verified for the second time, so that tokens which come once cost no memory, no
 * digest, and push nothing out.
 */
export class TokenCache<Proof extends object> {
  readonly #entries: LRUCache<string, Proof>
  readonly #firstSight = new FirstSight()
  #hits = 0
  #misses = 0
  #evictions = 0

  constructor({ maxEntries, maxBytes }: TokenCacheBounds) {
    this.#entries = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      disposeAfter: (_proof, _digest, reason) => {
        if (reason === 'evict') this.#evictions++
      },
    })
  }

  /** Whether it is worth while to look for a token, and to keep what is proved of it. */
  isWorthwhile(token: string): boolean {
    const cameBefore = this.#firstSight.has(token)
    if (!cameBefore) this.#misses++
    return cameBefore
  }

  /** What was proved of a token. */
  get(digest: string): Proof | undefined {
    const proof = this.#entries.get(digest)
    if (proof === undefined) this.#misses++
    else this.#hits++
    return proof
  }

  /** Remembers that a token was verified, so that the next time it is worth while. */
  sight(token: string): void {
    this.#firstSight.add(token)
  }

  /** Keeps what was proved of a token. */
  keep(digest: string, proof: Proof, tokenBytes: number): void {
    // Claims are kept as texts and objects, which take about twice the octets that they were sent as.
    this.#entries.set(digest, proof, { size: bytesOfAnEntry + 2 * tokenBytes })
  }

  drop(digest: string): void {
    this.#entries.delete(digest)
  }

  /** Drops every entry that meets a condition. It looks at all of them, so it is nothing for a request. */
  dropWhere(condition: (proof: Proof, digest: string) => boolean): void {
    for (const [digest, proof] of this.#entries.entries()) {
      if (condition(proof, digest)) this.#entries.delete(digest)
    }
  }

  stats(): TokenCacheStats {
    return {
      entries: this.#entries.size,
      bytes: this.#entries.calculatedSize,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    }
  }
}
