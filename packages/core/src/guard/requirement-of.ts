import type { RouteRequirement } from '../requirement/route-requirement.js'

/** By guard, and by the middleware that was made of it: what nobody can write to, nobody can change. */
const declared = new WeakMap<object, RouteRequirement>()

/**
 * What a guard, or a middleware of an adapter, asks of a request; nothing when it is no guard. A function of your own that calls a
 * guard is another function, and none.
 *
 * What it returns is frozen: it is a description, and nothing that is done to it changes what is enforced.
 *
 * @example requirementOf(requireScope('files.read')) // { authentication: 'required', requirement: { scope: ['files.read'] } }
 * @example requirementOf(resourceServer({ issuer, audience })) // { authentication: 'required' }
 */
export const requirementOf = (middleware: object): RouteRequirement | undefined => declared.get(middleware)

/** Says what a guard asks. */
export function declareGuard<G extends object>(guard: G, requirement: RouteRequirement): G {
  declared.set(guard, requirement)
  return guard
}

/**
 * Says that a middleware asks what its guard asks, so that `requirementOf` knows it too. For those who write an adapter.
 *
 * @returns the middleware
 */
export function madeOfGuard<Middleware extends object>(guard: object, middleware: Middleware): Middleware {
  const requirement = declared.get(guard)
  return requirement ? declareGuard(middleware, requirement) : middleware
}
