import { formatNumber } from './number.js'
import type { Row, Table } from './results.js'

/** A table of Markdown, its columns as wide as what stands in them. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { numbersFrom = headings.length } = {},
): string {
  const widths = headings.map((heading, at) =>
    Math.max(3, ...[heading, ...rows.map((row) => row[at] ?? '')].map(({ length }) => length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => pad(cell, widths[at] ?? 0, at >= numbersFrom)).join(' | ')} |`
  const rule = widths.map((width, at) =>
    at >= numbersFrom ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(headings), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}

const pad = (text: string, width: number, right: boolean) => {
  const space = ' '.repeat(width - text.length)
  return right ? space + text : text + space
}

/** A table of results. Ours stand out. */
export function resultTable({ subjects, columns, rows }: Table): string {
  const headings = [subjects, ...columns.map(({ heading }) => heading)]
  return markdownTable(
    headings,
    rows.map((row) => cellsOf(row, columns)),
    { numbersFrom: 1 },
  )
}

function cellsOf({ label, kind, cells }: Row, columns: Table['columns']): readonly string[] {
  const emphasis = kind === 'qalqon' ? '**' : ''
  const texts = columns.map(({ unit }, at) => {
    const cell = cells[at] ?? null
    if (cell === null) return '–'
    return typeof cell === 'string' ? cell : `${emphasis}${formatNumber(cell, unit)}${emphasis}`
  })
  return [`${emphasis}${label}${emphasis}`, ...texts]
}
