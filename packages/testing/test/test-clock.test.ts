import { createTestClock } from '../src/test-clock.js'

test('starts where it is told and stands still', () => {
  const clock = createTestClock(1_700_000_000)
  expect(clock()).toBe(1_700_000_000)
  expect(clock.now).toBe(1_700_000_000)
})

test('starts at the real time in whole seconds, and is frozen there', () => {
  const before = Math.floor(Date.now() / 1000)
  const clock = createTestClock()
  const real = jest.spyOn(Date, 'now').mockReturnValue((before + 1000) * 1000)
  try {
    expect(clock()).toBeGreaterThanOrEqual(before)
    expect(clock()).toBeLessThan(before + 1000)
    expect(Number.isInteger(clock())).toBe(true)
  } finally {
    real.mockRestore()
  }
})

test('moves by what it is told, and back', () => {
  const clock = createTestClock(1000)
  expect(clock.advance(60)).toBe(1060)
  expect(clock()).toBe(1060)
  expect(clock.advance(-10)).toBe(1050)
  expect(clock.set(500)).toBe(500)
  expect(clock.now).toBe(500)
})

test('works when it is handed on as a bare function', () => {
  const clock = createTestClock(10)
  const now: () => number = clock
  const { advance } = clock
  advance(5)
  expect(now()).toBe(15)
})

test.each([NaN, Infinity, -Infinity])('refuses %p and keeps its time', (seconds) => {
  const clock = createTestClock(10)
  expect(() => clock.advance(seconds)).toThrow(RangeError)
  expect(() => clock.set(seconds)).toThrow(RangeError)
  expect(() => createTestClock(seconds)).toThrow(RangeError)
  expect(clock()).toBe(10)
})
