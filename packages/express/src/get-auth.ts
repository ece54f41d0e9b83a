import { acceptedToken, type AccessToken, type JsonObject } from '@qalqon/core'
import { requestOf, type ExpressRequest } from './middleware.js'

declare global {
  // Express is typed through this namespace.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** The access token that a `resourceServer()` has verified; see `getAuth`. */
      auth?: AccessToken<unknown> | undefined
    }
  }
}

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them; it is not checked.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`).
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export const getAuth = <C = JsonObject>(req: ExpressRequest): AccessToken<C> =>
  acceptedToken<C>(req, requestOf(req))
