import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { mergeRuns, readRun, type JestResults, type TestRun } from './test-run.js'

export const root = resolve(import.meta.dirname, '../..')

/** The document that is made of rows and tests. */
export const documentFile = join(root, 'docs/conformance.md')

/** Reads files that `jest --json --outputFile=…` has written, as one run. */
export function readRuns(files: readonly string[]): TestRun {
  return mergeRuns(files.map((file) => readRun(JSON.parse(readFileSync(file, 'utf8')) as JestResults, root)))
}
