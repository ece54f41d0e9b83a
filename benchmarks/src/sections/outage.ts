import type { Tenant } from '../issuer/bench-issuer.js'
import type { Mood } from '../issuer/issuer-server.js'
import { openLoop, type OpenLoopResult } from '../load/open-loop.js'
import { stopAll } from '../process/program.js'
import type { Row, Table } from '../report/results.js'
import { rowOf } from '../report/rows.js'
import type { AppName } from '../subjects/apps/index.js'
import { startApp, type RunningAppProgram } from './app-programs.js'
import type { Context, Section } from './section.js'

const subjects: readonly AppName[] = [
  'expressQalqon',
  'expressAwsJwtVerify',
  'expressJose',
  'expressOauth4webapi',
  'expressOauth2JwtBearer',
  'expressJwt',
  'koaJwt',
  'fastifyJwtJwks',
  'honoJwk',
]

const limitMs = 1000
const hour = 3600

/** Longer than the timeouts with which keys are fetched, jwks-rsa's 30 seconds aside. */
const leadSeconds = 6

type Outage = Exclude<Mood, 'good'>
type Results = ReadonlyMap<RunningAppProgram, OpenLoopResult>

export const outage: Section = {
  name: 'outage',
  title: 'The issuer is down',
  about: `Every app has its keys; then the issuer's endpoints hang, or answer 500. Requests with good tokens, a different one in
each, come at 50 per second. Once the keys are past their age, these are counted: **the part that is answered with 200 within a
second, out of 300, and the 99th percentile of the time that it took.** The clock of each app's process (\`Date\`,
\`performance.now\`) is moved past the age that its library gives keys by default, the same way for all; timers run on as
ever.

In the first table traffic never stops, and the outage begins before the keys are past their age: the clock stands at nine tenths of
it for ${leadSeconds} seconds, then past it. In the second the API had nothing to do: the first request comes when the keys are past their age.`,
  async run(context) {
    return [
      await measure('steady', 'Traffic that never stops', context),
      await measure('paused', 'The first requests after a pause', context),
    ]
  },
}

type Scenario = 'steady' | 'paused'

async function measure(scenario: Scenario, title: string, context: Context): Promise<Table> {
  const hanging = await endure('hanging', scenario, context)
  const failing = await endure('failing', scenario, context)
  const failingOf = (name: string) => [...failing].find(([{ subject }]) => subject.name === name)?.[1]
  const rows: Row[] = [...hanging].map(([{ subject }, result]) =>
    rowOf(subject, [ageOf(subject.keyAgeSeconds), ...cellsOf(result), ...cellsOf(failingOf(subject.name))]),
  )
  return {
    title,
    subjects: 'subject',
    columns: [
      { heading: 'age of keys', unit: 'seconds' },
      { heading: 'endpoint hangs: answered', unit: 'percent' },
      { heading: '99th percentile', unit: 'ms' },
      { heading: 'endpoint answers 500: answered', unit: 'percent' },
      { heading: '99th percentile', unit: 'ms' },
    ],
    rows,
    charts: [{ title: `${title}, the key endpoint hangs: good tokens answered within a second`, column: 1 }],
  }
}

/** One outage, for all subjects at the same time: they have hardly anything to do. */
async function endure(mood: Outage, scenario: Scenario, context: Context): Promise<Results> {
  const { issuer, plan, say } = context
  const { requests, perSecond } = plan.outage
  say(`outage: ${mood}, ${scenario}`)
  const tenant = await issuer.tenant(`outage-${mood}-${scenario}`)
  const warmUp = await tenant.tokens('RS256', 20)
  const lead = await tenant.tokens('RS256', scenario === 'steady' ? leadSeconds * perSecond : 0)
  const counted = await tenant.tokens('RS256', requests)
  const running = await startAll(tenant)
  const send = (port: number, tokens: readonly string[]) => openLoop(port, tokens, { perSecond, limitMs })
  try {
    await Promise.all(running.map((app) => fetchKeys(app, warmUp)))
    await tenant.answers(mood)
    return new Map(
      await Promise.all(
        running.map(async (app): Promise<[RunningAppProgram, OpenLoopResult]> => {
          const age = shiftOf(app.subject.keyAgeSeconds)
          if (lead.length > 0) {
            await app.program.call('shiftClock', age * 0.9)
            await send(app.port, lead)
          }
          await app.program.call('shiftClock', age + 60)
          return [app, await send(app.port, counted)]
        }),
      ),
    )
  } finally {
    await stopAll(running.map(({ program }) => program))
  }
}

/** Every app has its keys, and answers, before the issuer goes down. */
async function fetchKeys({ subject, port }: RunningAppProgram, tokens: readonly string[]): Promise<void> {
  const { answered } = await openLoop(port, tokens, { perSecond: 20, limitMs: 10_000 })
  if (answered < 1) throw new Error(`${subject.name} has refused good tokens while the issuer was up`)
}

async function startAll(tenant: Tenant): Promise<readonly RunningAppProgram[]> {
  const running: RunningAppProgram[] = []
  for (const name of subjects) running.push(await startApp(name, tenant.provision('RS256'), { ages: true }))
  return running
}

/** Keys that are never fetched again, or for each request, have no age; an hour passes for these. */
function shiftOf(keyAgeSeconds: number | undefined): number {
  return keyAgeSeconds === undefined || keyAgeSeconds === 0 || keyAgeSeconds === Infinity
    ? hour
    : keyAgeSeconds
}

function ageOf(keyAgeSeconds: number | undefined): number | string | null {
  if (keyAgeSeconds === Infinity) return 'never fetched again'
  if (keyAgeSeconds === 0) return 'fetched for each request'
  return keyAgeSeconds ?? null
}

function cellsOf(result: OpenLoopResult | undefined): Row['cells'] {
  if (!result) return [null, null]
  return [result.answered, Number.isFinite(result.p99Ms) ? result.p99Ms : `over ${limitMs} ms`]
}
