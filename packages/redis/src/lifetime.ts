/**
 * How long Redis keeps a key, in whole milliseconds. It is a duration and not an end, because the end was reckoned by the clocks of the
 * API, from which that of Redis may differ: a key that goes too early lets through what it stands for.
 *
 * @throws {TypeError} when the end is none
 */
export function millisecondsUntil(end: number, now: number): number {
  const milliseconds = Math.ceil((end - now) * 1000)
  if (Number.isSafeInteger(milliseconds)) return milliseconds
  throw new TypeError('the end of its time: expected seconds since 1970')
}
