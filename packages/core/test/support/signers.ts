import { testAlgorithms } from '@qalqon/testing'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Algorithm } from '../../src/algorithms.js'
import { readPublicJwk, type PublicJwk } from '../../src/keys/public-jwk.js'

const subtle = globalThis.SubtleCrypto as
  { supports?: (operation: string, algorithm: string) => boolean } | undefined
const runtimeHasMlDsa = subtle?.supports?.('verify', 'ML-DSA-44') === true
const mlDsa = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const

/** The algorithms that this runtime can verify: before Node 24.7 all but ML-DSA. */
export const runnableAlgorithms: readonly Algorithm[] = [...testAlgorithms, ...(runtimeHasMlDsa ? mlDsa : [])]

/** Those that it lacks. */
export const missingAlgorithms: readonly Algorithm[] = runtimeHasMlDsa ? [] : mlDsa

/** A key pair with the algorithm that it signs by. */
export interface Signer {
  readonly algorithm: Algorithm
  /** As it is published. */
  readonly jwk: Readonly<Record<string, unknown>>
  readonly privateKey: KeyObject
  sign(input: Uint8Array): Buffer
}

interface Pair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** A signer for every algorithm; one RSA key does for all of its six, because making one is slow. */
export function makeSigners(): readonly Signer[] {
  const rsa = rsaPair()
  return runnableAlgorithms.map((name) => signerOf(name, /^[RP]S/.test(name) ? rsa : undefined))
}

export function signerOf(algorithm: Algorithm, pair: Pair = pairOf(algorithm)): Signer {
  const { privateKey, publicKey } = pair
  return {
    algorithm,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), alg: algorithm },
    sign: (input) => signWith(algorithm, privateKey, input),
  }
}

/** An RSA pair of any size and exponent. */
export const rsaPair = (modulusLength = 2048, publicExponent = 65537): Pair =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent })

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

function pairOf(algorithm: Algorithm): Pair {
  const namedCurve = curves[algorithm]
  if (namedCurve !== undefined) return generateKeyPairSync('ec', { namedCurve })
  // The types are those of the oldest Node, which does not know ML-DSA.
  if (algorithm.startsWith('ML-DSA')) return generateKeyPairSync(algorithm.toLowerCase() as 'ed25519')
  return /^[RP]S/.test(algorithm) ? rsaPair() : generateKeyPairSync('ed25519')
}

/** Signs by what RFC 7518 §3 says, written down apart from the engines. */
function signWith(algorithm: Algorithm, key: KeyObject, input: Uint8Array): Buffer {
  const bits = Number(algorithm.slice(2))
  switch (algorithm.slice(0, 2)) {
    case 'RS':
      return sign(`sha${bits}`, input, { key, padding: 1 })
    case 'PS':
      return sign(`sha${bits}`, input, { key, padding: 6, saltLength: bits / 8 })
    case 'ES':
      return sign(`sha${bits}`, input, { key, dsaEncoding: 'ieee-p1363' })
    default:
      return sign(null, input, key)
  }
}

/** A token out of the octets of its header and its payload, signed. */
export function signToken(header: Uint8Array, payload: Uint8Array, signer: Pick<Signer, 'sign'>): string {
  const input = [header, payload].map((octets) => Buffer.from(octets).toString('base64url')).join('.')
  return `${input}.${signer.sign(Buffer.from(input)).toString('base64url')}`
}

/** What a published key is read as; throws where the filter leaves it out. */
export function usable(jwk: unknown): PublicJwk {
  const read = readPublicJwk(jwk)
  if (typeof read === 'string') throw new Error(read)
  return read
}
