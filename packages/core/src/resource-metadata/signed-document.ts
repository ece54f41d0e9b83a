import type { Clock } from '../clock.js'
import { settledWithin } from '../http/deadline.js'
import { attempt, awaitable, isPromise, type MaybePromise } from '../maybe-promise.js'
import { checkSignedMetadata, type MetadataSigner } from './metadata-signer.js'
import type { ResourceMetadata } from './resource-metadata.js'

/** What a document is signed with. */
export interface SigningParts {
  readonly signer: MetadataSigner
  readonly timeoutMs: number
  /** How long a signed document serves before it is signed anew. */
  readonly serveSeconds: number
  readonly clock: Clock
  /** Is told what the signer failed with. */
  readonly onFailure: (cause: unknown) => void
}

/** How long a signer that has failed is left alone, in seconds: anybody may ask for the document. */
export const pauseSeconds = 5

/** A document with its signature. It is signed when somebody asks for it, by one signature at a time, and kept for some time. */
export class SignedDocument {
  readonly #document: ResourceMetadata
  readonly #parts: SigningParts
  #body: string | undefined
  /** When its signature no longer counts. */
  #expiresAt = Infinity
  #underway: Promise<string | undefined> | undefined
  #askAgain: { readonly from: number; readonly at: number } | undefined

  constructor(document: ResourceMetadata, parts: SigningParts) {
    this.#document = document
    this.#parts = parts
  }

  /** The JSON text; the last one as long as there is no new one, and nothing where there is none at all. */
  body(): MaybePromise<string | undefined> {
    if (this.#underway) return this.#underway
    const now = this.#parts.clock()
    // A clock that was set back leaves nothing standing.
    if (this.#askAgain && now >= this.#askAgain.from && now < this.#askAgain.at) return this.#body
    const body = attempt(
      () => this.#sign(now),
      (cause) => {
        this.#parts.onFailure(cause)
        return this.#keep(now < this.#expiresAt ? this.#body : undefined, pauseSeconds)
      },
    )
    if (!isPromise(body)) return body
    this.#underway = body.finally(() => (this.#underway = undefined))
    return this.#underway
  }

  #sign(now: number): MaybePromise<string | undefined> {
    const { signer, timeoutMs } = this.#parts
    const signed = awaitable(signer(this.#document, now))
    return isPromise(signed)
      ? settledWithin(timeoutMs, signed).then((jwt) => this.#take(jwt, now))
      : this.#take(signed, now)
  }

  #take(signed: unknown, now: number): string | undefined {
    const { jwt, expiresAt = Infinity } = checkSignedMetadata(signed, this.#document, now)
    this.#expiresAt = expiresAt
    return this.#keep(JSON.stringify({ ...this.#document, signed_metadata: jwt }), this.#parts.serveSeconds)
  }

  #keep(body: string | undefined, seconds: number): string | undefined {
    const from = this.#parts.clock()
    this.#body = body
    // Where it expires before, it is signed anew before; the last one may then have expired.
    const at = Math.min(from + seconds, from < this.#expiresAt ? this.#expiresAt : Infinity)
    this.#askAgain = { from, at }
    return body
  }
}
