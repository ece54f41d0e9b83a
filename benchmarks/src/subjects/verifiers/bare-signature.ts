import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { noChecks } from '../checks.js'
import type { VerifierSubject } from '../subject.js'

interface Input {
  readonly data: Buffer
  readonly signature: Buffer
}

/** The measure of all the others: one synchronous call of OpenSSL, with everything that it needs at hand. */
export const bareSignature: VerifierSubject = {
  name: 'bare `crypto.verify`',
  kind: 'yardstick',
  packages: [],
  checks: noChecks,
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  create({ publicKeyPem, algorithm }) {
    const publicKey = createPublicKey(publicKeyPem)
    const hash = algorithm === 'EdDSA' ? null : 'sha256'
    const key: KeyObject | { key: KeyObject; dsaEncoding: 'ieee-p1363' } =
      algorithm === 'ES256' ? { key: publicKey, dsaEncoding: 'ieee-p1363' } : publicKey
    return {
      prepare: split,
      verify: (input: unknown) => {
        const { data, signature } = input as Input
        return verify(hash, data, key, signature)
      },
      accepts: (good) => good === true,
    }
  },
}

function split(token: string): Input {
  const dot = token.lastIndexOf('.')
  return { data: Buffer.from(token.slice(0, dot)), signature: Buffer.from(token.slice(dot + 1), 'base64url') }
}
