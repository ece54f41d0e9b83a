import type { LoadResult } from '../../src/load/closed-loop.js'
import type { RunningAppProgram } from '../../src/sections/app-programs.js'
import { traffics, type Run } from '../../src/sections/http-runs.js'
import { httpTables } from '../../src/sections/http-tables.js'
import type { Subject } from '../../src/subjects/subject.js'

const appOf = (name: string, kind: Subject['kind']) => ({ subject: { name, kind } }) as RunningAppProgram

const bare = appOf('bare', 'yardstick')
const passing = appOf('passing', 'yardstick')
const ours = appOf('ours', 'qalqon')

/** Two rounds, of which the second is half as fast for all. `speed` is that of each app at 16 connections; at 64 it is half. */
function seriesOf(speed: ReadonlyMap<RunningAppProgram, number>): Map<Run, LoadResult[]> {
  const series = new Map<Run, LoadResult[]>()
  for (const [app, requestsPerSecond] of speed) {
    for (const traffic of traffics) {
      for (const connections of [16, 64]) {
        const rounds = [1, 0.5].map((part) => {
          const fast = requestsPerSecond * part * (traffic === 'new' && app === ours ? 0.5 : 1)
          return { requestsPerSecond: fast, p50Ms: 1000 / fast, p99Ms: 3000 / fast }
        })
        series.set({ app, traffic, connections }, rounds)
      }
    }
  }
  return series
}

const [throughput, latency] = httpTables(
  'Express 5',
  [bare, passing, ours],
  seriesOf(
    new Map([
      [bare, 1000],
      [passing, 900],
      [ours, 800],
    ]),
  ),
  ['Another is left out.'],
)

test('throughput is a part of that of the bare app, round by round', () => {
  expect(throughput!.columns.map(({ heading }) => heading)).toEqual([
    'one token, 16',
    'one token, 64',
    '10,000 in turn, 16',
    '10,000 in turn, 64',
    'new tokens, 16',
    'new tokens, 64',
  ])
  expect(throughput!.rows).toEqual([
    { label: 'passing', kind: 'yardstick', cells: [0.9, 0.9, 0.9, 0.9, 0.9, 0.9] },
    { label: 'ours', kind: 'qalqon', cells: [0.8, 0.8, 0.8, 0.8, 0.4, 0.4] },
  ])
  expect(throughput!.notes).toContain('Another is left out.')
})

test('latency is in multiples of that of the app whose middlewares do nothing', () => {
  expect(latency!.rows).toEqual([{ label: 'ours', kind: 'qalqon', cells: [1.125, 1.125, 2.25, 2.25] }])
})

test('each kind of traffic has a chart, of the runs with the fewest connections', () => {
  expect(throughput!.charts?.map(({ column }) => column)).toEqual([0, 2, 4])
})
