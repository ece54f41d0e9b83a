import {
  laterGuard,
  madeOfGuard,
  type AccessRequirement,
  type Guard,
  type JsonObject,
  type Scopes,
} from '@qalqon/core'
import type { CanActivate } from '@nestjs/common'
import { decide } from './decide.js'
import { exchangeOf } from './exchange.js'
import { asGuard, routeOf } from './route.js'

/**
 * A guard that requires all of the scopes: for `app.useGlobalGuards`, `APP_GUARD` and `@UseGuards`. It comes behind the guard of a resource
 * server; without one, the first request fails with a `ConfigurationFault` that says so. On a route, the decorator `@RequireScope` does
 * the same in any order, and its 401 names the scope.
 *
 * @throws {ConfigurationFault} when a scope is not valid.
 */
export const requireScope = (...scope: Scopes): CanActivate =>
  laterGuardOf(laterGuard('requireScope', { scope }))

/** Requires one of the scopes; put the least powerful first, which a challenge names. Otherwise like `requireScope`. */
export const requireAnyScope = (...anyScope: Scopes): CanActivate =>
  laterGuardOf(laterGuard('requireAnyScope', { anyScope }))

/** Requires all that is named. Otherwise like `requireScope`. */
export const requireAccess = <C = JsonObject>(requirement: AccessRequirement<C>): CanActivate =>
  laterGuardOf(laterGuard('requireAccess', requirement))

function laterGuardOf(guard: Guard): CanActivate {
  const later: CanActivate = {
    canActivate: (context) => routeOf(context).isOpen || decide(guard, exchangeOf(context)),
  }
  return asGuard('requires', madeOfGuard(guard, later))
}
