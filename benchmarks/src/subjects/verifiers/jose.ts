import { createRemoteJWKSet, jwtVerify } from 'jose'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { VerifierSubject } from '../subject.js'

export const jose: VerifierSubject = {
  name: 'jose',
  kind: 'peer',
  packages: ['jose'],
  checks: { ...commonChecks, type: 'own' },
  setup: '`jwtVerify` with `createRemoteJWKSet`, `issuer`, `audience`, `typ`, `algorithms`',
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  async create({ issuer, audience, jwksUri, algorithm, scope }) {
    const keys = createRemoteJWKSet(new URL(jwksUri))
    await keys.reload()
    const options = { issuer, audience, typ: 'at+jwt', algorithms: [algorithm], requiredClaims: ['exp'] }
    return {
      verify: (token) => jwtVerify(token as string, keys, options),
      accepts: (result) => hasScope((result as { payload: unknown }).payload, scope),
    }
  },
}
