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
export const thumbprintOf = (material: KeyMaterial): MaybePromise<string> =>
  octets.sha256(JSON.stringify(Object.fromEntries(Object.entries(material).sort(byName))))

const byName = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1)
