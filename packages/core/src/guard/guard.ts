import { ConfigurationFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { AccessRequirement } from '../requirement/access-requirement.js'
import { toRequirement } from '../requirement/requirement.js'
import type { Outcome, TokenOf } from '../outcome.js'
import type { ResourceServer } from '../resource-server.js'
import type { AccessToken } from '../token/access-token.js'
import { declareGuard } from './requirement-of.js'

/**
 * What an adapter makes a middleware of: it decides whether a request may go on.
 *
 * @param message the framework's own object of the request, by which its token is remembered for later guards
 */
export type Guard = (message: object, request: ResourceRequest) => MaybePromise<Outcome<unknown, boolean>>

/** What a resource server found out about a request. */
interface Authentication {
  readonly server: ResourceServer<unknown, boolean>
  /** Absent when the request came through as anonymous. */
  readonly token: AccessToken<unknown> | undefined
  /** As the adapter has made it: what it knows of the request cannot all be read from the message again. */
  readonly request: ResourceRequest
}

/** By request, and not on it, so that no other middleware can put there what was not proved. */
const authentications = new WeakMap<object, Authentication>()

/**
 * A guard that authenticates. However many guards of one resource server a request meets, its token is verified once.
 *
 * @throws {ConfigurationFault} when the requirement asks for nothing, for a scope that is not valid, or for an audience that the resource
 *   server does not have.
 */
export function guardOf(
  server: ResourceServer<unknown, boolean>,
  required?: AccessRequirement<unknown>,
): Guard {
  const declared = server.declare(required)
  const { requirement } = declared
  const guard: Guard = (message, request) => {
    const known = authentications.get(message)
    if (known?.server === server) {
      const { token } = known
      return requirement ? server.authorizeToken(token, requirement, request) : { ok: true, token }
    }
    return after(server.authorize(request, requirement), (outcome) => {
      if (outcome.ok) authentications.set(message, { server, token: outcome.token, request })
      return outcome
    })
  }
  return declareGuard(guard, declared)
}

/**
 * A guard that asks more of the token that an earlier guard has accepted. It throws a `ConfigurationFault` when there
 * was none.
 *
 * @param name what it is called where it is used, for that fault
 * @throws {ConfigurationFault} when the requirement asks for nothing, or for a scope that is not valid.
 */
export function laterGuard(name: string, required: AccessRequirement<unknown>): Guard {
  const requirement = toRequirement(required)
  const guard: Guard = (message, request) => {
    const { server, token } = authenticationOf(message, name)
    return server.authorizeToken(token, requirement, request)
  }
  return declareGuard(guard, Object.freeze({ authentication: 'required', requirement }))
}

/**
 * The token of a request that a guard has accepted. `C` is not checked: it is the type that `parseClaims` returns.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous.
 * @throws {ConfigurationFault} when no guard of a resource server has seen the request.
 */
export function acceptedToken<C>(message: object, request: ResourceRequest): AccessToken<C> {
  const { server, token } = authenticationOf(message, 'getAuth')
  if (!token) throw server.refuseAnonymous(request).fault
  return token as AccessToken<C>
}

/**
 * The same, or nothing when the request came through as anonymous.
 *
 * @throws {ConfigurationFault} when no guard of a resource server has seen the request.
 */
export const optionalToken = <C>(message: object): AccessToken<C> | undefined =>
  authenticationOf(message, 'getOptionalAuth').token as AccessToken<C> | undefined

/**
 * Decides again over a request that a guard of this resource server has let through, see `recheck` of `ResourceServer`. An anonymous one is
 * still anonymous.
 *
 * @throws {ConfigurationFault} (as a rejection) when none has, or the requirement is not valid.
 */
export async function recheckMessage<C, Anonymous extends boolean>(
  server: ResourceServer<C, Anonymous>,
  message: object,
  requirement?: AccessRequirement<C>,
): Promise<Outcome<C, Anonymous>> {
  const known = authenticationOf(message, 'recheck')
  if (known.server !== server)
    throw new ConfigurationFault(
      'recheck',
      'another resourceServer() has let this request through: call the recheck of that one',
    )
  const { token, request } = known as Authentication & { token: AccessToken<C> | undefined }
  if (token) return server.recheck(token, request, requirement)
  if (requirement) return server.authorizeToken(undefined, requirement, request)
  return { ok: true, token: undefined as TokenOf<C, Anonymous> }
}

function authenticationOf(message: object, name: string): Authentication {
  const known = authentications.get(message)
  if (known) return known
  throw new ConfigurationFault(
    name,
    'no resourceServer() has seen this request; put app.use(api) before it (with Fastify: app.register(api) around it; with NestJS: ResourceServerModule into the imports, and no @Open() on the route), or use the guard of the resource server itself: api.requireScope(…)',
  )
}
