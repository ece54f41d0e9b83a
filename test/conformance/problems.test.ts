import { chapters } from './chapters.js'
import { problemsOf, unevenOf, unprovenOf } from './problems.js'
import type { Chapter, Decision } from './row.js'
import type { TestCase } from './test-run.js'

const row = (id: string, decision?: Decision) => ({
  id,
  level: 'MUST',
  section: '1',
  requirement: 'It works.',
  ...(decision && { decision }),
})
const chapter = (...rows: Chapter['rows']): readonly Chapter[] => [{ title: 'RFC 1', rows }]
const named = (title: string, outcome: TestCase['outcome'] = 'passed'): TestCase => ({
  file: 'a.test.ts',
  titles: ['outer', title],
  outcome,
})
const planned = 'status lists'

test('nothing is wrong with a row that has a test, or a decision, or both where the decision is about a part', () => {
  const rows = chapter(
    row('1-a'),
    row('1-b', { planned }),
    row('1-c', { notOffered: 'No.' }),
    row('1-d', { planned, partly: 'the rest' }),
    row('1-e', { underway: planned }),
    row('1-f', { underway: planned }),
  )
  expect(problemsOf(rows, [named('1-a, 1-d: x'), named('1-f: y')])).toEqual([])
})

test.each<[string, Decision | undefined, string[], RegExp]>([
  ['neither test nor decision', undefined, [], /^1-a: no test names it/],
  ['planned, and tested', { planned }, ['1-a: x'], /^1-a: it is said to be planned, and tests name it/],
  ['not offered, and tested', { notOffered: 'No.' }, ['1-a: x'], /^1-a: it is said to be not offered/],
  ['held in part, and not tested', { planned, partly: 'x' }, [], /^1-a: tests are said to hold a part/],
  ['not offered in part, and not tested', { notOffered: 'No.', partly: 'x' }, [], /^1-a: tests are said/],
])('%s', (_, decision, titles, problem) => {
  const tests = titles.map((title) => named(title))
  expect(problemsOf(chapter(row('1-a', decision)), tests)).toEqual([expect.stringMatching(problem)])
})

test('a test that names a row which does not exist', () => {
  expect(problemsOf(chapter(row('1-a')), [named('1-a, 1-z: x')])).toEqual([
    '1-z: a.test.ts names it, and there is no such row',
  ])
})

test('two rows of one id', () => {
  expect(problemsOf(chapter(row('1-a'), row('1-a')), [named('1-a: x')])).toEqual([
    '1-a: there are two rows of this id',
  ])
})

test('a test that names a row and proves nothing; others are not looked at', () => {
  const tests = [named('1-b: x', 'skipped'), named('1-a: y', 'failed'), named('1-a: z'), named('w', 'failed')]
  expect(unprovenOf(tests)).toEqual([
    '1-a: failed in a.test.ts: outer › 1-a: y',
    '1-b: skipped in a.test.ts: outer › 1-b: x',
  ])
})

test('files whose tests for rows are not the same in all runs that have the file', () => {
  const run = (...cases: TestCase[]) => ({ cases, brokenFiles: [] })
  const [one, two, other] = [named('1-a: x'), named('1-a: y', 'skipped'), named('z')]
  expect(unevenOf([run(one, two, other), run(one, two), run()])).toEqual([])
  expect(unevenOf([run(one, two), run(one, other)])).toEqual([
    'a.test.ts: one run has other tests for rows than another; skip what a runtime lacks',
  ])
})

test('the rows of this repository have ids, sections and sentences, and each id once', () => {
  const rows = chapters.flatMap((each) => each.rows)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  for (const { id, requirement, level, section } of rows) {
    expect([id, level !== '', section !== '', requirement]).toEqual([
      id,
      true,
      true,
      expect.stringMatching(/^[A-Z`‘0-9].*\.$/),
    ])
  }
})
