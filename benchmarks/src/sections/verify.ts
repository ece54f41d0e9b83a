import { algorithms, type Algorithm } from '../issuer/keys.js'
import { interleave, ratio } from '../measure/rounds.js'
import { stopAll } from '../process/program.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import type { VerifierName } from '../subjects/verifiers/index.js'
import type { Context, Section } from './section.js'
import { startVerifiers, type RunningVerifier } from './verifier-programs.js'

const subjects: readonly VerifierName[] = [
  'bareSignature',
  'floor',
  'qalqon',
  'qalqonWithoutCache',
  'fastJwt',
  'fastJwtWithCache',
  'jsonwebtoken',
  'awsJwtVerify',
  'jose',
  'oauth4webapi',
  'hono',
]

export const verify: Section = {
  name: 'verify',
  title: 'A token that was never seen',
  about: `Every token is different, and all of them were made before the clock starts; one is verified at a time. The yardstick is
one synchronous \`crypto.verify\` of Node with the key, the data and the signature at hand. **0.80 means: of the time that
a token takes, 80 % are spent on the signature alone. 1.00 would mean that nothing is added; more is better.** Every
subject checks expiry, issuer and audience too; what else each one checks stands [above](#what-each-one-checks).`,
  async run(context) {
    const tables: Table[] = []
    for (const algorithm of algorithms) tables.push(await measure(algorithm, context))
    return tables
  },
}

async function measure(algorithm: Algorithm, { issuer, plan, say }: Context): Promise<Table> {
  const { warmUp, rounds, tokens: count } = plan.verify
  say(`verify ${algorithm}: making tokens`)
  const tenant = await issuer.tenant(`verify-${algorithm.toLowerCase()}`)
  const warmUpTokens = await tenant.tokens(algorithm, warmUp)
  const tokens = await tenant.tokens(algorithm, rounds * count)
  const { running, left } = await startVerifiers(subjects, tenant.provision(algorithm))
  try {
    for (const { subject, program } of running) {
      say(`verify ${algorithm}: warming up ${subject.name}`)
      await program.call('verifyAll', warmUpTokens)
    }
    say(`verify ${algorithm}: ${rounds} rounds`)
    const series = await interleave(rounds, running, ({ program }, round) =>
      program.call('verifyAll', tokens.slice(round * count, (round + 1) * count)),
    )
    return tableOf(algorithm, running, series, left)
  } finally {
    await stopAll(running.map(({ program }) => program))
  }
}

function tableOf(
  algorithm: Algorithm,
  running: readonly RunningVerifier[],
  series: ReadonlyMap<RunningVerifier, readonly number[]>,
  left: readonly string[],
): Table {
  const timesOf = (verifier: RunningVerifier | undefined) => (verifier && series.get(verifier)) ?? []
  const bare = timesOf(running.find(({ subject }) => subject.kind === 'yardstick'))
  // Times, so the quotient is turned over: the yardstick's time as a part of the subject's.
  const ratios = running.map((verifier) => ratio(bare, timesOf(verifier)))
  return {
    title: algorithm,
    subjects: 'subject',
    columns: [{ heading: 'speed, as a part of bare `crypto.verify`', unit: 'part' }],
    rows: running.map(({ subject }, at) => rowOf(subject, [ratios[at]?.median ?? null])),
    charts: [{ title: `${algorithm}: speed as a part of the bare signature check`, column: 0 }],
    notes: [spreadNote(ratios), ...left],
  }
}
