import { requiredScope } from '../issuer/claims.js'
import { interleave, ratio } from '../measure/rounds.js'
import { stopAll } from '../process/program.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import type { VerifierName } from '../subjects/verifiers/index.js'
import type { Context, Section } from './section.js'
import { startVerifiers } from './verifier-programs.js'

const subjects: readonly VerifierName[] = [
  'bareSignature',
  'floorWithCache',
  'qalqon',
  'fastJwtWithCache',
  'jsonwebtoken',
  'awsJwtVerify',
  'jose',
  'oauth4webapi',
]

export const repeat: Section = {
  name: 'repeat',
  title: 'The same token again',
  about: `One RS256 token comes again and again, each time as a new string, and has to have the scope \`${requiredScope}\`. The yardstick
is again one bare \`crypto.verify\` of RS256. **10× means: a token that was seen before is decided in a tenth of the time that
its signature alone would take. More is better.** Libraries without a memory of tokens verify it anew each time; they
stand here to show what a memory brings. What is written by hand with a cache takes a SHA-256 digest, looks it up, and
checks \`exp\` and the scope.`,
  async run({ issuer, plan, say }: Context): Promise<readonly Table[]> {
    const { warmUp, rounds, times } = plan.repeat
    const tenant = await issuer.tenant('repeat')
    const [token = ''] = await tenant.tokens('RS256', 1)
    const provision = { ...tenant.provision('RS256'), scope: requiredScope }
    const { running, left } = await startVerifiers(subjects, provision)
    try {
      for (const { subject, program } of running) {
        say(`repeat: warming up ${subject.name}`)
        await program.call('verifyAgain', token, warmUp)
      }
      say(`repeat: ${rounds} rounds`)
      const series = await interleave(rounds, running, ({ program }) =>
        program.call('verifyAgain', token, times),
      )
      const [bare, ...others] = running.map((verifier) => ({
        subject: verifier.subject,
        times: series.get(verifier) ?? [],
      }))
      const ratios = others.map((other) => ratio(bare?.times ?? [], other.times))
      return [
        {
          title: 'RS256, with a scope',
          subjects: 'subject',
          columns: [{ heading: 'speed, in multiples of bare `crypto.verify`', unit: 'times' }],
          rows: others.map(({ subject }, at) => rowOf(subject, [ratios[at]?.median ?? null])),
          charts: [
            { title: 'The same token again: speed in multiples of the bare RS256 check', column: 0, mark: 1 },
          ],
          notes: [spreadNote(ratios), ...left],
        },
      ]
    } finally {
      await stopAll(running.map(({ program }) => program))
    }
  },
}
