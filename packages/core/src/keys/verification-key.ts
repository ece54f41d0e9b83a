import { octets } from '#octets'
import { after, isPromise, type MaybePromise } from '../maybe-promise.js'
import type { EngineKey, SignatureEngine } from '../engine/signature-engine.js'
import type { CompactJws } from '../token/compact-jws.js'
import { needsOf, type Algorithm } from '../algorithms.js'
import type { PublicJwk } from './public-jwk.js'

/** A public key of an issuer, and its imported forms: each is made once. */
export class VerificationKey {
  readonly #engine: SignatureEngine
  readonly #jwk: PublicJwk
  readonly #modulusBytes: number | undefined
  readonly #imported = new Map<Algorithm, MaybePromise<EngineKey>>()

  constructor(engine: SignatureEngine, jwk: PublicJwk) {
    this.#engine = engine
    this.#jwk = jwk
    this.#modulusBytes = modulusBytes(jwk)
  }

  get kid(): string | undefined {
    return this.#jwk.kid
  }

  /** The algorithms that the key may be used with. */
  get algorithms(): readonly Algorithm[] {
    return this.#jwk.algorithms
  }

  /** What the key is made of: the same for the same name, algorithms and material. */
  get spelling(): string {
    return spellingOf(this.#jwk)
  }

  /** The key as a member of a key set, with public members alone. @see RFC 7517 §4 */
  toJwk(): Readonly<Record<string, string>> {
    const { kid, algorithms, material } = this.#jwk
    const [alg, other] = algorithms
    return {
      ...material,
      ...(kid !== undefined && { kid }),
      ...(alg !== undefined && other === undefined && { alg }),
    }
  }

  /** Whether the key may verify signatures by an algorithm. */
  fits(algorithm: Algorithm): boolean {
    return this.#jwk.algorithms.includes(algorithm)
  }

  /** Imports the key for the first of its algorithms. Throws or rejects when it is no valid key. */
  prepare(): MaybePromise<unknown> {
    const [algorithm] = this.#jwk.algorithms
    return algorithm && this.#import(algorithm)
  }

  /** Whether a token was signed with this key by this algorithm. */
  verifies(jws: CompactJws, algorithm: Algorithm): MaybePromise<boolean> {
    const signatureBytes = needsOf(algorithm).signatureBytes ?? this.#modulusBytes
    if (signatureBytes !== undefined && jws.signature.length !== signatureBytes) return false
    const key = this.#import(algorithm)
    return isPromise(key)
      ? key.then((imported) => this.#engine.verify(jws, imported, algorithm))
      : this.#engine.verify(jws, key, algorithm)
  }

  #import(algorithm: Algorithm): MaybePromise<EngineKey> {
    let imported = this.#imported.get(algorithm)
    if (imported === undefined) {
      imported = after(this.#engine.importKey(this.#jwk.material, algorithm), (key) => {
        this.#imported.set(algorithm, key)
        return key
      })
      this.#imported.set(algorithm, imported)
    }
    return imported
  }
}

/**
 * How long the signatures of an RSA key are. Not every runtime looks: OpenSSL also takes a PSS signature whose leading
 * zeros were left out, which would give one token two spellings.
 *
 * @see RFC 8017 §8.1.2, step 1
 */
function modulusBytes({ material: { n } }: PublicJwk): number | undefined {
  const modulus = n === undefined ? undefined : octets.decodeBase64url(n)
  return modulus && modulus.length - modulus.findIndex((octet) => octet !== 0)
}

/** Two keys that are published alike have the same. The order in which members are read is always the same. */
export const spellingOf = ({ kid, algorithms, material }: PublicJwk): string =>
  JSON.stringify([kid, algorithms, material])
