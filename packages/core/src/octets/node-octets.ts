import { Buffer } from 'node:buffer'
import { createHmac, hash } from 'node:crypto'
import { leavesNoBitsOver } from './base64url-end.js'
import { cutBuffer } from './node-buffers.js'
import { decodeJsonText } from './node-json-text.js'
import type { Octets } from './octets.js'

/** By Node's own buffers and hashes: at once, and several times faster than what runs everywhere. */
export const octets: Octets = {
  decodeBase64url(text) {
    if (!mayBeCanonical(text)) return undefined
    const decoded = cutBuffer(lengthOf(text))
    return decoded.write(text, 'base64url') === decoded.length ? decoded : undefined
  },
  decodeJson: (text) => (mayBeCanonical(text) ? decodeJsonText(text, lengthOf(text)) : undefined),
  sha256: (data) => hash('sha256', data, 'base64url'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
}

/** How many octets a text in base64url stands for. */
const lengthOf = (text: string) => (text.length * 3) >>> 2

/**
 * Node's decoder passes over what it does not understand, takes both alphabets, and looks at one octet of a character. So:
 * ASCII alone, and nothing of the other alphabet. That nothing was passed over shows when there are as many octets as
 * there must be.
 */
const mayBeCanonical = (text: string) =>
  leavesNoBitsOver(text) &&
  Buffer.byteLength(text) === text.length &&
  !text.includes('+') &&
  !text.includes('/')
