import { after, isPromise, type MaybePromise } from '../maybe-promise.js'
import type { Algorithm } from '../algorithms.js'
import { keyNotFound } from './key-not-found.js'
import type { KeySet } from './key-set.js'
import type { KeySetStatus, KeySource } from './key-source.js'
import type { VerificationKey } from './verification-key.js'

/** A key set that was given when the resource server was built, and never changes. Nothing is fetched. */
export class FixedKeySet implements KeySource {
  readonly #issuer: string
  readonly #size: number
  readonly #load: () => Promise<KeySet>
  #keys: MaybePromise<KeySet> | undefined

  /** @param size how many keys there are before the import has shown which of them are valid */
  constructor(issuer: string, size: number, load: () => Promise<KeySet>) {
    this.#issuer = issuer
    this.#size = size
    this.#load = load
  }

  find(algorithm: Algorithm, kid: string | undefined): MaybePromise<readonly VerificationKey[]> {
    const keys = this.#set()
    return isPromise(keys)
      ? keys.then((set) => this.#candidates(set, algorithm, kid))
      : this.#candidates(keys, algorithm, kid)
  }

  findNewer(): readonly VerificationKey[] {
    return []
  }

  holds(key: VerificationKey): MaybePromise<boolean> {
    return after(this.#set(), (keys) => keys.holds(key))
  }

  ready(): MaybePromise<void> {
    return after(this.#set(), () => undefined)
  }

  status(): KeySetStatus {
    const keys = this.#keys === undefined || this.#keys instanceof Promise ? this.#size : this.#keys.size
    return { keys, fetchedAt: undefined, freshUntil: undefined, failing: false }
  }

  saved(): undefined {
    return undefined
  }

  #candidates(keys: KeySet, algorithm: Algorithm, kid: string | undefined): readonly VerificationKey[] {
    const candidates = keys.candidates(algorithm, kid)
    if (candidates.length === 0) throw keyNotFound(this.#issuer, algorithm, kid)
    return candidates
  }

  #set(): MaybePromise<KeySet> {
    this.#keys ??= this.#load().then((keys) => (this.#keys = keys))
    return this.#keys
  }
}
