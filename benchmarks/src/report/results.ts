import type { Subject } from '../subjects/subject.js'

export const sectionNames = [
  'verify',
  'repeat',
  'dpop',
  'http',
  'outage',
  'cold',
  'memory',
  'import',
] as const

export type SectionName = (typeof sectionNames)[number]

/** How a number is written. */
export type Unit = 'part' | 'times' | 'percent' | 'ms' | 'µs' | 'MiB' | 'count' | 'seconds'

interface Column {
  readonly heading: string
  readonly unit: Unit
}

export interface Row {
  readonly label: string
  readonly kind: Subject['kind']
  /** One for each column. A text stands as it is; null is what could not be measured. */
  readonly cells: readonly (number | string | null)[]
}

/** A column of a table as bars. */
interface Chart {
  readonly title: string
  readonly column: number
  /** Where the yardstick stands, if it is not a bar itself. */
  readonly mark?: number
}

export interface Table {
  readonly title: string
  /** What the first column is about. */
  readonly subjects: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly charts?: readonly Chart[]
  /** What has to be said of these numbers. */
  readonly notes?: readonly string[]
}

/** The machine and the moment of a measurement. */
export interface Environment {
  /** In UTC, `2026-11-24`. */
  readonly date: string
  readonly node: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  /** Which part of the processors other programs took just before or just after, the greater of both. */
  readonly othersBusy: number
}

export interface SectionResults {
  readonly environment: Environment
  readonly tables: readonly Table[]
}

/** All that the report is made of. */
export interface Results {
  /** Versions by name, of every package that was measured. */
  readonly packages: Readonly<Record<string, string>>
  readonly sections: Readonly<Partial<Record<SectionName, SectionResults>>>
}
