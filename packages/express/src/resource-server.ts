import {
  guardOf,
  handleOf,
  resourceServer as coreResourceServer,
  type ClaimsParser,
  type JsonObject,
  type ResourceServerHandle,
  type ResourceServerOptions,
} from '@qalqon/core'
import { logoutOf } from './logout.js'
import { metadataOf } from './metadata.js'
import { middlewareOf, type Middleware } from './middleware.js'

/** The middleware that protects the routes behind it, and the handle of its resource server. */
export interface ExpressResourceServer<C = JsonObject, Anonymous extends boolean = false>
  extends Middleware, ResourceServerHandle<Middleware, C, Anonymous> {}

/**
 * Protects an Express API: `app.use(resourceServer({ issuer, audience }))`. Every request behind it needs a valid
 * access token; all others are answered with 400, 401 or 503 and never reach a handler. The token stands on `req.auth`;
 * see `getAuth`.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function resourceServer<C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>,
): ExpressResourceServer<C, Anonymous> {
  const server = coreResourceServer(options)
  return Object.assign(middlewareOf(guardOf(server)), handleOf(server, middlewareOf, metadataOf, logoutOf))
}
