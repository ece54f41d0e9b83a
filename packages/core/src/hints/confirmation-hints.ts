import { isJsonObject } from '../json-object.js'
import type { Hint } from './suspect.js'

/** A token that is bound, and to what. */
export const boundToken: Hint = ({ claims: { cnf } }) => {
  if (!isJsonObject(cnf)) return undefined
  if ('jkt' in cnf)
    return 'the client asked with a DPoP proof, so the token is bound to its key: let it ask without one, or switch DPoP-bound tokens off for the client at the issuer'
  if ('x5t#S256' in cnf)
    return 'the token is bound to the TLS certificate of the client: switch certificate-bound tokens off for the client at the issuer'
  return 'switch sender-constrained tokens off for the client at the issuer'
}
