import { octets } from '#octets'
import type { KeyMaterial } from '../engine/signature-engine.js'
import type { MaybePromise } from '../maybe-promise.js'

/**
 * The thumbprint of a key: the SHA-256 of the members that make the key, in the order of their names and without white space.
 *
 * @param material the members that its type requires and no other, as `readPublicJwk` finds them: texts that JSON need not escape
 * @see RFC 7638 §3
 * @see RFC 9964 §6, by which the key of ML-DSA includes `alg`
 */
export function thumbprintOf(material: KeyMaterial): MaybePromise<string> {
  const { kty = '' } = material
  // A list in this place says which members are written, and in which order.
  return octets.sha256(JSON.stringify(material, members[kty]))
}

/** By type, in the order of their names. */
const members: Readonly<Record<string, string[]>> = {
  AKP: ['alg', 'kty', 'pub'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}
