import type { Algorithm } from '../algorithms.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { CompactJws } from '../token/compact-jws.js'

/** The members of a public JWK that make the key, and no other. */
export type KeyMaterial = Readonly<Record<string, string>>

/** A key in the form that an engine works with; only the engine that made it looks inside. */
export type EngineKey = object

/**
 * The port behind which signatures are verified. An engine decides one thing: whether these octets were signed
 * with this key by this algorithm. Which algorithm and which keys come into question is decided before.
 */
export interface SignatureEngine {
  /** Makes a key ready for one algorithm. Throws or rejects when it is no valid key, such as a point off its curve. */
  importKey(material: KeyMaterial, algorithm: Algorithm): MaybePromise<EngineKey>
  /** Whether the signature is good. It does not throw over a bad one. */
  verify(jws: CompactJws, key: EngineKey, algorithm: Algorithm): MaybePromise<boolean>
}
