import type { KeySource } from './key-source.js'

/** The keys of an issuer that is asked about each of its tokens: none are needed. */
export class NoKeySet implements KeySource {
  find(): never {
    throw new TypeError('tokens of this issuer are not verified with keys')
  }

  findNewer(): readonly [] {
    return []
  }

  holds(): boolean {
    return false
  }

  ready(): void {
    // There is nothing to fetch.
  }

  status(): undefined {
    return undefined
  }

  saved(): undefined {
    return undefined
  }
}
