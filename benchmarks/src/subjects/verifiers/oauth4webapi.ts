import {
  allowInsecureRequests,
  discoveryRequest,
  processDiscoveryResponse,
  validateJwtAccessToken,
} from 'oauth4webapi'
import { commonChecks } from '../checks.js'
import { hasScope } from '../has-scope.js'
import type { VerifierSubject } from '../subject.js'

export const oauth4webapi: VerifierSubject = {
  name: 'oauth4webapi',
  kind: 'peer',
  packages: ['oauth4webapi'],
  checks: { ...commonChecks, type: 'own', binding: 'own' },
  setup: '`validateJwtAccessToken` with metadata from discovery; it takes a Fetch `Request`',
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  async create(provision) {
    const validate = await accessTokenValidator(provision)
    return {
      prepare: (token) =>
        new Request('http://localhost/files', { headers: { authorization: `Bearer ${token}` } }),
      verify: (request) => validate(request as Request),
      accepts: (claims) => hasScope(claims, provision.scope),
    }
  },
}

const overHttp = { [allowInsecureRequests]: true } as const

/** Its validation as its documents set it up. */
export async function accessTokenValidator({
  issuer,
  audience,
  algorithm,
}: {
  issuer: string
  audience: string
  algorithm: string
}) {
  const url = new URL(issuer)
  const response = await discoveryRequest(url, overHttp)
  const server = await processDiscoveryResponse(url, response)
  const options = { ...overHttp, signingAlgorithms: [algorithm] }
  return (request: Request) => validateJwtAccessToken(server, request, audience, options)
}
