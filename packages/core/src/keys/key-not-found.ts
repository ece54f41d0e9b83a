import { shorten, shortenText, TokenFault } from '../faults/index.js'
import type { Algorithm } from '../algorithms.js'

/** The refusal of a token whose issuer has no key for it. */
export function keyNotFound(issuer: string, algorithm: Algorithm, kid: string | undefined): TokenFault {
  const wanted = kid === undefined ? `for ${algorithm}` : `with kid ${shorten(kid)} for ${algorithm}`
  return new TokenFault('key_not_found', `the key set of ${issuer} has no key ${wanted}`, {
    issuer,
    kid: kid && shortenText(kid),
  })
}
