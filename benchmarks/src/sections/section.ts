import type { BenchIssuer } from '../issuer/bench-issuer.js'
import type { Plan } from '../plan.js'
import type { SectionName, Table } from '../report/results.js'

/** What a part of the benchmarks works with. */
export interface Context {
  readonly issuer: BenchIssuer
  readonly plan: Plan
  /** A folder for files that nobody needs afterwards. */
  readonly folder: string
  /** Tells whoever waits how far it is. */
  readonly say: (line: string) => void
}

/** A part of the benchmarks. */
export interface Section {
  readonly name: SectionName
  readonly title: string
  /** What is measured and how, in Markdown. */
  readonly about: string
  run(context: Context): Promise<readonly Table[]>
}
