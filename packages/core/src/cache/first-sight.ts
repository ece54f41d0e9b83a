/** 2^15 words of 32 bits: 128 KiB, whatever happens. */
const wordCount = 1 << 15

/** How many tokens are remembered before all are forgotten: few enough that a new one is seldom taken for an old one. */
const window = 1 << 16

/**
 * Remembers which tokens have come by, in a fixed piece of memory: a Bloom filter with two bits for each, in one word of
 * memory, which the end of its signature chooses. It can take a new token for one that came before (about one in
 * fifty when it is full), and forgets all of them now and then, so it may only decide what is worth remembering, never what is good.
 */
export class FirstSight {
  readonly #words = new Int32Array(wordCount)
  #remembered = 0

  /** Whether a token came by before. */
  has(token: string): boolean {
    const mark = markOf(token)
    const bits = bitsOf(mark)
    return (this.#wordOf(mark) & bits) === bits
  }

  /** Remembers a token. */
  add(token: string): void {
    if (this.#remembered >= window) {
      this.#words.fill(0)
      this.#remembered = 0
    }
    this.#remembered++
    const mark = markOf(token)
    this.#words[mark & (wordCount - 1)] = this.#wordOf(mark) | bitsOf(mark)
  }

  #wordOf(mark: number): number {
    return this.#words[mark & (wordCount - 1)] ?? 0
  }
}

/** Two bits of a word. A shift looks at the lowest five bits of its distance. */
const bitsOf = (mark: number) => (1 << (mark >>> 15)) | (1 << (mark >>> 20))

/**
 * Six characters of a signature put together, which are as good as random. Its last one has fewer values than the others: it
 * is left out.
 */
function markOf(token: string): number {
  const end = token.length - 1
  let mark = token.charCodeAt(end - 1)
  mark = Math.imul(mark, 61) + token.charCodeAt(end - 2)
  mark = Math.imul(mark, 61) + token.charCodeAt(end - 3)
  mark = Math.imul(mark, 61) + token.charCodeAt(end - 4)
  mark = Math.imul(mark, 61) + token.charCodeAt(end - 5)
  return Math.imul(mark, 61) + token.charCodeAt(end - 6)
}
