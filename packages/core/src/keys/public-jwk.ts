import { octets } from '#octets'
import type { KeyMaterial } from '../engine/signature-engine.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { algorithms, isAlgorithm, needsOf, type Algorithm } from '../algorithms.js'

/** A public key of an issuer that may verify signatures, with only those members that make the key. */
export interface PublicJwk {
  readonly kid: string | undefined
  /** The algorithms that the key can be used with: the one that it names, or all that fit its type and curve. */
  readonly algorithms: readonly Algorithm[]
  /** The members that `kty` requires, and no other. */
  readonly material: KeyMaterial
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
const minimumRsaBits = 2048
const maximumRsaBits = 16384

/** The length of a coordinate, in octets. */
const fieldBytes: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }

/**
 * The usable key in a member of a key set, or the reason why there is none. A key that cannot be used is
 * skipped, never fatal to the set: unknown types, missing members, private or symmetric material, keys that are
 * not for signatures, and weak keys.
 *
 * It does not check that a point lies on its curve; the import by the engine does.
 *
 * @see RFC 7517 §4, §5
 * @see RFC 7518 §3.3, §6
 */
export function readPublicJwk(value: unknown): PublicJwk | string {
  if (!isJsonObject(value)) return 'it is not a JSON object'
  if (value.kty === 'oct') return 'it is a symmetric key'
  const secret = privateMembers.find((name) => Object.hasOwn(value, name))
  if (secret !== undefined) return `it holds private material (${secret}); the issuer has published a secret`
  const purpose = purposeProblem(value)
  if (purpose !== undefined) return purpose
  const material = materialOf(value)
  if (typeof material === 'string') return material
  const usableWith = algorithmsOf(value, material)
  if (typeof usableWith === 'string') return usableWith
  const kid = typeof value.kid === 'string' ? value.kid : undefined
  return Object.freeze({ kid, algorithms: Object.freeze(usableWith), material: Object.freeze(material) })
}

function purposeProblem({ use, key_ops: operations }: JsonObject): string | undefined {
  if (use !== undefined && use !== 'sig') return 'its use is not sig'
  if (operations === undefined) return undefined
  if (!Array.isArray(operations) || !operations.includes('verify')) return 'its key_ops lack verify'
  const others = operations.some((operation) => operation !== 'verify' && operation !== 'sign')
  return others ? 'its key_ops are not for signatures alone' : undefined
}

function materialOf(jwk: JsonObject): Record<string, string> | string {
  switch (jwk.kty) {
    case 'RSA':
      return rsaMaterial(jwk)
    case 'EC':
      return ecMaterial(jwk)
    case 'OKP':
      return okpMaterial(jwk)
    case 'AKP':
      return akpMaterial(jwk)
    default:
      return 'its kty is not RSA, EC, OKP or AKP'
  }
}

function rsaMaterial({ n, e }: JsonObject): Record<string, string> | string {
  const modulus = decoded(n)
  const exponent = decoded(e)
  if (!modulus || !exponent) return 'n or e is missing or is not base64url'
  const bits = bitLength(modulus)
  if (bits < minimumRsaBits) return `it has ${bits} bits; RSA keys need at least ${minimumRsaBits}`
  if (bits > maximumRsaBits)
    return `it has ${bits} bits; more than ${maximumRsaBits} would cost too much to use`
  const odd = ((exponent.at(-1) ?? 0) & 1) === 1
  if (!odd || bitLength(exponent) < 2 || bitLength(exponent) > 64) return 'its exponent e is not usable'
  return { kty: 'RSA', n: n as string, e: e as string }
}

function ecMaterial({ crv, x, y }: JsonObject): Record<string, string> | string {
  const length = typeof crv === 'string' && Object.hasOwn(fieldBytes, crv) ? fieldBytes[crv] : undefined
  if (length === undefined) return 'its curve is not P-256, P-384 or P-521'
  if (decoded(x)?.length !== length || decoded(y)?.length !== length) {
    return `x or y is missing, or does not have the ${length} octets of its curve`
  }
  return { kty: 'EC', crv: crv as string, x: x as string, y: y as string }
}

function okpMaterial({ crv, x }: JsonObject): Record<string, string> | string {
  if (crv !== 'Ed25519') return 'its curve is not Ed25519'
  if (decoded(x)?.length !== 32) return 'x is missing, or does not have 32 octets'
  return { kty: 'OKP', crv, x: x as string }
}

function akpMaterial({ alg, pub }: JsonObject): Record<string, string> | string {
  if (!isAlgorithm(alg) || needsOf(alg).kty !== 'AKP')
    return 'an AKP key must name an ML-DSA algorithm in alg'
  const length = needsOf(alg).publicKeyBytes
  if (decoded(pub)?.length !== length)
    return `pub is missing, or does not have the ${length} octets of ${alg}`
  return { kty: 'AKP', alg, pub: pub as string }
}

function algorithmsOf({ alg }: JsonObject, material: Record<string, string>): Algorithm[] | string {
  const fitting = algorithms.filter((name) => {
    const needs = needsOf(name)
    return needs.kty === material.kty && needs.crv === material.crv && (material.alg ?? name) === name
  })
  if (alg === undefined) return fitting
  const named = fitting.filter((name) => name === alg)
  return named.length > 0 ? named : 'its alg does not fit its type, or is not supported'
}

function decoded(member: unknown): Uint8Array | undefined {
  return typeof member === 'string' && member !== '' ? octets.decodeBase64url(member) : undefined
}

function bitLength(number: Uint8Array): number {
  const first = number.findIndex((octet) => octet !== 0)
  return first === -1 ? 0 : (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24
}
