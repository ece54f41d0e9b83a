import { median, quantile, spread } from '../../src/measure/statistics.js'

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([7])).toBe(7)
})

test('one time that is infinite makes only those quantiles infinite that reach it', () => {
  const times = [...Array.from({ length: 199 }, () => 1), Infinity]
  expect(quantile(times, 0.99)).toBe(1)
  expect(quantile([...times.slice(3), Infinity, Infinity, Infinity], 0.99)).toBe(Infinity)
})

test('the spread is half the width of the middle half, through the median', () => {
  expect(spread([8, 9, 10, 11, 12])).toBeCloseTo(0.1)
})

test('no values have no median', () => expect(() => median([])).toThrow(RangeError))
