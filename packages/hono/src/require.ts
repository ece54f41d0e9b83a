import { laterGuard, type AccessRequirement, type JsonObject, type Scopes } from '@qalqon/core'
import type { MiddlewareHandler } from 'hono'
import { middlewareOf } from './middleware.js'

/**
 * Requires all of the scopes. For use behind `app.use(resourceServer(…))`, on the app, a router or a route; without it,
 * the first request fails with a `ConfigurationFault` that says so.
 *
 * @throws {ConfigurationFault} when a scope is not valid.
 */
export const requireScope = (...scope: Scopes): MiddlewareHandler =>
  middlewareOf(laterGuard('requireScope', { scope }))

/** Requires one of the scopes; put the least powerful first, which a challenge names. Otherwise like `requireScope`. */
export const requireAnyScope = (...anyScope: Scopes): MiddlewareHandler =>
  middlewareOf(laterGuard('requireAnyScope', { anyScope }))

/** Requires all that is named. Otherwise like `requireScope`. */
export const requireAccess = <C = JsonObject>(requirement: AccessRequirement<C>): MiddlewareHandler =>
  middlewareOf(laterGuard('requireAccess', requirement))
