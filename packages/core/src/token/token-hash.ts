import { octets } from '#octets'
import type { MaybePromise } from '../maybe-promise.js'
import { looksSigned } from './compact-jws.js'

/**
 * What names one token in a revocation: a SHA-256 in base64url, of a signed JWT without its signature, otherwise of the
 * whole token. Whoever holds a token that was signed by ECDSA can write a second good signature for it, and must not get
 * a second token by that.
 */
export function tokenHashOf(token: string): MaybePromise<string> {
  return octets.sha256(looksSigned(token) ? token.slice(0, token.lastIndexOf('.')) : token)
}
