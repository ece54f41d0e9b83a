import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { noChecks } from '../checks.js'
import { allProofChecks, type ProofSubject } from './proof-subject.js'

interface Input {
  readonly data: Buffer
  readonly signature: Buffer
}

/** The measure of the others: one synchronous call of OpenSSL, with everything that it needs at hand. */
export const bareSignature: ProofSubject = {
  name: 'bare `crypto.verify` of the proof',
  kind: 'yardstick',
  packages: [],
  checks: noChecks,
  proofChecks: {
    ...allProofChecks,
    method: false,
    target: false,
    token: false,
    age: false,
    replay: false,
  },
  create() {
    let key: KeyObject | undefined
    return {
      prepare(_token, proof): Input {
        key ??= keyOf(proof)
        const dot = proof.lastIndexOf('.')
        return {
          data: Buffer.from(proof.slice(0, dot)),
          signature: Buffer.from(proof.slice(dot + 1), 'base64url'),
        }
      },
      verify(input: unknown) {
        const { data, signature } = input as Input
        return key && verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
      },
      accepts: (good) => good === true,
    }
  },
}

function keyOf(proof: string): KeyObject {
  const [header = ''] = proof.split('.', 1)
  const { jwk } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { jwk: object }
  return createPublicKey({ key: jwk as Record<string, string>, format: 'jwk' })
}
