import { base64url } from 'jose'

/** The last characters that leave no bits over, after a group of two (4 bits over) and of three (2 bits over). */
const lastOfTwo = /[AQgw]$/
const lastOfThree = /[AEIMQUYcgkosw048]$/

/**
 * Whether a text is base64url in its one canonical spelling: the URL-safe alphabet, no padding, no white space,
 * and no stray bits after the last octet. Two spellings of one token must not both be taken, or it could
 * pass a list of denied tokens under its second name.
 *
 * @see RFC 7515 §2
 */
export function isCanonicalBase64url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return false
  switch (text.length % 4) {
    case 0:
      return true
    case 2:
      return lastOfTwo.test(text)
    case 3:
      return lastOfThree.test(text)
    default:
      return false
  }
}

/** The octets of a canonical base64url text, or nothing. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  return isCanonicalBase64url(text) ? base64url.decode(text) : undefined
}
