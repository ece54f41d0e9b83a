import { octets } from '#octets'
import type { MaybePromise } from '../maybe-promise.js'
import type { Scheme } from './scheme.js'

/** A token as it was sent, and how. */
export class Credential {
  readonly text: string
  readonly scheme: Scheme
  #digest: MaybePromise<string> | undefined

  constructor(text: string, scheme: Scheme) {
    this.text = text
    this.scheme = scheme
  }

  /**
   * The SHA-256 of the token in base64url, which is made once: the cache knows it by that, and so does a proof.
   *
   * @see RFC 9449 §4.2, `ath`
   */
  digest(): MaybePromise<string> {
    return (this.#digest ??= octets.sha256(this.text))
  }
}
