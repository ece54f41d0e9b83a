import { BoundClient, type ProofChanges } from '../../src/issuer/bound-client.js'
import { audience } from '../../src/issuer/claims.js'
import { proofVerifiers, type ProofVerifierName } from '../../src/subjects/proofs/index.js'
import type { ProofCheckName, ProofSubject } from '../../src/subjects/proofs/proof-subject.js'
import { Issuer } from '../support/issuer.js'

const issuer = new Issuer()
const client = new BoundClient()
const url = `${audience}/files`

beforeAll(() => issuer.start())
afterAll(() => issuer.close())

/** By check: what is wrong with a proof that only this check finds. */
const badProofs: Readonly<Record<'method' | 'target' | 'token' | 'age', ProofChanges>> = {
  method: { method: 'POST' },
  target: { url: `${audience}/other` },
  token: { token: 'another' },
  age: { ageSeconds: 3600 },
}

describe.each(Object.keys(proofVerifiers) as ProofVerifierName[])('%s', (name) => {
  let subject: ProofSubject
  beforeAll(async () => (subject = await proofVerifiers[name]()))

  test('refuses the proofs that it says it refuses, and no other', async () => {
    const { prepare, verify, accepts } = await subject.create(issuer.provision('ES256'), url)
    const token = await issuer.token('ES256', { confirmation: client.confirmation })
    const isAccepted = async (proof: string) => {
      try {
        const result = await verify(prepare(token, proof))
        return accepts?.(result) ?? true
      } catch {
        return false
      }
    }
    const good = client.proof(url, token)
    expect(await isAccepted(good)).toBe(true)

    const refused: Record<string, boolean> = {
      signature: !(await isAccepted(broken(client.proof(url, token)))),
      key: !(await isAccepted(new BoundClient().proof(url, token))),
      replay: !(await isAccepted(good)),
    }
    for (const [check, changes] of Object.entries(badProofs)) {
      refused[check] = !(await isAccepted(client.proof(url, token, changes)))
    }
    expect(refused).toEqual(subject.proofChecks satisfies Record<ProofCheckName, boolean>)
  })
})

/** The last whole group of its signature is another. */
const broken = (proof: string) =>
  proof.slice(0, -6) + (proof.endsWith('AAAA', proof.length - 2) ? 'BBBB' : 'AAAA') + proof.slice(-2)
