import { base64url } from 'jose'
import { leavesNoBitsOver } from './base64url-end.js'
import { jsonTextOf } from './json-text.js'
import type { Octets } from './octets.js'

const alphabet = /^[A-Za-z0-9_-]*$/
const encoder = new TextEncoder()

function decodeBase64url(text: string): Uint8Array | undefined {
  return alphabet.test(text) && leavesNoBitsOver(text) ? base64url.decode(text) : undefined
}

/** By what every runtime has. WebCrypto makes digests only later, so whoever needs one waits for it. */
export const octets: Octets = {
  decodeBase64url,
  decodeJson(text) {
    const decoded = decodeBase64url(text)
    return decoded && jsonTextOf(decoded)
  },
  async sha256(data) {
    const octets = typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data)
    return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', octets)))
  },
  async hmacSha256(key, text) {
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', new Uint8Array(key), hmac, false, ['sign'])
    return base64url.encode(new Uint8Array(await crypto.subtle.sign(hmac, imported, encoder.encode(text))))
  },
}
