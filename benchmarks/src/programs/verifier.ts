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
  const { prepare, verify, accepts } = verifier
  const inputs = prepare ? tokens.map((token) => prepare(token)) : tokens
  promoteInputs()
  const start = process.hrtime.bigint()
  for (const input of inputs) {
    let result = verify(input)
    // Who answers at once is not made to wait for a promise.
    if (result instanceof Promise) result = await (result as Promise<unknown>)
    if (accepts?.(result) === false) throw new Error('a good token was refused')
  }
  return Number(process.hrtime.bigint() - start) / inputs.length
}

/**
 * Two minor collections move the inputs out of the space of young objects, so that none is moved while the clock runs. A
 * full one would also throw away compiled code, which hardly happens to a server that is at work.
 */
function promoteInputs(): void {
  globalThis.gc?.({ type: 'minor' })
  globalThis.gc?.({ type: 'minor' })
}

export type VerifierProgram = typeof handlers

answerCalls(handlers)
