import { guardOf, isPromise, madeOfGuard, requirementOf, type Guard, type ResourceServer } from '@qalqon/core'
import type { CanActivate } from '@nestjs/common'
import { addedUp } from './added-up.js'
import { decide, refuse, type Decision } from './decide.js'
import { setEnforced } from './enforced.js'
import { exchangeOf, resourceRequestOf, type Exchange } from './exchange.js'
import { oneAtATime } from './one-at-a-time.js'
import { asGuard, routeOf, serverOf, type Route } from './route.js'

export type AnyServer = ResourceServer<unknown, boolean>

/** What a guard protects of the routes on which it does not stand itself. */
export type Reach = 'all-routes' | 'routes-that-ask'

/**
 * The Nest guard of one that authenticates. It requires what the decorators of a route ask for, too.
 *
 * @param on by what it is known where it stands on a route: itself, or the class of which Nest makes it
 */
export function authenticatingGuard(
  server: AnyServer,
  guard: Guard,
  reach: Reach = 'all-routes',
  on?: object,
): CanActivate {
  const plans = new WeakMap<Route, readonly Guard[]>()
  const planOf = (route: Route): readonly Guard[] => {
    const plan = plans.get(route) ?? planFor(server, guard, route, on ?? nestGuard)
    plans.set(route, plan)
    return plan
  }
  const concerns = ({ isOpen, asksForToken, authenticatedBy }: Route): boolean => {
    if (isOpen) return false
    if (authenticatedBy.has(on ?? nestGuard)) return true
    // A route that another resource server authenticates is left to that one.
    if ([...authenticatedBy].some((other) => (serverOf(other) ?? server) !== server)) return false
    return reach === 'all-routes' || asksForToken
  }
  const nestGuard: CanActivate = {
    canActivate: (context) => {
      const route = routeOf(context)
      if (!concerns(route)) return true
      const exchange = exchangeOf(context)
      const decide = () => enforce(server, planOf(route), route, exchange)
      return oneAtATime(exchange, () =>
        isHandshake(exchange) ? lookAgain(server, exchange).then(decide) : decide(),
      )
    },
  }
  return asGuard('authenticates', madeOfGuard(guard, nestGuard), server)
}

function planFor(server: AnyServer, guard: Guard, route: Route, self: object): readonly Guard[] {
  const ofGuards = [...route.authenticatedBy]
    .filter((other) => other !== self && serverOf(other) === server)
    .flatMap((other) => requirementOf(other)?.requirement ?? [])
  const requirements = [...ofGuards, ...route.requirements]
  if (requirements.length === 0) return [guard]
  const own = requirementOf(guard)?.requirement
  return addedUp(own ? [own, ...requirements] : requirements).map((sum) => guardOf(server, sum))
}

/** Whether operations of GraphQL come over a socket, and its token was accepted with an earlier one. */
const isHandshake = ({ message, request, isAnswerable }: Exchange): boolean =>
  !isAnswerable && message.headers.upgrade !== undefined && request.auth !== undefined

/** A socket outlives its token: what the handshake has proved is looked at anew for each operation. */
async function lookAgain(server: AnyServer, exchange: Exchange): Promise<void> {
  const { request } = exchange
  if (!request.auth) return
  const outcome = await server.recheck(request.auth, resourceRequestOf(request))
  if (!outcome.ok) await refuse(outcome, exchange)
}

/** One after the other: the first reads the token, the others ask more of it. */
function enforce(
  server: AnyServer,
  [guard, ...others]: readonly Guard[],
  route: Route,
  exchange: Exchange,
): Decision {
  if (!guard) return finish(server, route, exchange)
  const decision = decide(guard, exchange)
  return isPromise(decision)
    ? decision.then(() => enforce(server, others, route, exchange))
    : enforce(server, others, route, exchange)
}

/** Where the handler takes the token as a parameter, an anonymous request is refused before it gets there. */
function finish(server: AnyServer, route: Route, exchange: Exchange): Decision {
  if (route.takesToken && exchange.request.auth === undefined) {
    return refuse(server.refuseAnonymous(resourceRequestOf(exchange.request)), exchange)
  }
  setEnforced(exchange.message, route)
  return true
}
