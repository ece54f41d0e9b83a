// Prints how many tests passed and how many failed, out of the results of one or more runs. A test that one run skips
// must pass in another; otherwise, and where a suite did not run at all, it counts as failed.
import { readFileSync } from 'node:fs'

const outcomes = new Map()
let failed = 0
for (const file of process.argv.slice(2)) {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'))
    failed += results.numRuntimeErrorTestSuites
    for (const { name, assertionResults } of results.testResults) {
      for (const { fullName, status } of assertionResults) {
        const test = `${name}: ${fullName}`
        outcomes.set(test, worst(outcomes.get(test), status))
      }
    }
  } catch (error) {
    console.error(`${file} holds no results: ${error.message}`)
    failed += 1
  }
}

function worst(before, now) {
  if (before === 'failed' || now === 'failed') return 'failed'
  return before === 'passed' || now === 'passed' ? 'passed' : 'skipped'
}

let passed = 0
for (const [test, outcome] of outcomes) {
  if (outcome === 'passed') passed += 1
  else failed += 1
  if (outcome === 'skipped') console.error(`SKIPPED in every run, which is not allowed here: ${test}`)
}
console.log(`${passed} ${failed + (passed === 0 ? 1 : 0)}`)
