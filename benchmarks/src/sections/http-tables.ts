import type { LoadResult } from '../load/closed-loop.js'
import { ratio, type Ratio, type Series } from '../measure/rounds.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import type { Framework } from '../subjects/subject.js'
import type { RunningAppProgram } from './app-programs.js'
import { traffics, type Run, type Traffic } from './http-runs.js'

const words: Readonly<Record<Traffic, string>> = {
  one: 'one token',
  turn: '10,000 in turn',
  new: 'new tokens',
}

/** Under which traffic latencies are told: the best case and the worst. */
const latencyTraffics: readonly Traffic[] = ['one', 'new']

/** Throughput as a part of the bare app's, and latency in multiples of the passing app's. */
export function httpTables(
  framework: Framework,
  running: readonly RunningAppProgram[],
  series: Series<Run, LoadResult>,
  left: readonly string[],
): readonly Table[] {
  const [bare, passing, ...others] = running
  if (!bare || !passing) throw new Error('expected two yardsticks')
  const connections = [...new Set([...series.keys()].map((run) => run.connections))]
  const valuesOf = (app: RunningAppProgram, traffic: Traffic, count: number, member: keyof LoadResult) => {
    const run = [...series.keys()].find(
      (other) => other.app === app && other.traffic === traffic && other.connections === count,
    )
    return ((run && series.get(run)) ?? []).map((result) => result[member])
  }
  const cells = traffics.flatMap((traffic) => connections.map((count) => ({ traffic, count })))
  const compared =
    (baseline: RunningAppProgram, traffic: Traffic, count: number, member: keyof LoadResult) =>
    (app: RunningAppProgram): Ratio =>
      ratio(valuesOf(app, traffic, count, member), valuesOf(baseline, traffic, count, member))

  const throughput = [passing, ...others].map((app) => ({
    app,
    ratios: cells.map(({ traffic, count }) => compared(bare, traffic, count, 'requestsPerSecond')(app)),
  }))
  const fewest = Math.min(...connections)
  const latency = others.map((app) => ({
    app,
    ratios: latencyTraffics.flatMap((traffic) =>
      (['p50Ms', 'p99Ms'] as const).map((member) => compared(passing, traffic, fewest, member)(app)),
    ),
  }))
  return [
    {
      title: `${framework}: throughput`,
      subjects: 'in front of the app',
      columns: cells.map(({ traffic, count }) => ({ heading: `${words[traffic]}, ${count}`, unit: 'part' })),
      rows: throughput.map(({ app, ratios }) =>
        rowOf(
          app.subject,
          ratios.map(({ median }) => median),
        ),
      ),
      charts: chartedTraffics(others).map((traffic) => ({
        title: `${framework}, ${words[traffic]}: requests per second as a part of the bare app's`,
        column: cells.findIndex((cell) => cell.traffic === traffic && cell.count === fewest),
        mark: 1,
      })),
      notes: [spreadNote(throughput.flatMap(({ ratios }) => ratios)), ...left],
    },
    {
      title: `${framework}: latency`,
      subjects: 'in front of the app',
      columns: latencyTraffics.flatMap((traffic) =>
        ['median', '99th percentile'].map((heading) => ({
          heading: `${words[traffic]}, ${heading}`,
          unit: 'part' as const,
        })),
      ),
      rows: latency.map(({ app, ratios }) =>
        rowOf(
          app.subject,
          ratios.map(({ median }) => median),
        ),
      ),
      notes: [spreadNote(latency.flatMap(({ ratios }) => ratios))],
    },
  ]
}

/** Only where there is something of ours to be seen. */
const chartedTraffics = (apps: readonly RunningAppProgram[]): readonly Traffic[] =>
  apps.some(({ subject }) => subject.kind === 'qalqon') ? traffics : []
