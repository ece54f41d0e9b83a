import { constants, createPublicKey, sign, verify } from 'node:crypto'
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

/**
 * The payload of a compact JWS that a key has signed; nothing when it is no such thing. Neither the header nor the
 * claims are looked at.
 */
export function verifiedPayload(token: string, key: TestKey): Record<string, unknown> | undefined {
  const [header, payload, signed, ...more] = token.split('.')
  if (header === undefined || payload === undefined || signed === undefined || more.length > 0)
    return undefined
  const data = Buffer.from(`${header}.${payload}`, 'ascii')
  const { digest, ...options } = signatureOptions(key)
  const publicKey = createPublicKey(key.privateKey)
  if (!verify(digest, data, { key: publicKey, ...options }, Buffer.from(signed, 'base64url')))
    return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function signature(data: Buffer, key: TestKey): Buffer {
  const { digest, ...options } = signatureOptions(key)
  return sign(digest, data, { key: key.privateKey, ...options })
}

interface SignatureOptions {
  readonly digest: string | null
  readonly dsaEncoding?: 'ieee-p1363'
  readonly padding?: number
  readonly saltLength?: number
}

function signatureOptions({ algorithm }: TestKey): SignatureOptions {
  const digest = `sha${algorithm.slice(2)}`
  switch (algorithm) {
    case 'Ed25519':
    case 'EdDSA':
      return { digest: null }
    case 'ES256':
    case 'ES384':
    case 'ES512':
      return { digest, dsaEncoding: 'ieee-p1363' }
    case 'PS256':
    case 'PS384':
    case 'PS512':
      return {
        digest,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }
    default:
      return { digest, padding: constants.RSA_PKCS1_PADDING }
  }
}
