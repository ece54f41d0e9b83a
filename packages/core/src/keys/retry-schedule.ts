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

  /** When the next attempt is due, in seconds since 1970. */
  get retryAt(): number {
    return this.#retryAt
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
