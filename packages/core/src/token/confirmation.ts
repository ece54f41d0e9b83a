import { TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'

/**
 * Refuses a token that is bound to a key or certificate: nothing here can prove that the client holds it, and
 * to serve such a token as a plain bearer token would undo its protection.
 *
 * @throws {TokenFault} `token_bound`
 * @see RFC 7800 §3.1
 * @see RFC 9449 §7.2
 */
export function refuseBoundToken(claims: JsonObject): void {
  if (claims.cnf !== undefined) {
    throw new TokenFault(
      'token_bound',
      'cnf: the token is bound to a key or certificate, which cannot be checked here',
    )
  }
}
