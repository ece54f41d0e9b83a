import type { Provision } from '../provision.js'
import type { Subject, Verifier } from '../subject.js'

/** What a subject may look at in a proof, and what is wrong with a bad one of that kind. */
export const proofCheckNames = {
  signature: 'its signature is broken',
  method: '`htm` is another method',
  target: '`htu` is another URL',
  token: '`ath` is the hash of another token',
  key: 'it was made with another key than the token is bound to',
  age: 'it was made an hour ago',
  replay: 'it was used before',
} as const

export type ProofCheckName = keyof typeof proofCheckNames

/** Whether bad proofs of each kind are refused. A test holds these statements to what happens. */
export type ProofChecks = Readonly<Record<ProofCheckName, boolean>>

export const allProofChecks: ProofChecks = {
  signature: true,
  method: true,
  target: true,
  token: true,
  key: true,
  age: true,
  replay: true,
}

/** A library as a function from a token and a proof to a verdict. */
export interface ProofSubject extends Subject {
  readonly proofChecks: ProofChecks
  /** Makes it ready for `GET url` with a token that is bound to a key, with the keys of the issuer fetched. */
  create(provision: Provision, url: string): ProofVerifier | Promise<ProofVerifier>
}

/** It either returns a verdict or promises one; what it refuses it throws, unless `accepts` says otherwise. */
export interface ProofVerifier extends Omit<Verifier, 'prepare'> {
  /** Makes what it takes, before the clock starts. */
  readonly prepare: (token: string, proof: string) => unknown
}
