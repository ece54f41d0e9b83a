import { shiftClock } from '../../src/process/shifted-clock.js'

const RealDate = Date
const realNow = performance.now.bind(performance)

afterEach(() => {
  globalThis.Date = RealDate
  performance.now = realNow
})

test('moves Date and performance.now, and nothing else about them', () => {
  const before = RealDate.now()
  const monotonic = performance.now()
  shiftClock(3600)
  const hourLater = before + 3_600_000
  expect(Date.now()).toBeGreaterThanOrEqual(hourLater)
  expect(new Date().getTime()).toBeGreaterThanOrEqual(hourLater)
  expect(new Date(5).getTime()).toBe(5)
  expect(new Date()).toBeInstanceOf(RealDate)
  expect(Date.UTC(2026, 0)).toBe(RealDate.UTC(2026, 0))
  expect(performance.now()).toBeGreaterThanOrEqual(monotonic + 3_600_000)
})

test('the last shift counts', () => {
  shiftClock(3600)
  shiftClock(60)
  expect(Date.now()).toBeLessThan(RealDate.now() + 3_600_000)
})
