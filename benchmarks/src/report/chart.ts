import { formatNumber } from './number.js'
import type { Row, Table, Unit } from './results.js'

interface Bar {
  readonly label: string
  readonly kind: Row['kind']
  readonly value: number
}

interface Panel {
  readonly title: string
  readonly unit: Unit
  readonly bars: readonly Bar[]
  readonly mark: number | undefined
}

const width = 760
const barHeight = 18
const rowHeight = 26
const labelWidth = 300
const valueWidth = 76
const panelHead = 40
const barSpace = width - labelWidth - valueWidth

/** Grey tells peers from yardsticks in print too; whoever prefers dark gets light letters. */
const style = `
    text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
    .title { font-weight: 600; }
    .value { font-variant-numeric: tabular-nums; }
    .qalqon { fill: #0f766e; }
    .peer { fill: #8c959f; }
    .yardstick { fill: #d0d7de; }
    text.qalqon { font-weight: 600; }
    .mark { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .qalqon { fill: #2dd4bf; }
      .peer { fill: #8b949e; }
      .yardstick { fill: #444c56; }
      .mark { stroke: #ff7b72; }
    }
  `

/** All charts of some tables in one SVG, below each other; nothing when there are none. */
export function chartsOf(tables: readonly Table[]): string | undefined {
  const panels = tables.flatMap(panelsOf).filter(({ bars }) => bars.length > 0)
  if (panels.length === 0) return undefined
  let y = 0
  const parts = panels.map((panel) => {
    const part = `  <g transform="translate(0 ${y})">\n${drawPanel(panel)}\n  </g>`
    y += heightOf(panel)
    return part
  })
  const names = panels.map(({ title }) => escape(title)).join('; ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${names}">
  <style>${style}</style>
${parts.join('\n')}
</svg>
`
}

function panelsOf({ charts = [], columns, rows }: Table): readonly Panel[] {
  return charts.map(({ title, column, mark }) => ({
    title,
    unit: columns[column]?.unit ?? 'part',
    mark,
    bars: rows.flatMap(({ label, kind, cells }) => {
      const value = cells[column]
      return typeof value === 'number' ? [{ label: label.replaceAll('`', ''), kind, value }] : []
    }),
  }))
}

const heightOf = ({ bars }: Panel) => panelHead + bars.length * rowHeight + 12

function drawPanel({ title, unit, bars, mark }: Panel): string {
  const most = Math.max(...bars.map(({ value }) => value), mark ?? 0) || 1
  const lengthOf = (value: number) => round((value / most) * barSpace)
  const lines = bars.map(({ label, kind, value }, at) => {
    const top = panelHead + at * rowHeight
    const middle = top + barHeight / 2 + 4.5
    const length = lengthOf(value)
    return `    <text class="${kind === 'qalqon' ? 'qalqon' : 'label'}" x="${labelWidth - 8}" y="${middle}" text-anchor="end">${escape(label)}</text>
    <rect class="${kind}" x="${labelWidth}" y="${top}" width="${Math.max(length, 1)}" height="${barHeight}" rx="2"/>
    <text class="value" x="${width}" y="${middle}" text-anchor="end">${escape(formatNumber(value, unit))}</text>`
  })
  if (mark !== undefined) {
    const x = labelWidth + lengthOf(mark)
    const bottom = panelHead + bars.length * rowHeight - (rowHeight - barHeight) + 4
    lines.push(`    <line class="mark" x1="${x}" x2="${x}" y1="${panelHead - 4}" y2="${bottom}"/>`)
  }
  return [`    <text class="title" x="0" y="22">${escape(title)}</text>`, ...lines].join('\n')
}

const round = (value: number) => Math.round(value * 10) / 10

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
