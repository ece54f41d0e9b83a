// npm run conformance: runs all tests and writes docs/conformance.md. Tests that this machine skips count as they are
// named; whether each row is proved is for CI to say (check.ts). What stands behind `--` goes to Jest, such as `-w 1`;
// files of results, as CI and `npm test -- --json --outputFile=results.json` make them, spare the run.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { chapters } from './chapters.js'
import { documentOf } from './document.js'
import { problemsOf, unprovenOf } from './problems.js'
import { documentFile, readRuns, root } from './repository.js'
import { mergeRuns, type TestRun } from './test-run.js'

const words = process.argv.slice(2)
const given = words.length > 0 && words.every((word) => word.endsWith('.json'))
const { cases, brokenFiles } = mergeRuns(given ? readRuns(words) : runTests(words))
if (brokenFiles.length > 0) {
  console.error(`Nothing is written: ${brokenFiles.join(', ')} did not run, so what they hold is unknown`)
  process.exit(1)
}
writeFileSync(documentFile, documentOf(chapters, cases))
console.log(`${relative(root, documentFile)} is written`)

for (const note of unprovenOf(cases)) console.warn(note)
const problems = problemsOf(chapters, cases)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function runTests(options: readonly string[]): readonly TestRun[] {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const results = join(folder, 'results.json')
    const jest = join(root, 'node_modules/jest/bin/jest.js')
    spawnSync(process.execPath, [jest, '--json', `--outputFile=${results}`, ...options], {
      cwd: root,
      env: { ...process.env, EVERY_VERSION: '1' },
      stdio: 'inherit',
    })
    return readRuns([results])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
