import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { interleave, type Series } from '../measure/rounds.js'
import type { LoadResult } from '../load/closed-loop.js'
import { exposeGc, Program, stopAll } from '../process/program.js'
import type { LoadProgram } from '../programs/load.js'
import type { Plan } from '../plan.js'
import type { Table } from '../report/results.js'
import type { AppName } from '../subjects/apps/index.js'
import type { Framework } from '../subjects/subject.js'
import { measurableApps, startApp, type RunningAppProgram } from './app-programs.js'
import { traffics, type Run, type Traffic } from './http-runs.js'
import { httpTables } from './http-tables.js'
import type { Context, Section } from './section.js'

/** The first is the yardstick of throughput, the second that of latency. */
const subjects: Readonly<Record<Framework, readonly AppName[]>> = {
  'Express 5': [
    'expressBare',
    'expressPassing',
    'expressHandWritten',
    'expressQalqon',
    'expressQalqonWithoutCache',
    'expressFastJwt',
    'expressAwsJwtVerify',
    'expressJose',
    'expressOauth2JwtBearer',
    'expressJwt',
  ],
  'Koa 3': ['koaBare', 'koaPassing', 'koaHandWritten', 'koaQalqon', 'koaQalqonWithoutCache', 'koaJwt'],
  'Fastify 5': [
    'fastifyBare',
    'fastifyPassing',
    'fastifyQalqon',
    'fastifyQalqonWithoutCache',
    'fastifyJwtJwks',
  ],
  'Hono 4': ['honoBare', 'honoPassing', 'honoQalqon', 'honoQalqonWithoutCache', 'honoJwkWithKeys', 'honoJwk'],
}

export const http: Section = {
  name: 'http',
  title: 'Requests per second',
  about: `\`GET /files\` is answered from memory, by a server in one process; another process sends the requests over kept-alive
connections, each the next one as soon as the one before is answered. The tokens are RS256. The requests are the same for
all subjects, so the bare app gets the \`Authorization\` field too. **0.80 means: the protected app answers 80 % as many
requests per second as the bare one. 1.00 would mean that protection costs nothing; more is better.**

Three kinds of traffic: one token that every request carries; 10,000 tokens that come in turn; a token in every request that
was never sent before. Each at 16 and at 64 connections. Real handlers do more than read three rows from memory: the more
they do, the closer all of these come to 1.00.

Latencies are those of the same runs at 16 connections, in multiples of those of an app with two middlewares (or hooks) that do
nothing in the places of the guards. **1.10 means 10 % later; less is better.** A server under full load answers as late as
it is slow, so these say the same as the throughput, and the 99th percentile shows what does not come evenly.`,
  async run(context) {
    const files = await writeTokens(context)
    const load = new Program<LoadProgram>('load', exposeGc)
    try {
      const tables: Table[] = []
      for (const framework of Object.keys(subjects) as Framework[]) {
        tables.push(...(await measure(framework, load, files, context)))
      }
      return tables
    } finally {
      await load.stop()
    }
  },
}

type TokenFiles = Readonly<Record<Traffic, string>>

const tenantName = 'http'

/** Makes the tokens of all three kinds. Every app is a process that has seen none of them, so all apps can share them. */
async function writeTokens({ issuer, plan, folder, say }: Context): Promise<TokenFiles> {
  const { warmUp, rounds, requests, connections, turn } = plan.http
  const tenant = await issuer.tenant(tenantName)
  const counts = { one: 1, turn, new: warmUp + rounds * connections.length * requests }
  const write = async (traffic: Traffic) => {
    say(`http: making ${counts[traffic]} tokens`)
    const file = join(folder, `${traffic}.txt`)
    writeFileSync(file, (await tenant.tokens('RS256', counts[traffic])).join('\n'))
    return file
  }
  return { one: await write('one'), turn: await write('turn'), new: await write('new') }
}

async function measure(
  framework: Framework,
  load: Program<LoadProgram>,
  files: TokenFiles,
  { issuer, plan, say }: Context,
): Promise<readonly Table[]> {
  const { measurable, left } = await measurableApps(subjects[framework])
  const provision = (await issuer.tenant(tenantName)).provision('RS256')
  const running: RunningAppProgram[] = []
  try {
    for (const name of measurable) running.push(await startApp(name, provision))
    for (const app of running) {
      say(`http ${framework}: warming up ${app.subject.name}`)
      await warmUp(app, load, files, plan)
    }
    const { rounds, connections } = plan.http
    say(`http ${framework}: ${rounds} rounds`)
    const runs = traffics.flatMap((traffic) =>
      connections.flatMap((count) => running.map((app): Run => ({ app, traffic, connections: count }))),
    )
    const series: Series<Run, LoadResult> = await interleave(rounds, runs, (run, round) =>
      load.call('run', {
        port: run.app.port,
        connections: run.connections,
        requests: plan.http.requests,
        tokens: { file: files[run.traffic], from: startOf(run, round, plan) },
      }),
    )
    return httpTables(framework, running, series, left)
  } finally {
    await stopAll(running.map(({ program }) => program))
  }
}

/** All tokens that come in turn are sent twice: caches may want to see a token again before they keep it. */
async function warmUp(
  { port }: RunningAppProgram,
  load: Program<LoadProgram>,
  files: TokenFiles,
  { http: { warmUp, turn } }: Plan,
): Promise<void> {
  const run = (traffic: Traffic, requests: number) =>
    load.call('run', { port, connections: 16, requests, tokens: { file: files[traffic], from: 0 } })
  await run('new', warmUp)
  await run('turn', 2 * turn)
  await run('one', warmUp)
}

/** Where a run begins in its file: no new token comes twice. */
function startOf({ traffic, connections }: Run, round: number, { http }: Plan): number {
  const done = (round * http.connections.length + http.connections.indexOf(connections)) * http.requests
  return traffic === 'new' ? http.warmUp + done : done
}
