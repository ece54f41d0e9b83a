import { holdersOf } from './holders.js'
import type { Chapter, Part, Row } from './row.js'
import type { TestCase } from './test-run.js'

type Holders = ReadonlyMap<string, readonly TestCase[]>

const introduction = `# Conformance

What the standards ask of a resource server, row by row, and the tests that hold Qalqon to it. This document is made
out of a run of all tests: \`npm run conformance\` writes it, and CI compares it with its own run. A row is _held_ when
tests carry its id in their names and all of them pass; otherwise a decision says why there is none.

- **level**: as the standard has it. With a star, the duty is another party's, or only implied, and the row is what
  follows for a resource server. \`policy\` is good practice behind which no standard stands, \`draft\` comes from a
  document that is not final.
- **§**: the section of the standard.
- The requirement is in our own words. Those of the standard count.
- **tests**: the file, and how many cases are in it. What the files of \`express\`, \`koa\`, \`fastify\`, \`hono\`, \`nestjs\`
  and \`fetch\` run over HTTP stands in [packages/testing/src/adapters/cases](../packages/testing/src/adapters/cases).
`

/** The whole document. It depends on the names of the tests alone, not on what became of them, so on no machine. */
export function documentOf(chapters: readonly Chapter[], cases: readonly TestCase[]): string {
  const holders = holdersOf(cases)
  return [
    introduction,
    summary(chapters, holders),
    plans(chapters, holders),
    ...chapters.map((chapter) => chapterText(chapter, holders)),
    definitions(holders),
  ].join('\n')
}

/** Where a row stands: one of the columns of the summary. */
function standingOf({ id, decision }: Row, holders: Holders): Standing {
  const tested = holders.has(id)
  if (decision === undefined || (tested && !('partly' in decision))) return 'held'
  if (tested) return 'in part'
  return 'notOffered' in decision ? 'not offered' : 'planned'
}

const standings = ['held', 'in part', 'not offered', 'planned'] as const
type Standing = (typeof standings)[number]

function summary(chapters: readonly Chapter[], holders: Holders): string {
  const counts = (rows: readonly Row[]) => {
    const found = rows.map((row) => standingOf(row, holders))
    return [rows.length, ...standings.map((standing) => found.filter((other) => other === standing).length)]
  }
  return table(
    ['', 'rows', ...standings],
    [
      ...chapters.map(({ title, rows }) => [`[${title}](#${anchor(title)})`, ...counts(rows)]),
      ['all', ...counts(chapters.flatMap(({ rows }) => rows))],
    ],
  )
}

/** The parts of the product that rows wait for, those with the most rows first. */
function plans(chapters: readonly Chapter[], holders: Holders): string {
  const counts = new Map<string, number>()
  for (const row of chapters.flatMap(({ rows }) => rows)) {
    const part = partAwaited(row, holders)
    if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  const sorted = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  return `Planned rows wait, in whole or in part, for:\n\n${table(['part of the product', 'rows'], sorted)}`
}

function partAwaited(row: Row, holders: Holders): Part | undefined {
  const { decision } = row
  if (decision === undefined || standingOf(row, holders) === 'held') return undefined
  if ('underway' in decision) return decision.underway
  return 'planned' in decision ? decision.planned : undefined
}

/** The anchor that GitHub gives to a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')

function chapterText({ title, about, rows }: Chapter, holders: Holders): string {
  const cells = rows.map((row) => [
    row.id,
    row.requirement,
    row.level,
    row.section,
    [...testLinks(holders.get(row.id) ?? []), ...decisionTexts(row, holders)].join('<br>'),
  ])
  return [
    `## ${title}\n`,
    ...(about === undefined ? [] : [`${about}\n`]),
    table(['row', 'requirement', 'level', '§', 'tests'], cells),
  ].join('\n')
}

function testLinks(tests: readonly TestCase[]): readonly string[] {
  return filesOf(tests).map((file) => {
    const count = tests.filter((test) => test.file === file).length
    return `[${shortName(file)}] ${count}`
  })
}

/** Where the links to tests lead. */
const definitions = (holders: Holders) =>
  filesOf([...holders.values()].flat())
    .map((file) => `[${shortName(file)}]: ../${file}\n`)
    .join('')

const filesOf = (tests: readonly TestCase[]) => [...new Set(tests.map(({ file }) => file))].toSorted()

/** `packages/core/test/conformance/rfc6750.test.ts` is `core/conformance/rfc6750`. */
const shortName = (file: string) =>
  file
    .replace(/^(?:packages|examples)\//, '')
    .replace('/test/', '/')
    .replace(/\.test\.ts$/, '')

function decisionTexts(row: Row, holders: Holders): readonly string[] {
  const { decision } = row
  if (decision === undefined || standingOf(row, holders) === 'held') return []
  const part = partAwaited(row, holders)
  const partly = 'partly' in decision ? decision.partly : undefined
  if ('notOffered' in decision) {
    return [`**not offered**${partly === undefined ? '' : `, ${partly}`}: ${decision.notOffered}`]
  }
  return [`**planned** with ${part ?? ''}${partly === undefined ? '' : `: ${partly}`}`]
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |\n`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('')
}
