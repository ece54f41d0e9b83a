import { acceptedToken, optionalToken, type AccessToken, type JsonObject } from '@qalqon/core'

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them; it is not checked. It
 * is known by the request that the handler was called with: a copy (`new Request(request)`, `request.clone()`) has none.
 *
 * An anonymous request that came through (option `optional`) is refused with 401: what is thrown then is answered by the resource
 * server around the handler.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous.
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export const getAuth = <C = JsonObject>(request: Request): AccessToken<C> =>
  acceptedToken<C>(request, request)

/**
 * The same, where anonymous requests can come through (option `optional`): `undefined` for one of them.
 *
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export const getOptionalAuth = <C = JsonObject>(request: Request): AccessToken<C> | undefined =>
  optionalToken<C>(request)
