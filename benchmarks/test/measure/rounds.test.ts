import { interleave, ratio } from '../../src/measure/rounds.js'

test('subjects take turns', async () => {
  const order: string[] = []
  const series = await interleave(2, ['a', 'b'], (subject, round) => {
    order.push(subject)
    return Promise.resolve(round)
  })
  expect(order).toEqual(['a', 'b', 'a', 'b'])
  expect(series).toEqual(
    new Map([
      ['a', [0, 1]],
      ['b', [0, 1]],
    ]),
  )
})

test('each value goes through the yardstick of its own round', () => {
  // A machine that gets slower by half in every round: the ratio stays.
  expect(ratio([10, 20, 40], [5, 10, 20])).toEqual({ median: 2, spread: 0 })
})
