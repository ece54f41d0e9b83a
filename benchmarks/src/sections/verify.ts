import { algorithms, type Algorithm } from '../issuer/keys.js'
import { interleave, joinSeries, ratio, type Series } from '../measure/rounds.js'
import { stopAll } from '../process/program.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import type { VerifierSubject } from '../subjects/subject.js'
import type { VerifierName } from '../subjects/verifiers/index.js'
import type { Context, Section } from './section.js'
import { startVerifiers } from './verifier-programs.js'

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
  const { processes, warmUp, rounds, tokens: count } = plan.verify
  say(`verify ${algorithm}: making tokens`)
  const tenant = await issuer.tenant(`verify-${algorithm.toLowerCase()}`)
  const warmUpTokens = await tenant.tokens(algorithm, warmUp)
  const tokens = await tenant.tokens(algorithm, rounds * count)
  const series: Series<VerifierSubject, number>[] = []
  let notes: readonly string[] = []
  for (let turn = 1; turn <= processes; turn += 1) {
    say(`verify ${algorithm}: processes ${turn} of ${processes}`)
    const { running, left } = await startVerifiers(subjects, tenant.provision(algorithm))
    notes = left
    try {
      for (const { program } of running) await program.call('verifyAll', warmUpTokens)
      const measured = await interleave(rounds, running, ({ program }, round) =>
        program.call('verifyAll', tokens.slice(round * count, (round + 1) * count)),
      )
      series.push(new Map([...measured].map(([{ subject }, times]) => [subject, times])))
    } finally {
      await stopAll(running.map(({ program }) => program))
    }
  }
  return tableOf(algorithm, joinSeries(series), notes)
}

function tableOf(
  algorithm: Algorithm,
  series: Series<VerifierSubject, number>,
  left: readonly string[],
): Table {
  const [bare = []] = series.values()
  // Times, so the quotient is turned over: the yardstick's time as a part of the subject's.
  const ratios = Array.from(series.values(), (times) => ratio(bare, times))
  return {
    title: algorithm,
    subjects: 'subject',
    columns: [{ heading: 'speed, as a part of bare `crypto.verify`', unit: 'part' }],
    rows: Array.from(series.keys(), (subject, at) => rowOf(subject, [ratios[at]?.median ?? null])),
    charts: [{ title: `${algorithm}: speed as a part of the bare signature check`, column: 0 }],
    notes: [spreadNote(ratios), ...left],
  }
}
