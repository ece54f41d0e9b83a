/**
 * The time, in seconds since 1970-01-01T00:00:00Z, as in the `exp`, `nbf` and `iat` claims. It may have a
 * fraction. Every decision of the pipeline that depends on time asks this one function, so that a test can
 * hand in its own.
 */
export type Clock = () => number

/** The time, and how far the clocks of others may differ from it, in seconds. */
export interface Timing {
  readonly clock: Clock
  readonly clockToleranceSeconds: number
}

/** In the year 5138: what is later was meant as milliseconds. */
export const latestSeconds = 100_000_000_000

/** Whether a time is so far ahead that it must be in milliseconds, and not in seconds. */
export const looksLikeMilliseconds = (time: number): boolean => time > latestSeconds

/** The clock of the machine. */
export const systemClock: Clock = () => Date.now() / 1000

/** What is wrong with a clock, or nothing: one that gives no number, or milliseconds, would leave comparisons with it undecided, or decide them wrongly. */
export function clockProblem(clock: unknown): string | undefined {
  if (typeof clock !== 'function') return 'expected a function'
  const now: unknown = (clock as () => unknown)()
  if (typeof now !== 'number' || !Number.isFinite(now)) {
    return 'expected a function that returns the seconds since 1970'
  }
  return looksLikeMilliseconds(now) ? 'it returns milliseconds; divide them by 1000' : undefined
}
