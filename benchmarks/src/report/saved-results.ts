import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReportFile } from './document.js'
import type { Results } from './results.js'

/** The numbers behind the report, so that a run of some parts keeps those of the others. */
const resultsPath = 'benchmarks/results.json'

/** What an earlier run has left in the folder. */
export function readResults(folder: string): Results {
  const file = join(folder, resultsPath)
  if (!existsSync(file)) return { packages: {}, sections: {} }
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

export function writeReport(folder: string, results: Results, files: readonly ReportFile[]): void {
  const saved = { path: resultsPath, text: `${JSON.stringify(results, undefined, 2)}\n` }
  for (const { path, text } of [saved, ...files]) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
