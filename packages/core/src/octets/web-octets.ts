import { base64url } from 'jose'
import { leavesNoBitsOver } from './base64url-end.js'
import type { Octets } from './octets.js'

const alphabet = /^[A-Za-z0-9_-]*$/
const encoder = new TextEncoder()

/** By what every runtime has. WebCrypto makes digests only later, so whoever needs one waits for it. */
export const octets: Octets = {
  decodeBase64url: (text) =>
    alphabet.test(text) && leavesNoBitsOver(text) ? base64url.decode(text) : undefined,
  sha256: async (text) =>
    base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))),
}
