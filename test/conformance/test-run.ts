import { relative, sep } from 'node:path'

/** A test, as a run has reported it. */
export interface TestCase {
  /** The file, relative to the root of the repository. */
  readonly file: string
  /** Its name, and before it those of the `describe`s around it. */
  readonly titles: readonly string[]
  readonly outcome: Outcome
}

type Outcome = 'passed' | 'failed' | 'skipped'

/** What one or more runs of Jest have shown. */
export interface TestRun {
  readonly cases: readonly TestCase[]
  /** Files whose tests could not even start, so that nobody knows what they hold. */
  readonly brokenFiles: readonly string[]
}

/** What is read of the file that `jest --json --outputFile=…` writes. */
export interface JestResults {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

/** Reads the results of one run. */
export function readRun({ testResults }: JestResults, root: string): TestRun {
  const fileOf = (name: string) => relative(root, name).split(sep).join('/')
  return {
    cases: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        file: fileOf(name),
        titles: [...ancestorTitles, title],
        outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
      })),
    ),
    brokenFiles: testResults
      .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .map(({ name }) => fileOf(name)),
  }
}

/** Several runs as one: a test that any of them failed has failed, and one that any of them passed is not skipped. */
export function mergeRuns(runs: readonly TestRun[]): TestRun {
  const merged = new Map<string, TestCase>()
  for (const { cases } of runs) {
    // Tests of one name are told apart by their order.
    const seen = new Map<string, number>()
    for (const test of cases) {
      const name = JSON.stringify([test.file, ...test.titles])
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      const key = `${count} ${name}`
      const before = merged.get(key)
      merged.set(key, before ? { ...test, outcome: worst(before.outcome, test.outcome) } : test)
    }
  }
  return { cases: [...merged.values()], brokenFiles: [...new Set(runs.flatMap((run) => run.brokenFiles))] }
}

function worst(one: Outcome, other: Outcome): Outcome {
  const both = [one, other]
  if (both.includes('failed')) return 'failed'
  return both.includes('passed') ? 'passed' : 'skipped'
}
