const firstDelaySeconds = 1
const longestDelaySeconds = 30

/**
 * When to ask an issuer again that has failed: later after each failure, up to half a minute, and spread by
 * chance, so that the instances of an API do not all ask at the same moment.
 */
export class RetrySchedule {
  #failures = 0
  #retryAt = -Infinity

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.#failures > 0
  }

  /** For how long the issuer is to be left alone, in seconds; 0 when it may be asked. */
  waitSeconds(now: number): number {
    const wait = this.#retryAt - now
    // A wait that no failure brings about: the clock was set back since.
    return wait > longestDelaySeconds ? 0 : Math.max(wait, 0)
  }

  succeeded(): void {
    this.#failures = 0
    this.#retryAt = -Infinity
  }

  failed(now: number): void {
    const delay = Math.min(firstDelaySeconds * 2 ** this.#failures, longestDelaySeconds)
    this.#failures = Math.min(this.#failures + 1, 16)
    this.#retryAt = now + delay * (0.5 + Math.random() / 2)
  }
}
