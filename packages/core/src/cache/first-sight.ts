/** 2^20 bits: 128 KiB, whatever happens. */
const bits = 1 << 20

/** How many tokens are remembered before all are forgotten: few enough that a new one is seldom taken for an old one. */
const window = 1 << 16

/** The last character of a signature has fewer values than the others. */
const skippedCharacters = 1
const charactersPerBit = 8

/**
 * Remembers which tokens have come by, in a fixed piece of memory: a Bloom filter with two bits for each, which the end of
 * its signature chooses. It can take a new token for one that came before (at most one in seventy), and forgets all
 * of them now and then, so it may only decide what is worth remembering, never what is good.
 */
export class FirstSight {
  readonly #words = new Uint32Array(bits / 32)
  #remembered = 0

  /** Whether a token came by before. */
  has(token: string): boolean {
    return this.#isSet(bitOf(token, 0)) && this.#isSet(bitOf(token, 1))
  }

  /** Remembers a token. */
  add(token: string): void {
    if (this.#remembered >= window) {
      this.#words.fill(0)
      this.#remembered = 0
    }
    this.#remembered++
    this.#set(bitOf(token, 0))
    this.#set(bitOf(token, 1))
  }

  #isSet(bit: number): boolean {
    return ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  #set(bit: number): void {
    this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }
}

/** Which bit some characters of a signature stand for: they are as good as random, and need only be put together. */
function bitOf(token: string, which: number): number {
  const end = token.length - skippedCharacters - which * charactersPerBit
  let number = 0
  for (let at = Math.max(0, end - charactersPerBit); at < end; at++) {
    number = Math.imul(number, 61) + token.charCodeAt(at)
  }
  return (number >>> 4) & (bits - 1)
}
