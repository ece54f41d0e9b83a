import { BoundClient } from '../issuer/bound-client.js'
import { audience, requiredScope } from '../issuer/claims.js'
import { signToken } from '../issuer/tokens.js'
import { difference, interleave, ratio } from '../measure/rounds.js'
import { exposeGc, Program, stopAll } from '../process/program.js'
import type { ProofVerifierProgram } from '../programs/proof-verifier.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import { proofVerifiers, type ProofVerifierName } from '../subjects/proofs/index.js'
import { proofCheckNames, type ProofCheckName, type ProofSubject } from '../subjects/proofs/proof-subject.js'
import type { Context, Section } from './section.js'

const names = Object.keys(proofVerifiers) as ProofVerifierName[]

const url = `${audience}/files`

export const dpop: Section = {
  name: 'dpop',
  title: 'Proofs of possession (DPoP)',
  about: `One ES256 token that is bound to a key comes again and again, each time with a new proof (ES256) of the one client, and has to have
the scope \`${requiredScope}\`. The yardstick is one bare \`crypto.verify\` of the proof. **1.20× means: the whole request
takes a fifth more time than the signature of its proof alone. Less is better.** The last column is what comes beyond that signature,
in microseconds of the machine below: the token, and all that is checked of the proof but its signature.`,
  async run({ issuer, plan, say }: Context): Promise<readonly Table[]> {
    const { warmUp, rounds, proofs: count } = plan.dpop
    const tenant = await issuer.tenant('dpop')
    const client = new BoundClient()
    const token = await signToken(tenant.keys.ES256, tenant.issuer, { confirmation: client.confirmation })
    const provision = { ...tenant.provision('ES256'), scope: requiredScope }
    const proofs = (length: number) => Array.from({ length }, () => client.proof(url, token))
    const running = await Promise.all(
      names.map(async (name) => {
        const program = new Program<ProofVerifierProgram>('proof-verifier', exposeGc)
        await program.call('create', name, provision, url)
        return { subject: await proofVerifiers[name](), program }
      }),
    )
    try {
      say('dpop: warming up')
      for (const { program } of running) await program.call('verifyAll', token, proofs(warmUp))
      say(`dpop: ${rounds} rounds`)
      // Proofs grow old: they are made when they are needed.
      let fresh: { readonly round: number; readonly proofs: readonly string[] } = { round: -1, proofs: [] }
      const series = await interleave(rounds, running, ({ program }, round) => {
        if (fresh.round !== round) fresh = { round, proofs: proofs(count) }
        return program.call('verifyAll', token, fresh.proofs)
      })
      const measured = running.map((verifier) => ({
        subject: verifier.subject,
        times: series.get(verifier) ?? [],
      }))
      const [bare, ...others] = measured
      return [speedTable(bare?.times ?? [], others), checksTable(others.map(({ subject }) => subject))]
    } finally {
      await stopAll(running.map(({ program }) => program))
    }
  },
}

function speedTable(
  bare: readonly number[],
  others: readonly { readonly subject: ProofSubject; readonly times: readonly number[] }[],
): Table {
  const ratios = others.map(({ times }) => ratio(times, bare))
  return {
    title: 'A new proof with a known token',
    subjects: 'subject',
    columns: [
      { heading: 'time, in multiples of bare `crypto.verify`', unit: 'times' },
      { heading: 'beyond it', unit: 'µs' },
    ],
    rows: others.map(({ subject, times }, at) =>
      rowOf(subject, [ratios[at]?.median ?? null, difference(times, bare) / 1000]),
    ),
    charts: [
      {
        title: 'A new proof with a known token: time in multiples of the bare ES256 check',
        column: 0,
        mark: 1,
      },
    ],
    notes: [spreadNote(ratios)],
  }
}

function checksTable(subjects: readonly ProofSubject[]): Table {
  const checks = Object.keys(proofCheckNames) as ProofCheckName[]
  return {
    title: 'What each one checks of a proof',
    subjects: 'what is wrong with it',
    columns: subjects.map(({ name }) => ({ heading: name, unit: 'count' })),
    rows: checks.map((check) => ({
      label: proofCheckNames[check],
      kind: 'yardstick',
      cells: subjects.map(({ proofChecks }) => (proofChecks[check] ? 'refused' : 'accepted')),
    })),
  }
}
