import {
  resourceServer as coreResourceServer,
  type AccessRequirement,
  type JsonObject,
  type ResourceServer,
  type ResourceServerOptions,
} from '@qalqon/core'
import type { Middleware } from 'koa'
import { guard } from './guard.js'
import type { Scopes } from './require.js'

/** The middleware that protects the routes behind it, and the handle of its resource server. */
export interface KoaResourceServer<C = JsonObject, Anonymous extends boolean = false>
  extends Middleware, Pick<ResourceServer<C, Anonymous>, 'ready' | 'stats' | 'savedKeySets'> {
  /** A guard that stands alone: it authenticates, and requires all of the scopes. */
  requireScope(...scopes: Scopes): Middleware
  /** A guard that stands alone: it authenticates, and requires one of the scopes, least powerful first. */
  requireAnyScope(...scopes: Scopes): Middleware
  /** A guard that stands alone: it authenticates, and requires all that is named. */
  requireAccess(requirement: AccessRequirement): Middleware
}

/**
 * Protects a Koa API: `app.use(resourceServer({ issuer, audience }))`. Every request behind it needs a valid
 * access token; all others are answered with 400, 401 or 503 and never reach a handler. The token stands on `ctx.state.auth`; see
 * `getAuth`.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function resourceServer<C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous>,
): KoaResourceServer<C, Anonymous> {
  const server = coreResourceServer(options)
  return Object.assign(guard(server), {
    ready: () => server.ready(),
    stats: () => server.stats(),
    savedKeySets: () => server.savedKeySets(),
    requireScope: (...scope: Scopes) => guard(server, { scope }),
    requireAnyScope: (...anyScope: Scopes) => guard(server, { anyScope }),
    requireAccess: (requirement: AccessRequirement) => guard(server, requirement),
  })
}
