import { isJsonObject } from '../json-object.js'
import type { Hint } from './suspect.js'

/** A proof that was made for another target: both URLs are in the refusal, and how this API sees its own. */
export const otherTarget: Hint = () =>
  'when clients reach this API by another URL than it sees itself, as behind a proxy, set publicUrl to what they see; otherwise the proof is for another request'

/** A token that is bound, and to what. */
export const boundToken: Hint = ({ fault, claims: { cnf } }) => {
  if (!isJsonObject(cnf)) return undefined
  if (fault.detail.startsWith('cnf.jkt'))
    return 'let the client send it as Authorization: DPoP …, with a proof in the field DPoP; a client that has no key may have stolen the token'
  if ('jkt' in cnf)
    return "the client asked with a DPoP proof, so the token is bound to its key: set dpop: 'allowed' in the options of this API, or let the client ask without a proof"
  if ('x5t#S256' in cnf)
    return "the token is bound to the TLS certificate of the client: set mtls: 'allowed' in the options of this API, or switch certificate-bound tokens off for the client at the issuer"
  return 'switch sender-constrained tokens off for the client at the issuer'
}
