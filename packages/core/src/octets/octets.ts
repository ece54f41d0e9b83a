import type { JsonText } from './json-text.js'
import type { MaybePromise } from '../maybe-promise.js'

/**
 * The port behind which texts are turned into octets and digests. The import `#octets` is the implementation that fits
 * the runtime: it is chosen by the conditions in `package.json`.
 */
export interface Octets {
  /**
   * The octets of a text in base64url in its one canonical spelling: the URL-safe alphabet, no padding, no white space,
   * and no stray bits after the last octet; nothing for any other text. Two spellings of one token must not both be
   * taken, or it could pass a list of denied tokens under its second name.
   *
   * @see RFC 7515 §2
   */
  decodeBase64url(text: string): Uint8Array | undefined
  /**
   * The text that such a text in base64url stands for, in UTF-8; nothing for any other text.
   *
   * @see RFC 7515 §5.2
   */
  decodeJson(text: string): JsonText | undefined
  /** The SHA-256 of octets, or of an ASCII text, in base64url. @see RFC 9449 §4.2, where `ath` has this form */
  sha256(data: string | Uint8Array): MaybePromise<string>
  /** The HMAC of an ASCII text by SHA-256, in base64url. @see RFC 2104 */
  hmacSha256(key: Uint8Array, text: string): MaybePromise<string>
}
