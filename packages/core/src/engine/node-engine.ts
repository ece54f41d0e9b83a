import { Buffer } from 'node:buffer'
import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { Algorithm } from '../algorithms.js'
import type { SignatureEngine } from './signature-engine.js'

/** What one call of `verify` needs for an algorithm. The signatures of ECDSA are R and S side by side. @see RFC 7518 §3.4 */
interface Scheme {
  /** The hash; none where the algorithm has its own. */
  readonly hash: string | null
  readonly options?: {
    readonly dsaEncoding?: 'ieee-p1363'
    readonly padding?: number
    readonly saltLength?: number
  }
}

/** PKCS #1 v1.5 is the padding that an RSA key has unless another is named. @see RFC 7518 §3.3 */
const pkcs1 = (hash: string): Scheme => ({ hash })

/** The salt is as long as the hash, and no other length is taken. @see RFC 7518 §3.5 */
const pss = (hash: string): Scheme => ({
  hash,
  options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
})

const ecdsa = (hash: string): Scheme => ({ hash, options: { dsaEncoding: 'ieee-p1363' } })
const ownHash: Scheme = { hash: null }

const schemes: Readonly<Record<Algorithm, Scheme>> = {
  RS256: pkcs1('sha256'),
  RS384: pkcs1('sha384'),
  RS512: pkcs1('sha512'),
  PS256: pss('sha256'),
  PS384: pss('sha384'),
  PS512: pss('sha512'),
  ES256: ecdsa('sha256'),
  ES384: ecdsa('sha384'),
  ES512: ecdsa('sha512'),
  Ed25519: ownHash,
  EdDSA: ownHash,
  'ML-DSA-44': ownHash,
  'ML-DSA-65': ownHash,
  'ML-DSA-87': ownHash,
}

/** A key with the scheme of the one algorithm that it was imported for, in the form that `verify` takes. */
interface NodeKey {
  readonly algorithm: Algorithm
  readonly hash: string | null
  readonly input: KeyObject | ({ readonly key: KeyObject } & Scheme['options'])
}

/**
 * Where the octets are put that a signature covers. Each verification overwrites them: it is over before the next one can
 * begin. A buffer for each would cost more than all else here but the verification.
 */
const signingInputs = Buffer.allocUnsafeSlow(16 * 1024)

/** The octets that the signature of a token covers: all before its last dot. They stay until the next call. */
function signingInputOf(token: string): Uint8Array {
  const length = token.lastIndexOf('.')
  if (length > signingInputs.length) return Buffer.from(token.slice(0, length), 'latin1')
  return signingInputs.subarray(0, signingInputs.write(token, 0, length, 'latin1'))
}

/**
 * Verifies with one synchronous call of `node:crypto`. A hop to the thread pool and back costs about as much as the
 * verification of an RSA signature, so that waiting for one would make every request slower and none faster.
 */
export const engine: SignatureEngine = {
  importKey(material, algorithm): NodeKey {
    const { hash, options } = schemes[algorithm]
    const key = createPublicKey({ key: { ...material }, format: 'jwk' })
    return { algorithm, hash, input: options ? { key, ...options } : key }
  },

  verify({ text, header, signature }, key, algorithm) {
    const { algorithm: importedFor, hash, input } = key as NodeKey
    if (importedFor !== algorithm) throw new TypeError(`the key was not imported for ${algorithm}`)
    if (header.alg !== algorithm) return false
    return verify(hash, signingInputOf(text), input, signature)
  },
}
