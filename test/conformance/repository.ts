import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readRun, type JestResults, type TestRun } from './test-run.js'

export const root = resolve(import.meta.dirname, '../..')

/** The document that is made of rows and tests. */
export const documentFile = join(root, 'docs/conformance.md')

/** Reads files that `jest --json --outputFile=…` has written. */
export const readRuns = (files: readonly string[]): readonly TestRun[] =>
  files.map((file) => readRun(JSON.parse(readFileSync(file, 'utf8')) as JestResults, root))
