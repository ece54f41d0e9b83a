import { LRUCache } from 'lru-cache'
import type { JsonObject } from '../json-object.js'
import type { IntrospectionAnswer } from './introspection-answer.js'

/** For how long answers serve, and how many are kept. */
export interface IntrospectionCacheBounds {
  readonly cacheSeconds: number
  readonly negativeCacheSeconds: number
  readonly maxEntries: number
}

/** An answer, and for how long it serves. Times are seconds since 1970. */
export interface DatedAnswer extends IntrospectionAnswer {
  /** When it was asked for. */
  readonly askedAt: number
  readonly until: number
}

/** How long the active answers may be on average, in bytes, before the oldest make room. */
const averageSize = 4096

/**
 * The answers of one issuer, by the digest of the token; no token is kept. Answers about tokens that are not active have
 * a place of their own: anybody can cause those, and they must not drive out the others.
 *
 * @see RFC 7662 §4
 */
export class IntrospectionCache {
  readonly #bounds: IntrospectionCacheBounds
  readonly #active: LRUCache<string, DatedAnswer>
  readonly #inactive: LRUCache<string, DatedAnswer>
  #evictions = 0

  constructor(bounds: IntrospectionCacheBounds) {
    this.#bounds = bounds
    const { maxEntries: max } = bounds
    const dispose = (_answer: DatedAnswer, _digest: string, reason: string) => {
      if (reason === 'evict') this.#evictions++
    }
    this.#active = new LRUCache({
      max,
      maxSize: max * averageSize,
      sizeCalculation: ({ size }) => size + 1,
      dispose,
    })
    this.#inactive = new LRUCache({ max, dispose })
  }

  /** How many answers are kept. */
  get size(): number {
    return this.#active.size + this.#inactive.size
  }

  /** How many answers had to make room. */
  get evictions(): number {
    return this.#evictions
  }

  /** The answer that serves now. */
  find(digest: string, now: number): DatedAnswer | undefined {
    const kept = this.#active.get(digest) ?? this.#inactive.get(digest)
    if (kept === undefined) return undefined
    // Before it was asked for: the clock was set back, and nobody can tell how old the answer is.
    if (now >= kept.askedAt && now < kept.until) return kept
    this.forget(digest)
    return undefined
  }

  /** How long an answer serves: no longer than the token itself lives, and briefly. */
  dated(answer: IntrospectionAnswer, askedAt: number): DatedAnswer {
    const { cacheSeconds, negativeCacheSeconds } = this.#bounds
    const seconds = answer.claims === undefined ? negativeCacheSeconds : cacheSeconds
    const exp = answer.claims?.exp
    const until = Math.min(askedAt + seconds, typeof exp === 'number' ? exp : Infinity)
    return { ...answer, askedAt, until }
  }

  keep(digest: string, answer: DatedAnswer): void {
    this.forget(digest)
    if (!(answer.until > answer.askedAt)) return
    const place = answer.claims === undefined ? this.#inactive : this.#active
    place.set(digest, answer)
  }

  forget(digest: string): void {
    this.#active.delete(digest)
    this.#inactive.delete(digest)
  }

  /** Forgets the active answers of which the condition holds. */
  forgetWhere(condition: (claims: JsonObject, digest: string) => boolean): void {
    for (const [digest, { claims }] of this.#active.entries()) {
      if (claims !== undefined && condition(claims, digest)) this.#active.delete(digest)
    }
  }
}
