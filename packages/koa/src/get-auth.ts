import { acceptedToken, type AccessToken, type JsonObject } from '@qalqon/core'
import type { Context } from 'koa'
import { requestOf } from './middleware.js'

declare module 'koa' {
  interface DefaultState {
    /** The access token that a `resourceServer()` has verified; see `getAuth`. */
    auth?: AccessToken<unknown> | undefined
  }
}

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them; it is not checked.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`).
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export const getAuth = <C = JsonObject>(ctx: Context): AccessToken<C> =>
  acceptedToken<C>(ctx.req, requestOf(ctx))
