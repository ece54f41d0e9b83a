import {
  guardOf,
  madeOfGuard,
  Requirement,
  type AccessRequirement,
  type Guard,
  type ResourceServer,
} from '@qalqon/core'
import type { GuardedRequest, Hook } from './hook.js'

/** What is read of a request whose route may say in its `config` what it requires. */
export interface RoutedRequest extends GuardedRequest {
  /** Fastify before 4.24 has none here: then requests fail, rather than go on without what their route requires. */
  readonly routeOptions: { readonly config: { readonly access?: AccessRequirement | undefined } }
}

/**
 * The hooks of the routes of a resource server: one for each requirement, made once. It can be asked for when the request is there, and so
 * for routes that were added before the resource server too.
 */
export function routeHooksOf(
  server: ResourceServer<unknown, boolean>,
  toHook: (guard: Guard) => Hook,
): (access: AccessRequirement | undefined) => Hook {
  const open = toHook(guardOf(server))
  const known = new WeakMap<AccessRequirement, Hook>()
  return (access) => {
    if (access === undefined) return open
    const made = known.get(access) ?? toHook(guardOf(server, new Requirement(access)))
    known.set(access, made)
    return made
  }
}

/** The hook of a guard that stands alone: what the `config` of its route requires is required behind it. */
export function withRouteAccess(
  guard: Guard,
  hook: Hook,
  hookFor: (access: AccessRequirement | undefined) => Hook,
): Hook<RoutedRequest> {
  const both: Hook<RoutedRequest> = (request, reply, done) =>
    hook(request, reply, (error) => {
      const access = error ? undefined : request.routeOptions.config.access
      if (access === undefined) done(error)
      else hookFor(access)(request, reply, done)
    })
  return madeOfGuard(guard, both)
}
