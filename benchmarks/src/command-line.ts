import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { sectionNames, type SectionName } from './report/results.js'
import { fullPlan, quickPlan, type Plan } from './plan.js'

export interface Command {
  readonly sections: readonly SectionName[]
  readonly plan: Plan
  /** The folder that gets the report. */
  readonly out: string
}

export const usage = `npm run bench -- [--only ${sectionNames.join(',')}] [--quick] [--report] [--distinct 10000000] [--out folder]

  --report    measure nothing, and write the report anew from the numbers that are there
  --only      measure some parts; the others keep the numbers that they have
  --quick     a short run that shows whether everything works. Its report goes to benchmarks/quick
  --distinct  how many different tokens the part "memory" makes. Default: 1000000
  --out       where the report goes. Default: docs
`

/**
 * Reads the arguments of the command.
 *
 * @param root the folder of the repository
 * @throws {TypeError} for an argument that there is not, or that makes no sense.
 */
export function readCommand(values: readonly string[], root: string): Command {
  const { only, quick, report, distinct, out } = parseArgs({
    args: [...values],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      distinct: { type: 'string' },
      out: { type: 'string' },
    },
  }).values
  const plan = quick ? quickPlan : fullPlan
  return {
    sections: report ? [] : (only?.split(',').map(sectionNamed) ?? sectionNames),
    plan: distinct === undefined ? plan : { ...plan, memory: { distinct: readCount(distinct) } },
    out: resolve(root, out ?? (quick ? 'benchmarks/quick' : 'docs')),
  }
}

function sectionNamed(text: string): SectionName {
  const name = sectionNames.find((other) => other === text)
  if (!name)
    throw new TypeError(`--only ${text}: there is no such part; expected some of ${sectionNames.join(', ')}`)
  return name
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1000) {
    throw new TypeError(`--distinct ${text}: expected a whole number of at least 1000`)
  }
  return count
}
