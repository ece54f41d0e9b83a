import type { Section } from '../sections/section.js'
import type { Subject } from '../subjects/subject.js'
import { chartsOf } from './chart.js'
import { resultTable } from './markdown-table.js'
import type { Environment, Results, SectionName, SectionResults } from './results.js'
import { badTokens, checksTable, setupTable } from './subject-tables.js'

/** A file of the report: its path below the folder of documents, and what stands in it. */
export interface ReportFile {
  readonly path: string
  readonly text: string
}

type Described = Pick<Section, 'name' | 'title' | 'about'>

/** All files of the report, from the results alone: the same results give the same files. */
export function reportFiles(
  results: Results,
  sections: readonly Described[],
  subjects: readonly Subject[],
): readonly ReportFile[] {
  const charts: ReportFile[] = []
  const chapters: string[] = []
  for (const section of sections) {
    const measured = results.sections[section.name]
    if (!measured) continue
    const chart = chartsOf(measured.tables)
    if (chart !== undefined) charts.push({ path: chartPath(section.name), text: chart })
    chapters.push(chapter(section, measured, chart !== undefined))
  }
  const text = [introduction(results, subjects), ...chapters, caveats].join('\n\n') + '\n'
  return [{ path: 'benchmarks.md', text }, ...charts]
}

const chartPath = (name: SectionName) => `benchmarks/${name}.svg`

const introduction = ({ packages }: Results, subjects: readonly Subject[]) => `# Benchmarks

How fast Qalqon is, side by side with its peers. All of them run in one go on one machine, round by round in turn, and each
number is a ratio to a yardstick of the same round: so the numbers hold on other machines too, more or less, where
microseconds would not. This file is written by \`npm run bench\`; nobody types a number into it.

\`\`\`sh
npm run bench                              # everything, about 25 minutes; nothing else should run meanwhile
npm run bench -- --only verify,repeat      # some parts; the others keep their numbers
npm run bench -- --quick                   # whether it runs at all: a minute or two, numbers that mean little
\`\`\`

The compiled packages run in plain Node, each subject in a process of its own. A round measures every subject once, A B C A B C …;
the ratio is taken within the round, and a table shows the median of the rounds.

## What is compared

Each peer is set up as its documents recommend, with the caches that it has by default.

${setupTable(subjects, packages)}

### What each one checks

A library that checks less has less to do. A test sends each of them a good token, and bad ones of these kinds:

${badTokens()}

“by hand” is a line beside the library, as its documents show. Without it such a token comes through.

${checksTable(subjects)}`

function chapter(
  { name, title, about }: Described,
  { environment, tables }: SectionResults,
  hasChart: boolean,
): string {
  const chart = hasChart ? [`![${title}, as bars: the numbers stand in the tables](${chartPath(name)})`] : []
  const body = tables.flatMap((table) => [
    ...(tables.length > 1 ? [`### ${table.title}`] : []),
    resultTable(table),
    ...(table.notes?.length ? [table.notes.join(' ')] : []),
  ])
  return [`## ${title}`, about, ...chart, ...body, measuredOn(environment)].join('\n\n')
}

function measuredOn({ date, node, platform, cpu, cores, othersBusy }: Environment): string {
  const percent = Math.round(othersBusy * 100)
  const busy =
    percent > 10 ? ` Other programs took ${percent} % of the processors meanwhile: measure again.` : ''
  return `_Measured on ${date} with Node ${node} on ${platform}, ${cores} × ${cpu}.${busy}_`
}

const caveats = `## What these numbers do not say

- **Loopback is no network.** There is no TLS, no proxy and no distance; a real API spends more time elsewhere, and the differences
  shrink.
- **One process, one core.** The load generator and the server share a machine. Where the server is fast, the generator takes a
  part of what it measures, the same part for every subject.
- **A ratio is not a reason.** Some peers do more than is asked of them here, some less. What each one checks stands above; what it
  protects from beyond that does not fit into a table.
- **Versions matter.** They stand above. A peer may have become faster since.
- **Memory of tokens is a choice.** A cache makes a repeated token cheap. In Qalqon it holds what was proved, never a decision: expiry,
  scope and the key set are looked at for every request.`
