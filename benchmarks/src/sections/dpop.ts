import { BoundClient } from '../issuer/bound-client.js'
import { audience, requiredScope } from '../issuer/claims.js'
import { signToken } from '../issuer/tokens.js'
import { difference, interleave, joinSeries, ratio, type Series } from '../measure/rounds.js'
import type { Plan } from '../plan.js'
import { exposeGc, Program, stopAll } from '../process/program.js'
import type { ProofVerifierProgram } from '../programs/proof-verifier.js'
import type { Table } from '../report/results.js'
import { rowOf, spreadNote } from '../report/rows.js'
import { proofVerifiers, type ProofVerifierName } from '../subjects/proofs/index.js'
import type { Provision } from '../subjects/provision.js'
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
    const { processes } = plan.dpop
    const tenant = await issuer.tenant('dpop')
    const client = new BoundClient()
    const token = await signToken(tenant.keys.ES256, tenant.issuer, { confirmation: client.confirmation })
    const work: Work = {
      provision: { ...tenant.provision('ES256'), scope: requiredScope },
      token,
      proofs: (count) => Array.from({ length: count }, () => client.proof(url, token)),
    }
    const series: Series<ProofSubject, number>[] = []
    for (let turn = 1; turn <= processes; turn += 1) {
      say(`dpop: processes ${turn} of ${processes}`)
      series.push(await measure(work, plan.dpop))
    }
    const [bare, ...others] = Array.from(joinSeries(series), ([subject, times]) => ({ subject, times }))
    return [speedTable(bare?.times ?? [], others), checksTable(others.map(({ subject }) => subject))]
  },
}

/** What the subjects are given. */
interface Work {
  readonly provision: Provision
  readonly token: string
  /** Proofs grow old: they are made when they are needed. */
  readonly proofs: (count: number) => readonly string[]
}

async function measure(
  { provision, token, proofs }: Work,
  { warmUp, rounds, proofs: count }: Plan['dpop'],
): Promise<Series<ProofSubject, number>> {
  const running = await Promise.all(
    names.map(async (name) => ({
      subject: await proofVerifiers[name](),
      program: await startProgram(name, provision),
    })),
  )
  try {
    for (const { program } of running) await program.call('verifyAll', token, proofs(warmUp))
    let fresh: { readonly round: number; readonly proofs: readonly string[] } = { round: -1, proofs: [] }
    const measured = await interleave(rounds, running, ({ program }, round) => {
      if (fresh.round !== round) fresh = { round, proofs: proofs(count) }
      return program.call('verifyAll', token, fresh.proofs)
    })
    return new Map([...measured].map(([{ subject }, times]) => [subject, times]))
  } finally {
    await stopAll(running.map(({ program }) => program))
  }
}

async function startProgram(name: ProofVerifierName, provision: Provision) {
  const program = new Program<ProofVerifierProgram>('proof-verifier', exposeGc)
  await program.call('create', name, provision, url)
  return program
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
