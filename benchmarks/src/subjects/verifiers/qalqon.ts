import { Requirement, resourceServer, type Outcome, type ResourceRequest } from '@qalqon/core'
import type { Provision } from '../provision.js'
import { allChecks } from '../checks.js'
import { missingTokenCache, withoutTokenCache } from '../without-token-cache.js'
import type { Verifier, VerifierSubject } from '../subject.js'

const common = {
  kind: 'qalqon',
  packages: ['@qalqon/core'],
  checks: allChecks,
  algorithms: ['RS256', 'ES256', 'EdDSA'],
} as const

/** The whole pipeline, with the default options. */
export const qalqon: VerifierSubject = {
  ...common,
  name: 'Qalqon',
  setup: "`server.authorize(request)`; for EdDSA, which is not among the defaults, `algorithms: ['EdDSA']`",
  create: (provision) => create(provision, {}),
}

/** The same without its memory of tokens. */
export const qalqonWithoutCache: VerifierSubject = {
  ...common,
  name: 'Qalqon, `tokenCache: false`',
  missing: missingTokenCache,
  create: (provision) => create(provision, withoutTokenCache),
}

async function create(provision: Provision, options: object): Promise<Verifier> {
  const { issuer, audience, algorithm, scope } = provision
  const server = resourceServer({
    issuer: algorithm === 'EdDSA' ? { issuer, algorithms: ['EdDSA'] } : issuer,
    audience,
    ...options,
  })
  await server.ready()
  const requirement = scope === undefined ? undefined : new Requirement({ scope: [scope] })
  return {
    prepare: (token): ResourceRequest => ({
      method: 'GET',
      url: '/files',
      // One piece of memory, as a field from a socket is; a template would be put together while the clock runs.
      headers: { authorization: [Buffer.from(`Bearer ${token}`).toString('latin1')] },
    }),
    verify: (request) => server.authorize(request as ResourceRequest, requirement),
    accepts: (outcome) => (outcome as Outcome).ok,
  }
}
