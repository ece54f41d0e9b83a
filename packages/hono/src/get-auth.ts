import {
  acceptedToken,
  answerOf,
  fetchResponse,
  TokenFault,
  type AccessToken,
  type JsonObject,
} from '@qalqon/core'
import type { Context } from 'hono'
import { requestOf } from './request-of.js'

declare module 'hono' {
  interface ContextVariableMap {
    /** The access token that a `resourceServer()` has verified; see `getAuth`. */
    auth?: AccessToken<unknown> | undefined
  }
}

/**
 * The verified access token of a request. `C` is the type of its claims, as `parseClaims` returns them; it is not checked.
 *
 * @throws {TokenFault} 401 when the request came through as anonymous (option `optional`). It has a `getResponse()`, which Hono
 * answers with; an error handler of your own (`app.onError`) does the same.
 * @throws {ConfigurationFault} when no `resourceServer()` has seen the request.
 */
export function getAuth<C = JsonObject>(c: Context): AccessToken<C> {
  try {
    return acceptedToken<C>(c, requestOf(c))
  } catch (thrown) {
    const answer = thrown instanceof TokenFault ? answerOf(thrown) : undefined
    if (answer) Object.defineProperty(thrown, 'getResponse', { value: () => fetchResponse(answer) })
    throw thrown
  }
}
