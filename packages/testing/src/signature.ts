import { constants, sign } from 'node:crypto'
import type { TestKey } from './test-key.js'

/** A part of a token: an object is serialized as JSON, a string as UTF-8, octets go in as they are. */
export type TokenPart = string | Uint8Array | object

/**
 * Signs exactly these octets as a compact JWS. Nothing in the header or the payload is looked at: the header may
 * name another algorithm than the key's, be no JSON, or hold a member twice. The key alone decides the signature.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515#section-5.1 RFC 7515 section 5.1}
 */
export function signCompact(header: TokenPart, payload: TokenPart, key: TestKey): string {
  const signingInput = `${base64url(header)}.${base64url(payload)}`
  return `${signingInput}.${signature(Buffer.from(signingInput, 'ascii'), key).toString('base64url')}`
}

function base64url(part: TokenPart): string {
  return octets(part).toString('base64url')
}

function octets(part: TokenPart): Buffer {
  if (typeof part === 'string') return Buffer.from(part, 'utf8')
  // ArrayBuffer.isView also knows octets that were made in another realm, such as a Jest sandbox.
  if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength)
  return Buffer.from(JSON.stringify(part), 'utf8')
}

function signature(data: Buffer, { algorithm, privateKey }: TestKey): Buffer {
  const digest = `sha${algorithm.slice(2)}`
  switch (algorithm) {
    case 'Ed25519':
    case 'EdDSA':
      return sign(null, data, privateKey)
    case 'ES256':
    case 'ES384':
    case 'ES512':
      return sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    case 'PS256':
    case 'PS384':
    case 'PS512':
      return sign(digest, data, {
        key: privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      })
    default:
      return sign(digest, data, { key: privateKey, padding: constants.RSA_PKCS1_PADDING })
  }
}
