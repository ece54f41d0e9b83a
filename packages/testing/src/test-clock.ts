/**
 * A clock that stands still until a test moves it. Call it for the time in seconds since 1970, as JWTs count it;
 * hand it to whatever takes a `clock`.
 *
 * It never follows the real time, not even when it was started at the real time.
 */
export interface TestClock {
  (): number
  /** The same as calling the clock: seconds since 1970. */
  readonly now: number
  /**
   * Moves the clock by so many seconds and returns the new time. A negative number moves it back, as a machine
   * whose clock was corrected does.
   *
   * @throws {RangeError} when the number is not finite
   */
  readonly advance: (seconds: number) => number
  /**
   * Sets the clock to a time in seconds since 1970 and returns it.
   *
   * @throws {RangeError} when the number is not finite
   */
  readonly set: (seconds: number) => number
}

/**
 * Makes a frozen clock.
 *
 * @param start seconds since 1970; by default the real time of this call, in whole seconds
 * @throws {RangeError} when `start` is not a finite number
 */
export function createTestClock(start: number = Math.floor(Date.now() / 1000)): TestClock {
  let time = finite(start, 'the start of the clock')
  const clock = (): number => time
  const advance = (seconds: number): number => (time += finite(seconds, 'advance()'))
  const set = (seconds: number): number => (time = finite(seconds, 'set()'))
  Object.defineProperty(clock, 'now', { get: clock, enumerable: true })
  return Object.assign(clock, { advance, set }) as TestClock
}

function finite(seconds: number, what: string): number {
  if (!Number.isFinite(seconds)) {
    throw new RangeError(`${what} takes a finite number of seconds, not ${String(seconds)}`)
  }
  return seconds
}
