import { anchors, linkTargets } from '../docs/markdown.js'
import { chapters } from './chapters.js'
import { documentOf } from './document.js'
import type { Chapter } from './row.js'
import type { TestCase } from './test-run.js'

const common = { level: 'MUST', section: '2 | 3', requirement: 'It works.' }
const one: Chapter = {
  title: 'RFC 1, RFC 2: first (of all)',
  about: 'About it.',
  rows: [
    { id: '1-a', ...common },
    { id: '1-b', ...common, decision: { planned: 'status lists' } },
    { id: '1-c', ...common, decision: { notOffered: 'Nobody needs it.' } },
    { id: '1-d', ...common, decision: { planned: 'status lists', partly: 'the rest' } },
    { id: '1-e', ...common, decision: { notOffered: 'Nobody needs it.', partly: 'the rest' } },
    { id: '1-f', ...common, decision: { underway: 'thumbprints of keys' } },
    { id: '1-g', ...common, decision: { underway: 'thumbprints of keys' } },
  ],
}
const core = 'packages/core/test/conformance/rfc1.test.ts'
const koa = 'packages/koa/test/resource-server.test.ts'
const named = (file: string, title: string, outcome: TestCase['outcome'] = 'passed'): TestCase => ({
  file,
  titles: [title],
  outcome,
})
const cases = [
  named(koa, '1-a: over HTTP'),
  named(core, '1-a, 1-d: one'),
  named(core, '1-a: two', 'skipped'),
  named(core, '1-e: three'),
  named(core, '1-g: four'),
  named('test/other.test.ts', 'for no row'),
]
const text = documentOf([one], cases)
const lineOf = (start: string) => text.split('\n').find((line) => line.startsWith(start))

test('a row names its tests by file, with how many there are, or the decision', () => {
  const tests = (id: string) => lineOf(`| ${id} `)?.split(' | ').at(-1)
  expect(tests('1-a')).toBe('[core/conformance/rfc1] 2<br>[koa/resource-server] 1 |')
  expect(tests('1-b')).toBe('**planned** with status lists |')
  expect(tests('1-c')).toBe('**not offered**: Nobody needs it. |')
  expect(tests('1-d')).toBe('[core/conformance/rfc1] 1<br>**planned** with status lists: the rest |')
  expect(tests('1-e')).toBe('[core/conformance/rfc1] 1<br>**not offered**, the rest: Nobody needs it. |')
  expect(tests('1-f')).toBe('**planned** with thumbprints of keys |')
  expect(tests('1-g')).toBe('[core/conformance/rfc1] 1 |')
})

test('what would end a cell is escaped', () => {
  expect(lineOf('| 1-a ')).toContain('| It works. | MUST | 2 \\| 3 |')
})

test('the summary counts each row once', () => {
  // Rows, held, in part, not offered, planned.
  const counts = '7 | 2 | 2 | 1 | 2'
  expect(lineOf('| [RFC 1')).toBe(`| [RFC 1, RFC 2: first (of all)](#rfc-1-rfc-2-first-of-all) | ${counts} |`)
  expect(lineOf('| all ')).toBe(`| all | ${counts} |`)
})

test('planned rows are counted by what they wait for, those in part too', () => {
  expect(text).toContain('| status lists | 2 |\n| thumbprints of keys | 1 |\n')
})

test('links lead to the files from where the document lies', () => {
  expect(text).toContain(`[core/conformance/rfc1]: ../${core}\n[koa/resource-server]: ../${koa}\n`)
  expect(text).not.toContain('other.test.ts')
})

test('it is the same whatever the order and the outcome of the tests', () => {
  const skipped = cases.map((test) => ({ ...test, outcome: 'skipped' as const }))
  expect(documentOf([one], [...skipped].reverse())).toBe(text)
})

test('the summary of this repository leads to its chapters', () => {
  const whole = documentOf(chapters, [])
  const inside = linkTargets(whole).filter((target) => target.startsWith('#'))
  expect(inside).toHaveLength(chapters.length)
  expect(inside.filter((target) => !anchors(whole).has(target.slice(1)))).toEqual([])
})
