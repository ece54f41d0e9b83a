import { type ExpressResourceServer, resourceServer, type ResourceMetadataOptions } from '@qalqon/express'
import { explainDecisions, type Observation } from 'what-just-happened'
import { scopes } from './api/operation.js'
import type { Environment } from './environment.js'
import type { FleetStores } from './fleet-stores.js'
import type { Log } from './log.js'
import { logEvent } from './log-event.js'

/** What clients are told that ask. @see RFC 9728 */
const aboutThisApi: ResourceMetadataOptions = {
  scopesSupported: scopes,
  resourceName: 'Drive files',
  'resourceName#uz': 'Drive fayllari',
}

/**
 * What verifies the access tokens of this API.
 *
 * @param fleet what the instances share; without it this process remembers alone what was used and revoked
 * @param watched where it is told which checks were made of each request
 * @throws {ConfigurationFault} naming the option
 */
export function protect(
  { issuers, audience, hasMetadata, publicUrl, takesBoundTokens, dpopNonceKeys }: Environment,
  fleet: FleetStores | undefined,
  log: Log,
  watched?: Observation,
): ExpressResourceServer {
  const logged = logEvent(log)
  const explained = watched && explainDecisions((...sent) => api.explain(...sent))
  const api: ExpressResourceServer = resourceServer({
    issuers: [...issuers],
    audience,
    ...(hasMetadata && { metadata: aboutThisApi }),
    // A token that is bound to a key counts with a proof alone; a bearer token goes on to count.
    dpop: {
      use: takesBoundTokens ? 'allowed' : 'off',
      ...(dpopNonceKeys && { nonces: { keys: dpopNonceKeys } }),
    },
    ...(takesBoundTokens && fleet && { replayStore: fleet.replayStore }),
    ...(fleet && { revocationStore: fleet.revocationStore }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(watched && { fetch: watched.fetchAs('drive', issuersByOrigin(issuers)) }),
    onEvent: (event) => {
      logged(event)
      explained?.(event)
    },
  })
  return api
}

const issuersByOrigin = (issuers: readonly string[]) =>
  Object.fromEntries(issuers.map((issuer) => [new URL(issuer).origin, 'authorization-server' as const]))
