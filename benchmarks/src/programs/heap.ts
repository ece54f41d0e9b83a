import { createPrivateKey, createPublicKey } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { fixedNonceSigner } from '../issuer/fixed-nonce-signer.js'
import { answerCalls } from '../process/child.js'
import type { Provision } from '../subjects/provision.js'
import { isAccepted, type Verifier } from '../subjects/subject.js'
import { verifiers, type VerifierName } from '../subjects/verifiers/index.js'

let verifier: Verifier | undefined
let nextToken = () => ''

const handlers = {
  async create(name: VerifierName, provision: Provision, privateKeyPem: string, kid: string): Promise<void> {
    verifier = await (await verifiers[name]()).create(provision)
    const privateKey = createPrivateKey(privateKeyPem)
    const key = { kid, algorithm: 'ES256', privateKey, publicKey: createPublicKey(privateKey) } as const
    nextToken = fixedNonceSigner(key, provision.issuer)
  },
  /** Makes so many tokens that there never were, and has them verified. */
  async verifyNew(count: number): Promise<void> {
    if (!verifier) throw new Error('create() first')
    for (let done = 0; done < count; done += 1) {
      const token = nextToken()
      const input = verifier.prepare ? verifier.prepare(token) : token
      if (!(await isAccepted(verifier, input))) throw new Error('a good token was refused')
      // Timers and finalizers get their turn, as in a server.
      if (done % 256 === 0) await setImmediate()
    }
  },
  /** What is left in memory when everything that can be collected is collected, in MiB. */
  async heapMiB(): Promise<number> {
    for (let time = 0; time < 3; time += 1) {
      globalThis.gc?.()
      await setImmediate()
    }
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1024 / 1024
  },
}

export type HeapProgram = typeof handlers

answerCalls(handlers)
