import {
  laterGuard,
  madeOfGuard,
  type AccessRequirement,
  type Guard,
  type JsonObject,
  type Scopes,
} from '@qalqon/core'
import { UseGuards, type CanActivate } from '@nestjs/common'
import { refuseTarget } from './called.js'
import { decide } from './decide.js'
import { wasEnforced } from './enforced.js'
import { exchangeOf } from './exchange.js'
import { asGuard, markOpen, routeOf } from './route.js'

/** A decorator of a controller, and of a handler. */
export type RouteDecorator = ClassDecorator & MethodDecorator

/**
 * Requires all of the scopes of a controller or a handler: `@RequireScope('files.read')`. It can stand there several times, and on both: what
 * they require adds up. A token is required too, whether routes are open by default or not, and the 401 names the scopes.
 *
 * @throws {ConfigurationFault} when a scope is not valid.
 */
export const RequireScope = (...scope: Scopes): RouteDecorator =>
  decoratorOf(laterGuard('requireScope', { scope }))

/** Requires one of the scopes; put the least powerful first, which a challenge names. Otherwise like `RequireScope`. */
export const RequireAnyScope = (...anyScope: Scopes): RouteDecorator =>
  decoratorOf(laterGuard('requireAnyScope', { anyScope }))

/** Requires all that is named. Otherwise like `RequireScope`. */
export const RequireAccess = <C = JsonObject>(requirement: AccessRequirement<C>): RouteDecorator =>
  decoratorOf(laterGuard('requireAccess', requirement))

/**
 * Opens a handler, or all handlers of a controller: **no token is read**, and `getAuth` has none. What is nearer to the handler wins: an open
 * handler in a controller that requires scopes is open, and a handler that requires scopes in an open controller is not. A class
 * that extends an open one is not open.
 *
 * It opens nothing that a guard of somebody else closes.
 */
export function Open(...given: []): RouteDecorator {
  refuseTarget('Open', given)
  return markOpen
}

function decoratorOf(guard: Guard): RouteDecorator {
  const required: CanActivate = {
    canActivate: (context) => {
      const route = routeOf(context)
      // The guard of a resource server reads the decorators by itself. This one stands in for it where there is none.
      if (route.isOpen || route.authenticatedBy.size > 0) return true
      const exchange = exchangeOf(context)
      return wasEnforced(exchange.message, route) || decide(guard, exchange)
    },
  }
  const decorator: RouteDecorator = UseGuards(asGuard('decorator', madeOfGuard(guard, required)))
  return madeOfGuard(guard, decorator)
}
