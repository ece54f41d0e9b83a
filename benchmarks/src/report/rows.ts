import type { Ratio } from '../measure/rounds.js'
import type { Subject } from '../subjects/subject.js'
import type { Row } from './results.js'

export function rowOf({ name, kind }: Pick<Subject, 'name' | 'kind'>, cells: Row['cells']): Row {
  return { label: name, kind, cells }
}

/** Says how far the rounds agree. */
export function spreadNote(ratios: readonly Ratio[]): string {
  const widest = Math.max(...ratios.map(({ spread }) => spread))
  return `In each cell the middle half of the rounds lies within ±${Math.ceil(widest * 100)} % of the median.`
}
