import { timeEach } from '../measure/time-each.js'
import { answerCalls } from '../process/child.js'
import { proofVerifiers, type ProofVerifierName } from '../subjects/proofs/index.js'
import type { ProofVerifier } from '../subjects/proofs/proof-subject.js'
import type { Provision } from '../subjects/provision.js'

let verifier: ProofVerifier | undefined

const handlers = {
  async create(name: ProofVerifierName, provision: Provision, url: string): Promise<void> {
    verifier = await (await proofVerifiers[name]()).create(provision, url)
  },
  /** Verifies each of the proofs with the one token, one after the other, and says how many nanoseconds one took. */
  async verifyAll(token: string, proofs: readonly string[]): Promise<number> {
    if (!verifier) throw new Error('create() first')
    const { prepare } = verifier
    return timeEach(
      verifier,
      proofs.map((proof) => prepare(token, proof)),
    )
  },
}

export type ProofVerifierProgram = typeof handlers

answerCalls(handlers)
