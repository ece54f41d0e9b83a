import { JwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { commonChecks } from '../checks.js'
import { loopbackFetcher } from '../loopback-fetcher.js'
import type { Provision } from '../provision.js'
import type { VerifierSubject } from '../subject.js'

export const awsJwtVerify: VerifierSubject = {
  name: 'aws-jwt-verify',
  kind: 'peer',
  packages: ['aws-jwt-verify'],
  checks: { ...commonChecks, scope: 'own' },
  setup: '`JwtVerifier` with `issuer`, `audience`, `jwksUri`, `scope`; a fetcher for http beside it',
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  async create(provision) {
    const verifier = awsVerifier(provision)
    await verifier.hydrate()
    return { verify: (token) => verifier.verify(token as string) }
  },
}

/** Its verifier as its documents set it up. */
export function awsVerifier({ issuer, audience, jwksUri, scope }: Provision) {
  const jwksCache = new SimpleJwksCache({ fetcher: loopbackFetcher })
  return JwtVerifier.create(
    { issuer, audience, jwksUri, ...(scope !== undefined && { scope }) },
    { jwksCache },
  )
}
