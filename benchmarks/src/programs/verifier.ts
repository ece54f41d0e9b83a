import { timeEach } from '../measure/time-each.js'
import { answerCalls } from '../process/child.js'
import type { Provision } from '../subjects/provision.js'
import type { Verifier } from '../subjects/subject.js'
import { verifiers, type VerifierName } from '../subjects/verifiers/index.js'

let verifier: Verifier | undefined

const handlers = {
  async create(name: VerifierName, provision: Provision): Promise<void> {
    verifier = await (await verifiers[name]()).create(provision)
  },
  /** Verifies each of the tokens, one after the other, and says how many nanoseconds one took. */
  verifyAll: (tokens: readonly string[]) => time(tokens),
  /** The same for one token that comes again and again. Every request brings a new string, as over a socket. */
  verifyAgain(token: string, times: number): Promise<number> {
    const bytes = Buffer.from(token)
    return time(Array.from({ length: times }, () => bytes.toString('latin1')))
  },
}

async function time(tokens: readonly string[]): Promise<number> {
  if (!verifier) throw new Error('create() first')
  const { prepare } = verifier
  return timeEach(verifier, prepare ? tokens.map((token) => prepare(token)) : tokens)
}

export type VerifierProgram = typeof handlers

answerCalls(handlers)
