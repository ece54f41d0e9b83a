import { createVerifier } from 'fast-jwt'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { Provision } from '../provision.js'
import type { Verifier, VerifierSubject } from '../subject.js'

const common = {
  kind: 'peer',
  packages: ['fast-jwt'],
  checks: { ...commonChecks, type: 'own' },
  algorithms: ['RS256', 'ES256', 'EdDSA'],
} as const

const setup =
  '`createVerifier` with the key as PEM text, so that it is synchronous; `allowedIss`, `allowedAud`, `checkTyp`, `requiredClaims`'

export const fastJwt: VerifierSubject = {
  ...common,
  name: 'fast-jwt',
  setup,
  create: (provision) => create(provision, false),
}

export const fastJwtWithCache: VerifierSubject = {
  ...common,
  name: 'fast-jwt, `cache: 20000`',
  create: (provision) => create(provision, 20_000),
}

function create(provision: Provision, cache: number | false): Verifier {
  const verify = fastJwtVerifier(provision, cache)
  return {
    verify: (token) => verify(token as string),
    accepts: (payload) => hasScope(payload, provision.scope),
  }
}

/** Its verifier as its documents set it up. */
export function fastJwtVerifier(provision: Provision, cache: number | false): (token: string) => unknown {
  const { publicKeyPem, issuer, audience, algorithm } = provision
  return createVerifier({
    key: publicKeyPem,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    checkTyp: 'at+jwt',
    requiredClaims: ['exp', 'iss', 'aud'],
    cache,
  })
}
