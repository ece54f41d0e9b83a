import { readCommand } from '../src/command-line.js'
import { fullPlan, quickPlan } from '../src/plan.js'
import { sectionNames } from '../src/report/results.js'

const read = (...values: string[]) => readCommand(values, '/repository')

test('without arguments everything is measured, for the documents', () => {
  expect(read()).toEqual({ sections: sectionNames, plan: fullPlan, out: '/repository/docs' })
})

test('a part, shortly, goes to a place that is not committed', () => {
  expect(read('--only', 'verify,http', '--quick')).toEqual({
    sections: ['verify', 'http'],
    plan: quickPlan,
    out: '/repository/benchmarks/quick',
  })
})

test('the report alone measures nothing', () => expect(read('--report').sections).toEqual([]))

test('the number of distinct tokens and the place can be chosen', () => {
  const { plan, out } = read('--distinct', '10000000', '--out', 'elsewhere')
  expect(plan.memory.distinct).toBe(10_000_000)
  expect(out).toBe('/repository/elsewhere')
})

test.each([
  [['--only', 'verfy'], 'there is no such part; expected some of verify, repeat'],
  [['--distinct', 'many'], 'expected a whole number of at least 1000'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is a mistake', (values, message) => expect(() => read(...values)).toThrow(message))
