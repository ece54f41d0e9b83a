import type { Algorithm } from '../algorithms.js'
import { readPublicJwk, type PublicJwk } from './public-jwk.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import { isJsonObject } from '../json-object.js'
import { spellingOf, VerificationKey } from './verification-key.js'

/** A JSON Web Key Set as an issuer publishes it. @see RFC 7517 §5 */
export interface JsonWebKeySet {
  readonly keys: readonly unknown[]
}

/** Whether a JSON value has the shape of a key set. Its members may still be of no use. */
export function isJsonWebKeySet(value: unknown): value is JsonWebKeySet {
  return isJsonObject(value) && Array.isArray(value.keys)
}

/** Called with the reason for each member of a key set that cannot be used. */
export type OnKeySkipped = (kid: string | undefined, reason: string) => void

/** How many keys are tried for a token that names none. */
const maximumCandidates = 4

/** The usable public keys of one issuer, at one time. It never changes: a fetched set replaces it whole. */
export class KeySet {
  readonly #keys: readonly VerificationKey[]
  /** By algorithm and `kid`; a token looks here first. */
  readonly #named = new Map<Algorithm, Map<string, readonly VerificationKey[]>>()

  private constructor(keys: readonly VerificationKey[]) {
    this.#keys = keys
    for (const key of keys) for (const algorithm of key.algorithms) this.#name(key, algorithm)
  }

  /**
   * Imports public keys.
   *
   * @param before a set that the new one replaces: a key that stands in both stays the same key, so that it is not
   *   imported again, and what it has verified still holds
   */
  static async of(
    jwks: readonly PublicJwk[],
    engine: SignatureEngine,
    skipped: OnKeySkipped,
    before?: KeySet,
  ): Promise<KeySet> {
    const known = new Map((before ? before.#keys : []).map((key) => [key.spelling, key]))
    const keys = await Promise.all(
      jwks.map(async (jwk) => known.get(spellingOf(jwk)) ?? importedKey(jwk, engine, skipped)),
    )
    return new KeySet(keys.filter((key) => key !== undefined))
  }

  #name(key: VerificationKey, algorithm: Algorithm): void {
    if (key.kid === undefined) return
    const byKid = this.#named.get(algorithm) ?? new Map<string, readonly VerificationKey[]>()
    this.#named.set(
      algorithm,
      byKid.set(key.kid, [...(byKid.get(key.kid) ?? []), key].slice(0, maximumCandidates)),
    )
  }

  get size(): number {
    return this.#keys.length
  }

  /** The usable keys in the form in which they are published: whatever else the issuer published is left out. */
  toJwks(): { readonly keys: readonly Readonly<Record<string, string>>[] } {
    return { keys: this.#keys.map((key) => key.toJwk()) }
  }

  /**
   * The keys that come into question for a token: those with its `kid`, or without a `kid` all; of them those
   * that fit the algorithm, at most four.
   *
   * @see RFC 7517 §4.5
   */
  candidates(algorithm: Algorithm, kid: string | undefined): readonly VerificationKey[] {
    if (kid !== undefined) return this.#named.get(algorithm)?.get(kid) ?? []
    return this.#keys.filter((key) => key.fits(algorithm)).slice(0, maximumCandidates)
  }

  /** Whether a key is one of these. */
  holds(key: VerificationKey): boolean {
    return this.#keys.includes(key)
  }
}

/** The usable public keys among the members of a published key set. */
export function readPublicJwks({ keys }: JsonWebKeySet, skipped: OnKeySkipped): readonly PublicJwk[] {
  return keys.flatMap((value) => {
    const jwk = readPublicJwk(value)
    if (typeof jwk !== 'string') return [jwk]
    skipped(isJsonObject(value) && typeof value.kid === 'string' ? value.kid : undefined, jwk)
    return []
  })
}

async function importedKey(
  jwk: PublicJwk,
  engine: SignatureEngine,
  skipped: OnKeySkipped,
): Promise<VerificationKey | undefined> {
  const key = new VerificationKey(engine, jwk)
  try {
    await key.prepare()
    return key
  } catch {
    skipped(jwk.kid, 'its values do not make a valid key')
    return undefined
  }
}
