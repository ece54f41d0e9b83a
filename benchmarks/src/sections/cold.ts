import { resourceServer, type SavedKeySet } from '@qalqon/core'
import type { Tenant } from '../issuer/bench-issuer.js'
import { timeOf } from '../load/open-loop.js'
import { interleave } from '../measure/rounds.js'
import { median } from '../measure/statistics.js'
import type { Table } from '../report/results.js'
import { rowOf } from '../report/rows.js'
import { apps, type AppName } from '../subjects/apps/index.js'
import { startApp } from './app-programs.js'
import type { Context, Section } from './section.js'

/** For how many answers of the issuer the first request waits: metadata and key set, the key set alone, or none. */
const waits = {
  expressBare: 0,
  expressFetching: 2,
  expressQalqon: 2,
  expressQalqonReady: 0,
  expressQalqonRestored: 0,
  expressAwsJwtVerify: 1,
  expressJose: 1,
  expressOauth4webapi: 2,
  expressOauth2JwtBearer: 2,
  expressJwt: 1,
  koaJwt: 1,
  fastifyJwtJwks: 1,
  honoJwk: 1,
} as const satisfies Partial<Record<AppName, number>>

type ColdName = keyof typeof waits

const subjects = Object.keys(waits) as ColdName[]

/** How far the issuer is away. */
const delayMs = 50

export const cold: Section = {
  name: 'cold',
  title: 'The first request of a process',
  about: `Each time in a fresh process, with an issuer that takes ${delayMs} ms for each answer: the time from the first request to its answer. With
discovery a library waits for two answers, the metadata and the key set; with the address of the key set in its options it waits for
one. **These waits are taken off**: what is left is what the library, the framework and Node do for the first
time. The bare app shows what of that is Node and the framework; the one that fetches, what of it are two requests of Node's own
\`fetch\`, the least that any library which uses it can take. Less is better.`,
  async run({ issuer, plan, say }: Context): Promise<readonly Table[]> {
    const tenant = await issuer.tenant('cold')
    const savedKeySets = await keySetsOf(tenant)
    const [token = ''] = await tenant.tokens('RS256', 1)
    const series = await interleave(plan.cold.runs, subjects, (name, round) => {
      if (name === subjects[0]) say(`cold: round ${round + 1} of ${plan.cold.runs}`)
      return firstRequest(name, tenant, token, savedKeySets)
    })
    const rows = []
    for (const [name, times] of series) {
      rows.push(rowOf(await apps[name](), [waits[name], median(times) - waits[name] * delayMs]))
    }
    return [
      {
        title: `An issuer ${delayMs} ms away`,
        subjects: 'subject',
        columns: [
          { heading: 'answers of the issuer that it waits for', unit: 'count' },
          { heading: 'time beside them', unit: 'ms' },
        ],
        rows,
        charts: [
          {
            title: 'The first request of a process: what it takes beside the waits for the issuer',
            column: 1,
          },
        ],
      },
    ]
  },
}

/** In milliseconds, the waits included. */
async function firstRequest(
  name: ColdName,
  tenant: Tenant,
  token: string,
  savedKeySets: readonly SavedKeySet[],
): Promise<number> {
  await tenant.answers('good', delayMs)
  const app = await startApp(name, { ...tenant.provision('RS256'), savedKeySets })
  try {
    // What it asked for before it was ready is no wait of the first request.
    await tenant.answers('good', delayMs)
    const took = await timeOf(app.port, token, { limitMs: 30_000 })
    const asked = await tenant.requests()
    if (!Number.isFinite(took)) throw new Error(`${app.subject.name} has refused a good token`)
    if (asked < waits[name]) throw new Error(`${app.subject.name} has asked the issuer ${asked} times`)
    return took
  } finally {
    await app.program.stop()
  }
}

/** What an earlier process of Qalqon would have saved. */
async function keySetsOf(tenant: Tenant): Promise<readonly SavedKeySet[]> {
  const { issuer, audience } = tenant.provision('RS256')
  const server = resourceServer({ issuer, audience })
  await server.ready()
  return server.savedKeySets()
}
