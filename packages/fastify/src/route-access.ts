import { guardOf, Requirement, type AccessRequirement, type Guard, type ResourceServer } from '@qalqon/core'
import type { GuardedRequest, Hook } from './hook.js'

/** What is read of a request whose route may say in its `config` what it requires. */
export interface RoutedRequest extends GuardedRequest {
  readonly routeOptions: { readonly config?: { readonly access?: AccessRequirement | undefined } }
}

/** The hooks of the routes of a resource server. */
export interface RouteHooks {
  /** @throws {ConfigurationFault} when the requirement is none. */
  hookFor(access: AccessRequirement | undefined): Hook
}

/**
 * A hook for each requirement of a route, made once. It is looked up when there is a request, so that it holds for routes that were
 * added before the resource server too.
 */
export function routeHooksOf(
  server: ResourceServer<unknown, boolean>,
  toHook: (guard: Guard) => Hook,
): RouteHooks {
  const open = toHook(guardOf(server))
  const known = new WeakMap<AccessRequirement, Hook>()
  return {
    hookFor(access) {
      if (access === undefined) return open
      const made = known.get(access) ?? toHook(guardOf(server, new Requirement(access)))
      known.set(access, made)
      return made
    },
  }
}
