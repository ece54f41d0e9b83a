const clock = Date
const monotonic = performance.now.bind(performance)
let shiftMs = 0

const now = () => clock.now() + shiftMs

/**
 * Moves the clocks of this process on: `Date` and `performance.now`, whoever asks them. Timers go on as they were: what counts
 * down in them lasts as long as ever. The first call comes before libraries are loaded, so that none has kept the old
 * clock.
 */
export function shiftClock(seconds: number): void {
  shiftMs = seconds * 1000
  globalThis.Date = shiftedDate
  performance.now = () => monotonic() + shiftMs
}

const shiftedDate = new Proxy(clock, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
  apply: () => new clock(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
})
