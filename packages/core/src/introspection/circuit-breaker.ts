import { RetrySchedule } from '../keys/retry-schedule.js'

/** How many failures in a row, without a success between them, make an endpoint count as failing. */
const failuresToOpen = 5

/** Leave to ask once. */
export interface Admission {
  /** Whether this question is the one that finds out whether the endpoint is back. */
  readonly trial: boolean
}

/**
 * Leaves an endpoint alone that fails, so that requests are refused at once in place of waiting for it, and it is not
 * held down by questions while it comes back. After a pause, which grows with each failure and is spread by chance, one
 * question goes through as a trial.
 */
export class CircuitBreaker {
  readonly #pauses = new RetrySchedule()
  #failures = 0
  #trying = false

  /** Whether the endpoint is being left alone, but for trials. */
  get open(): boolean {
    return this.#failures >= failuresToOpen
  }

  /** Leave to ask; or for how long there is none, in seconds. */
  admit(now: number): Admission | { readonly waitSeconds: number } {
    if (!this.open) return { trial: false }
    const waitSeconds = this.#pauses.waitSeconds(now)
    if (waitSeconds > 0 || this.#trying) return { waitSeconds }
    this.#trying = true
    return { trial: true }
  }

  /** The endpoint answered. Returns whether it had been left alone before. */
  succeeded({ trial }: Admission): boolean {
    const recovered = this.open
    if (trial) this.#trying = false
    this.#failures = 0
    this.#pauses.succeeded()
    return recovered
  }

  /** The endpoint failed. What was asked before it was left alone says nothing new, and makes no pause longer. */
  failed({ trial }: Admission, now: number): void {
    if (trial) this.#trying = false
    if (this.open && !trial) return
    this.#failures = Math.min(this.#failures + 1, failuresToOpen)
    if (this.open) this.#pauses.failed(now)
  }

  /** The question was at fault, which says nothing about the endpoint. */
  undecided({ trial }: Admission): void {
    if (trial) this.#trying = false
  }

  /** For how long the endpoint is left alone, in seconds; 0 when it may be asked. */
  waitSeconds(now: number): number {
    return this.open ? this.#pauses.waitSeconds(now) : 0
  }
}
