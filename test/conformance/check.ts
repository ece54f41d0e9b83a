// npm run conformance:check -- RESULTS…: compares rows, tests and docs/conformance.md with the results of full runs of
// Jest. A test that one run skips must pass in another.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { chapters } from './chapters.js'
import { documentOf } from './document.js'
import { problemsOf, unevenOf, unprovenOf } from './problems.js'
import { documentFile, readRuns, root } from './repository.js'
import { mergeRuns } from './test-run.js'

const files = process.argv.slice(2)
if (files.length === 0) throw new Error('name the files that jest --json --outputFile=… has written')
const runs = readRuns(files)
const { cases, brokenFiles } = mergeRuns(runs)
const problems = [
  ...brokenFiles.map((file) => `${file} did not run`),
  ...problemsOf(chapters, cases),
  ...unevenOf(runs),
  ...unprovenOf(cases),
  ...differences(),
]
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

/** Lines that are in one of the committed document and the one of this run alone. */
function differences(): readonly string[] {
  const committed = existsSync(documentFile) ? readFileSync(documentFile, 'utf8').split('\n') : []
  const made = documentOf(chapters, cases).split('\n')
  if (committed.join('\n') === made.join('\n')) return []
  return [
    `${relative(root, documentFile)} is not what these tests make: npm run conformance writes it, commit that`,
    ...committed.filter((line) => !made.includes(line)).map((line) => `- ${line}`),
    ...made.filter((line) => !committed.includes(line)).map((line) => `+ ${line}`),
  ]
}
