import type { AccessToken, JsonObject } from '@qalqon/core'
import type { Context } from 'koa'
import { authenticationOf } from './authentication.js'
import { requestOf, unprotected } from './guard.js'

declare module 'koa' {
  interface DefaultState {
    /** The access token that a `resourceServer()` has verified; see `getAuth`. */
    auth?: AccessToken | undefined
  }
}

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`).
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export function getAuth<C = JsonObject>(ctx: Context): AccessToken<C> {
  const known = authenticationOf(ctx)
  if (!known) throw unprotected('getAuth')
  if (!known.token) throw known.server.refuseAnonymous(requestOf(ctx)).fault
  return known.token as AccessToken<C>
}
