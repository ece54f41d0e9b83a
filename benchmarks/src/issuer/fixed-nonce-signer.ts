import { createECDH, createHash, randomBytes } from 'node:crypto'
import { signingInput } from './tokens.js'
import type { SigningKey } from './keys.js'

/** The order of the base point of P-256. @see FIPS 186-5, SP 800-186 §3.2.1.3 */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * Makes a signer of ES256 tokens that costs a few microseconds a token, so that a million of them can be made on the way. Its
 * signatures are real ones, which verify like any other.
 *
 * It works out the point of one nonce and uses that for every signature. **Two signatures with one nonce give the
 * private key away**: it is good for nothing but measuring.
 */
export function fixedNonceSigner(key: SigningKey, issuer: string): () => string {
  const { d } = key.privateKey.export({ format: 'jwk' })
  if (key.algorithm !== 'ES256' || d === undefined) throw new TypeError('expected a private ES256 key')
  const secret = toInteger(Buffer.from(d, 'base64url'))
  const nonce = (toInteger(randomBytes(32)) % (order - 1n)) + 1n
  const r = pointOf(nonce) % order
  const factor = inverse(nonce)
  const secretPart = (r * secret) % order
  const start = toBytes(r)
  return () => {
    const input = signingInput(key, issuer)
    const digest = toInteger(createHash('sha256').update(input).digest())
    const s = (factor * ((digest + secretPart) % order)) % order
    return `${input}.${Buffer.concat([start, toBytes(s)]).toString('base64url')}`
  }
}

/** The x coordinate of the multiple of the base point. */
function pointOf(multiple: bigint): bigint {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(toBytes(multiple))
  // 04, then both coordinates.
  return toInteger(curve.getPublicKey().subarray(1, 33))
}

/** By Fermat's little theorem: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n
  let power = value
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * power) % order
    power = (power * power) % order
  }
  return result
}

const toInteger = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)

const toBytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
