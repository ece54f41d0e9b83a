import { laterGuard, type AccessRequirement, type JsonObject, type Scopes } from '@qalqon/core'
import { hookOf, type Hook } from './hook.js'

/**
 * Requires all of the scopes. A hook for routes and contexts behind `app.register(resourceServer(…))`, as `onRequest`, `preValidation`
 * or `preHandler`; without a resource server, the first request fails with a `ConfigurationFault` that says so.
 *
 * @throws {ConfigurationFault} when a scope is not valid.
 */
export const requireScope = (...scope: Scopes): Hook => hookOf(laterGuard('requireScope', { scope }))

/** Requires one of the scopes; put the least powerful first, which a challenge names. Otherwise like `requireScope`. */
export const requireAnyScope = (...anyScope: Scopes): Hook =>
  hookOf(laterGuard('requireAnyScope', { anyScope }))

/** Requires all that is named. Otherwise like `requireScope`. */
export const requireAccess = <C = JsonObject>(requirement: AccessRequirement<C>): Hook =>
  hookOf(laterGuard('requireAccess', requirement))
