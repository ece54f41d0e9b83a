const maximum = 64

/**
 * Remembers what a text was read as, for texts of which nearly all tokens of an issuer have the same few: their headers, their
 * scopes. Nothing is decided by it: the same text always reads the same.
 *
 * Only for texts out of tokens that were verified: others could fill the memory with whatever they like.
 */
export class KnownTexts<Reading> {
  readonly #readings = new Map<string, Reading>()

  get(text: string): Reading | undefined {
    return this.#readings.get(text)
  }

  /** @returns the reading */
  remember(text: string, reading: Reading): Reading {
    if (this.#readings.has(text)) return reading
    if (this.#readings.size >= maximum) this.#readings.clear()
    this.#readings.set(copyOf(text), reading)
    return reading
  }
}

/** A part of a text keeps the whole in memory in some runtimes, and the whole may be the token. */
const copyOf = (text: string) => JSON.parse(JSON.stringify(text)) as string
