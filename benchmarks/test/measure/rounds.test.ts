import { interleave, joinSeries, ratio } from '../../src/measure/rounds.js'

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

test('what was measured in several processes counts together', () => {
  const joined = joinSeries([
    new Map([
      ['a', [1, 2]],
      ['b', [3, 4]],
    ]),
    new Map([
      ['a', [5]],
      ['b', [6]],
    ]),
  ])
  expect([...joined]).toEqual([
    ['a', [1, 2, 5]],
    ['b', [3, 4, 6]],
  ])
})
