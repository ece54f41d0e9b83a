import { acceptedToken, type AccessRequirement, type AccessToken, type JsonObject } from '@qalqon/core'
import { requestOf, type GuardedRequest } from './hook.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The access token that a `resourceServer()` has verified; see `getAuth`. */
    auth?: AccessToken<unknown> | undefined
  }
  interface FastifyContextConfig {
    /**
     * What the route requires of the token, besides that it is valid. It is enforced by the `resourceServer()` that is registered
     * in the context of the route, or around it, and by a hook of one (`api`, `api.requireScope`, …). **Where there is none, nothing
     * reads it.**
     */
    access?: AccessRequirement | undefined
  }
}

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them; it is not checked.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`).
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export const getAuth = <C = JsonObject>(request: GuardedRequest): AccessToken<C> =>
  acceptedToken<C>(request.raw, requestOf(request))
