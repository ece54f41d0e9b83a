import { exposeGc, Program } from '../process/program.js'
import type { VerifierProgram } from '../programs/verifier.js'
import type { Provision } from '../subjects/provision.js'
import type { VerifierSubject } from '../subjects/subject.js'
import { verifiers, type VerifierName } from '../subjects/verifiers/index.js'

/** A verifier in a process of its own. */
export interface RunningVerifier {
  readonly subject: VerifierSubject
  readonly program: Program<VerifierProgram>
}

/** Starts those that can be measured, and says why the others cannot. */
export async function startVerifiers(
  names: readonly VerifierName[],
  provision: Provision,
): Promise<{ running: readonly RunningVerifier[]; left: readonly string[] }> {
  const running: RunningVerifier[] = []
  const left: string[] = []
  for (const name of names) {
    const subject: VerifierSubject = await verifiers[name]()
    const reason = whyNot(subject, provision)
    if (reason !== undefined) {
      left.push(`${subject.name} is left out: ${reason}.`)
      continue
    }
    const program = new Program<VerifierProgram>('verifier', exposeGc)
    running.push({ subject, program })
    await program.call('create', name, provision)
  }
  return { running, left }
}

function whyNot(subject: VerifierSubject, { algorithm }: Provision): string | undefined {
  if (!subject.algorithms.includes(algorithm)) return `it has no ${algorithm}`
  return subject.missing?.()
}
