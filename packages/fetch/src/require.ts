import { laterGuard, type AccessRequirement, type JsonObject, type Scopes } from '@qalqon/core'
import { middlewareOf, type Middleware } from './middleware.js'

/**
 * Requires all of the scopes. For use inside a resource server: `api(requireScope('files.read')(handler))`; without it, the first request
 * fails with a `ConfigurationFault` that says so. `api.requireScope` stands alone.
 *
 * @throws {ConfigurationFault} when a scope is not valid.
 */
export const requireScope = (...scope: Scopes): Middleware =>
  middlewareOf(laterGuard('requireScope', { scope }))

/** Requires one of the scopes; put the least powerful first, which a challenge names. Otherwise like `requireScope`. */
export const requireAnyScope = (...anyScope: Scopes): Middleware =>
  middlewareOf(laterGuard('requireAnyScope', { anyScope }))

/** Requires all that is named. Otherwise like `requireScope`. */
export const requireAccess = <C = JsonObject>(requirement: AccessRequirement<C>): Middleware =>
  middlewareOf(laterGuard('requireAccess', requirement))
