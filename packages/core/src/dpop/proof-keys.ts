import { LRUCache } from 'lru-cache'
import type { Algorithm } from '../algorithms.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import type { PublicJwk } from '../keys/public-jwk.js'
import { VerificationKey } from '../keys/verification-key.js'
import { after, attempt, type MaybePromise } from '../maybe-promise.js'
import type { CompactJws } from '../token/compact-jws.js'
import { proofFault } from './proof-fault.js'

/** How many keys of clients are kept as they were imported. */
const maxKeys = 10_000

/** What verifies the signatures of proofs. A client uses one key again and again, so those that have made good proofs are kept. */
export class ProofKeys {
  readonly #engine: SignatureEngine
  /** By thumbprint, which names the key and nothing else. */
  readonly #known = new LRUCache<string, VerificationKey>({ max: maxKeys })

  constructor(engine: SignatureEngine) {
    this.#engine = engine
  }

  /**
   * Checks that a proof was signed with the key that it names.
   *
   * @param thumbprint that of the key
   * @throws {TokenFault} `proof_signature_invalid`, or `proof_key_unacceptable` for a key that is none, such as a point off its curve
   * @see RFC 9449 §4.3 (6)
   */
  checkSignature(
    jws: CompactJws,
    algorithm: Algorithm,
    jwk: PublicJwk,
    thumbprint: string,
  ): MaybePromise<void> {
    const known = this.#known.get(thumbprint)
    const key = known ?? new VerificationKey(this.#engine, jwk)
    const verified = attempt(
      () => key.verifies(jws, algorithm),
      (cause) => {
        throw proofFault('proof_key_unacceptable', 'jwk: the key cannot be imported', { cause })
      },
    )
    return after(verified, (good) => {
      if (!good)
        throw proofFault(
          'proof_signature_invalid',
          `the signature was not made by ${algorithm} with the key in jwk`,
        )
      if (!known) this.#known.set(thumbprint, key)
    })
  }
}
