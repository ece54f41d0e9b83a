import { holdersOf, rowIdsOf } from './holders.js'
import type { Chapter, Row } from './row.js'
import type { TestCase, TestRun } from './test-run.js'

/** What is wrong between rows and tests, whatever became of the tests. Each problem is a line that names the mend. */
export function problemsOf(chapters: readonly Chapter[], cases: readonly TestCase[]): readonly string[] {
  const rows = chapters.flatMap((chapter) => chapter.rows)
  const known = new Set(rows.map(({ id }) => id))
  const holders = holdersOf(cases)
  return [
    ...rows
      .filter(({ id }, at) => rows.findIndex((row) => row.id === id) !== at)
      .map(({ id }) => `${id}: there are two rows of this id`),
    ...[...holders]
      .filter(([id]) => !known.has(id))
      .map(([id, [test]]) => `${id}: ${test!.file} names it, and there is no such row`)
      .toSorted(),
    ...rows.flatMap((row) => problemOf(row, holders.has(row.id))),
  ]
}

function problemOf({ id, decision }: Row, tested: boolean): readonly string[] {
  if (decision === undefined) {
    return tested ? [] : [`${id}: no test names it; write one, or a decision beside the row`]
  }
  if ('underway' in decision) return []
  if (decision.partly !== undefined) {
    return tested ? [] : [`${id}: tests are said to hold a part of it, and none names it`]
  }
  const what = 'planned' in decision ? 'planned' : 'not offered'
  return tested
    ? [`${id}: it is said to be ${what}, and tests name it; say what they leave in \`partly\``]
    : []
}

/** The tests that are for a row and prove nothing, because they failed or were skipped, a line each. */
export function unprovenOf(cases: readonly TestCase[]): readonly string[] {
  return [...holdersOf(cases)]
    .flatMap(([id, tests]) =>
      tests
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ file, titles, outcome }) => `${id}: ${outcome} in ${file}: ${titles.join(' › ')}`),
    )
    .toSorted()
}

/**
 * Files that have other tests for rows in one run than in another, so that the document would depend on the machine: a
 * test that a runtime cannot run must be skipped there, not left out.
 */
export function unevenOf(runs: readonly TestRun[]): readonly string[] {
  const counts = new Map<string, Set<number>>()
  for (const { cases } of runs) {
    for (const file of new Set(cases.map((test) => test.file))) {
      const count = cases.filter((test) => test.file === file && rowIdsOf(test).length > 0).length
      counts.set(file, (counts.get(file) ?? new Set()).add(count))
    }
  }
  return [...counts]
    .filter(([, found]) => found.size > 1)
    .map(([file]) => `${file}: one run has other tests for rows than another; skip what a runtime lacks`)
}
