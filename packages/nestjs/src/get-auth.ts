import {
  acceptedToken,
  optionalToken as acceptedOrNone,
  type AccessToken,
  type JsonObject,
} from '@qalqon/core'
import { createParamDecorator } from '@nestjs/common'
import { refuseTarget } from './called.js'
import { exchangeOf, messageOf, resourceRequestOf } from './exchange.js'
import { markTakesToken } from './route.js'

declare global {
  // Express is typed through this namespace.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** The access token that a resource server has verified; see `getAuth`. */
      auth?: AccessToken<unknown> | undefined
    }
  }
}

/**
 * The verified access token of a request, of Express or of Fastify. `C` is the type of its claims, as `parseClaims` returns them; it is not
 * checked.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`).
 * @throws {ConfigurationFault} when no guard of a resource server has seen the request, as on a route that is open.
 */
export const getAuth = <C = JsonObject>(request: object): AccessToken<C> =>
  acceptedToken<C>(messageOf(request), resourceRequestOf(request))

/**
 * The same, where anonymous requests can come through (option `optional`): `undefined` for one of them.
 *
 * @throws {ConfigurationFault} when no guard of a resource server has seen the request.
 */
export const getOptionalAuth = <C = JsonObject>(request: object): AccessToken<C> | undefined =>
  acceptedOrNone<C>(messageOf(request))

const requiredToken = createParamDecorator((_data: unknown, context) => getAuth(exchangeOf(context).request))
const optionalToken = createParamDecorator((_data: unknown, context) =>
  getOptionalAuth(exchangeOf(context).request),
)

/**
 * The verified access token as a parameter of a handler or a resolver: `@Auth() auth: AccessToken`. Where anonymous requests can come through
 * (option `optional`), the guard refuses them on this route. On a route that is open it throws what `getAuth` throws.
 */
export function Auth(...given: []): ParameterDecorator {
  refuseTarget('Auth', given)
  return (prototype, name, index) => {
    requiredToken()(prototype, name, index)
    if (name !== undefined) markTakesToken(prototype, name)
  }
}

/** The same, where anonymous requests can come through: `@OptionalAuth() auth: AccessToken | undefined`. */
export function OptionalAuth(...given: []): ParameterDecorator {
  refuseTarget('OptionalAuth', given)
  return optionalToken()
}
