import { createPublicKey } from 'node:crypto'
import jwt, { type Algorithm } from 'jsonwebtoken'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { VerifierSubject } from '../subject.js'

export const jsonwebtoken: VerifierSubject = {
  name: 'jsonwebtoken',
  kind: 'peer',
  packages: ['jsonwebtoken'],
  checks: commonChecks,
  setup:
    '`jwt.verify` without a callback, the key as a `KeyObject` (its examples hand in PEM text, which is slower)',
  algorithms: ['RS256', 'ES256'],
  create({ publicKeyPem, issuer, audience, algorithm, scope }) {
    const key = createPublicKey(publicKeyPem)
    const options = { issuer, audience, algorithms: [algorithm as Algorithm] }
    return {
      verify: (token) => jwt.verify(token as string, key, options),
      accepts: (payload) => hasScope(payload, scope),
    }
  },
}
