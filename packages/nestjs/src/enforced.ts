import type { Route } from './route.js'

/** By request: the routes whose decorators hold for it. A request of GraphQL has one for each of its resolvers. */
const enforced = new WeakMap<object, Set<Route>>()

/** Whether what the decorators of a route require was found to be met by a request. */
export const wasEnforced = (message: object, route: Route): boolean =>
  enforced.get(message)?.has(route) === true

/** Says that it was. */
export function setEnforced(message: object, route: Route): void {
  const routes = enforced.get(message) ?? new Set()
  enforced.set(message, routes.add(route))
}
