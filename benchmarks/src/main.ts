import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCommand, usage, type Command } from './command-line.js'
import { BenchIssuer } from './issuer/bench-issuer.js'
import { busyPart, environment } from './measure/environment.js'
import { versionOf } from './measure/installed-packages.js'
import { reportFiles } from './report/document.js'
import type { Results, SectionName, SectionResults } from './report/results.js'
import { readResults, writeReport } from './report/saved-results.js'
import { sections } from './sections/index.js'
import type { Context } from './sections/section.js'
import { allSubjects } from './subjects/all.js'
import type { Subject } from './subjects/subject.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const startedAt = performance.now()

const say = (line: string) => {
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stderr.write(`${String(seconds).padStart(4)} s  ${line}\n`)
}

/** Measures the parts, and writes each as soon as it is measured: one that fails takes nothing along. */
async function bench(command: Command): Promise<void> {
  const { out } = command
  const subjects = await allSubjects()
  const write = (results: Results) => writeReport(out, results, reportFiles(results, sections, subjects))
  if (command.sections.length === 0) write(readResults(out))
  else
    await measure(command, (name, measured) => {
      const known = readResults(out)
      write({ packages: versionsOf(subjects), sections: { ...known.sections, [name]: measured } })
    })
  say(`written: ${relative(process.cwd(), join(out, 'benchmarks.md'))}`)
}

async function measure(
  { sections: names, plan }: Command,
  done: (name: SectionName, results: SectionResults) => void,
): Promise<void> {
  const folder = temporaryFolder()
  const issuer = await BenchIssuer.start()
  const context: Context = { issuer, plan, folder, say }
  try {
    for (const section of sections.filter(({ name }) => names.includes(name))) {
      const busyBefore = await busyPart()
      const tables = await section.run(context)
      const busy = Math.max(busyBefore, await busyPart())
      done(section.name, { environment: environment(busy), tables })
    }
  } finally {
    await issuer.stop()
  }
}

/** It goes when this process ends, also when somebody ends it. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qalqon-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return folder
}

function versionsOf(subjects: readonly Subject[]): Results['packages'] {
  const names = [...new Set(subjects.flatMap(({ packages }) => packages))].toSorted()
  return Object.fromEntries(names.map((name) => [name, versionOf(name, here)]))
}

function commandOrUsage(): Command {
  try {
    return readCommand(process.argv.slice(2), root)
  } catch (thrown) {
    process.stderr.write(`${(thrown as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

await bench(commandOrUsage())
