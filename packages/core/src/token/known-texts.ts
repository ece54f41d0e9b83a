const maximum = 64

interface Known<Reading> {
  readonly text: string
  readonly reading: Reading
}

/**
 * Remembers what a text was read as, for texts of which nearly all tokens of an issuer have the same few: their headers, their
 * scopes. Nothing is decided by it: the same text always reads the same.
 *
 * Only for texts out of tokens that were verified: others could fill the memory with whatever they like.
 */
export class KnownTexts<Reading> {
  readonly #known = new Map<string, Known<Reading>>()
  /** Most likely the next one too: comparing two texts is cheaper than the hash that a map needs of a new one. */
  #last: Known<Reading> | undefined

  get(text: string): Reading | undefined {
    if (this.#last?.text !== text) this.#last = this.#known.get(text)
    return this.#last?.reading
  }

  /** @returns the reading */
  remember(text: string, reading: Reading): Reading {
    if (this.get(text) !== undefined) return reading
    if (this.#known.size >= maximum) this.#known.clear()
    const copy = copyOf(text)
    this.#known.set(copy, { text: copy, reading })
    return reading
  }
}

/** A part of a text keeps the whole in memory in some runtimes, and the whole may be the token. */
const copyOf = (text: string) => JSON.parse(JSON.stringify(text)) as string
