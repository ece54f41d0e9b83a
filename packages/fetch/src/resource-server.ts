import {
  ConfigurationFault,
  guardOf,
  handleOf,
  refuseForwarded,
  resourceServer as coreResourceServer,
  type ClaimsParser,
  type JsonObject,
  type ResourceServerHandle,
  type ResourceServerOptions,
} from '@qalqon/core'
import { logoutOf, type LogoutHandler } from './logout.js'
import { metadataOf } from './metadata.js'
import { middlewareOf, type Middleware } from './middleware.js'

/** The middleware that protects the handler that it is given, and the handle of its resource server. */
export interface FetchResourceServer<C = JsonObject, Anonymous extends boolean = false>
  extends Middleware, ResourceServerHandle<Middleware, C, Anonymous, Middleware, LogoutHandler> {}

/**
 * Protects handlers of Fetch requests: `export default { fetch: api(handler) }`. Every request that comes to the handler has a valid
 * access token, but for preflights with `passPreflight`; all others are answered with 400, 401 or 503 and never reach it. See `getAuth` for the token.
 *
 * A Fetch request tells nothing of its connection, so tokens that are bound to a TLS certificate of the client cannot be checked: the
 * option `mtls` is refused.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function resourceServer<C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>,
): FetchResourceServer<C, Anonymous> {
  const server = coreResourceServer(options)
  refuseForwarded(options, 'Fetch requests')
  refuseCertificates(options)
  return Object.assign(middlewareOf(guardOf(server)), handleOf(server, middlewareOf, metadataOf, logoutOf))
}

/** A Fetch request is method, URL, fields and body, and knows nothing of its connection. */
function refuseCertificates({ mtls = 'off' }: Pick<ResourceServerOptions, 'mtls'>): void {
  if ((typeof mtls === 'string' ? mtls : mtls.use) !== 'off') {
    throw new ConfigurationFault(
      'mtls',
      'is not offered for Fetch requests, which tell neither the certificate of the client nor the address of the peer: use dpop, or an adapter of a framework on Node',
    )
  }
}
