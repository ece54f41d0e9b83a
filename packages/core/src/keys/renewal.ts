import { settledWithin } from '../http/deadline.js'
import type { KeySet } from './key-set.js'

/**
 * How long requests wait for the refresh of a set that has aged, in milliseconds. Long enough for most issuers, so that a
 * withdrawn key dies with the age of the set; so short that an issuer that hangs is hardly felt.
 */
const refreshWaitMs = 100

/** The waiting for refreshes of a set that has aged: whoever comes during one refresh waits together, and nobody after the moment is over. */
export class Renewal {
  #flight: Promise<KeySet> | undefined
  #soon: Promise<KeySet> | undefined

  /** The set to serve from: the one that a refresh brings when it comes soon, otherwise the old one. */
  soon(flight: Promise<KeySet>, old: KeySet): Promise<KeySet> {
    if (this.#flight !== flight || this.#soon === undefined) {
      this.#flight = flight
      this.#soon = settledWithin(refreshWaitMs, flight).catch(() => old)
    }
    return this.#soon
  }

  /** The refresh is over. */
  end(): void {
    this.#flight = this.#soon = undefined
  }
}
