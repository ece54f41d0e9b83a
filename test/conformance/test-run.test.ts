import { mergeRuns, readRun, type JestResults } from './test-run.js'

const results = (...tests: [title: string, status: string][]): JestResults => ({
  testResults: [
    {
      name: '/repository/packages/core/test/a.test.ts',
      status: 'passed',
      assertionResults: tests.map(([title, status]) => ({ ancestorTitles: ['outer'], title, status })),
    },
  ],
})
const read = (...tests: [string, string][]) => readRun(results(...tests), '/repository')
const outcomes = (...runs: ReturnType<typeof read>[]) =>
  mergeRuns(runs).cases.map(({ titles, outcome }) => [titles.at(-1), outcome])

test('a run is read: files relative to the repository, names with what is around them', () => {
  expect(read(['inner', 'passed'])).toEqual({
    cases: [{ file: 'packages/core/test/a.test.ts', titles: ['outer', 'inner'], outcome: 'passed' }],
    brokenFiles: [],
  })
})

test.each(['pending', 'skipped', 'todo', 'disabled'])('%s is skipped', (status) => {
  expect(outcomes(read(['x', status]))).toEqual([['x', 'skipped']])
})

test('a file that could not start is broken; one that has failing tests, or none, is not', () => {
  const file = (name: string, status: string) => ({
    name: `/repository/${name}`,
    status,
    assertionResults: [],
  })
  const failing = { ...results(['x', 'failed']).testResults[0]!, status: 'failed' }
  const run = readRun(
    { testResults: [file('broken', 'failed'), file('empty', 'passed'), failing] },
    '/repository',
  )
  expect(mergeRuns([run, run]).brokenFiles).toEqual(['broken'])
})

describe('of several runs', () => {
  test.each([
    ['passed', 'skipped', 'passed'],
    ['skipped', 'passed', 'passed'],
    ['skipped', 'skipped', 'skipped'],
    ['passed', 'failed', 'failed'],
    ['failed', 'passed', 'failed'],
    ['failed', 'skipped', 'failed'],
  ])('%s and %s make %s', (one, other, both) => {
    expect(outcomes(read(['x', one]), read(['x', other]))).toEqual([['x', both]])
  })

  test('each test is there once, also one that only one of them has', () => {
    expect(outcomes(read(['a', 'passed'], ['b', 'skipped']), read(['b', 'passed'], ['c', 'passed']))).toEqual(
      [
        ['a', 'passed'],
        ['b', 'passed'],
        ['c', 'passed'],
      ],
    )
  })

  test('tests of one name are told apart by their order', () => {
    const twice = read(['a', 'passed'], ['a', 'skipped'])
    expect(outcomes(twice)).toHaveLength(2)
    expect(outcomes(twice, read(['a', 'passed'], ['a', 'passed']))).toEqual([
      ['a', 'passed'],
      ['a', 'passed'],
    ])
  })
})
