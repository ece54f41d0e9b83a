import { LRUCache } from 'lru-cache'
import type { Algorithm } from '../algorithms.js'

/**
 * Remembers for a short time which keys an issuer was found not to have, so that whoever asks for them again is
 * answered at once, also while a fetch is under way. Bounded in number and in size: the names come from
 * tokens that nobody has verified.
 */
export class UnknownKeys {
  readonly #until = new LRUCache<string, number>({
    max: 1000,
    maxSize: 128 * 1024,
    maxEntrySize: 1024,
    sizeCalculation: (_until, name) => name.length + 1,
  })

  remember(algorithm: Algorithm, kid: string | undefined, until: number): void {
    // Without a name there is nothing to remember: the next token may be signed with any key.
    if (kid !== undefined) this.#until.set(`${algorithm} ${kid}`, until)
  }

  has(algorithm: Algorithm, kid: string | undefined, now: number): boolean {
    return kid !== undefined && (this.#until.get(`${algorithm} ${kid}`) ?? -Infinity) > now
  }

  clear(): void {
    this.#until.clear()
  }
}
