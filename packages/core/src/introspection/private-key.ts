import type { CryptoKey } from 'jose'
import { algorithms, isAlgorithm, needsOf, type Algorithm } from '../algorithms.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'

/** A private key that signs assertions. */
export interface PrivateKey {
  readonly algorithm: Algorithm
  readonly kid: string | undefined
  /** Rejects when the members of a JWK do not make a key; that is found out while it is imported. */
  readonly imported: Promise<CryptoKey>
}

const form =
  "a private key: a JWK such as { kty: 'EC', crv: 'P-256', x, y, d, alg: 'ES256', kid }, or a CryptoKey that can sign"

/**
 * Reads a private key out of the options. No error tells anything of it.
 *
 * @throws {ConfigurationFault}
 */
export function readPrivateKey(option: string, value: unknown): PrivateKey {
  if (isCryptoKey(value)) return ofCryptoKey(option, { key: value })
  if (isJsonObject(value) && isCryptoKey(value.key)) return ofCryptoKey(option, { ...value, key: value.key })
  if (isJsonObject(value) && typeof value.kty === 'string') return ofJwk(option, value)
  const isKeyObject = typeof value === 'object' && value !== null && 'asymmetricKeyType' in value
  throw new ConfigurationFault(
    option,
    isKeyObject
      ? "a KeyObject of node:crypto is handed in as a JWK: { ...key.export({ format: 'jwk' }), alg }"
      : `expected ${form}`,
  )
}

/** By its members: one of another realm has another class. */
function isCryptoKey(value: unknown): value is CryptoKey {
  if (typeof value !== 'object' || value === null) return false
  const { type, algorithm, usages } = value as Readonly<Record<string, unknown>>
  return typeof type === 'string' && typeof algorithm === 'object' && Array.isArray(usages)
}

function ofCryptoKey(option: string, given: JsonObject & { readonly key: CryptoKey }): PrivateKey {
  const { key, alg, ...rest } = given
  if (key.type !== 'private' || !key.usages.includes('sign')) {
    throw new ConfigurationFault(option, 'expected a CryptoKey of the type private with the usage sign')
  }
  const fitting = algorithmsOf(key)
  const [algorithm] = alg === undefined ? fitting : fitting.filter((name) => name === alg)
  if (algorithm === undefined) {
    const problem =
      fitting.length === 0
        ? 'no algorithm that is offered signs with it'
        : `the key is for ${fitting.join(' or ')}`
    throw new ConfigurationFault(`${option}.alg`, problem)
  }
  return { algorithm, kid: readKid(option, rest.kid), imported: Promise.resolve(key) }
}

/** The algorithms that a key of WebCrypto is for; it says so itself. */
function algorithmsOf(key: CryptoKey): readonly Algorithm[] {
  const { name, hash, namedCurve } = key.algorithm as {
    readonly name: string
    readonly hash?: { readonly name: string }
    readonly namedCurve?: string
  }
  const bits = hash?.name.replace('SHA-', '') ?? ''
  const names: Readonly<Record<string, readonly string[]>> = {
    'RSASSA-PKCS1-v1_5': [`RS${bits}`],
    'RSA-PSS': [`PS${bits}`],
    ECDSA: algorithms.filter(
      (algorithm) => needsOf(algorithm).kty === 'EC' && needsOf(algorithm).crv === namedCurve,
    ),
    Ed25519: ['Ed25519', 'EdDSA'],
  }
  return (names[name] ?? [name]).filter(isAlgorithm)
}

function ofJwk(option: string, jwk: JsonObject): PrivateKey {
  const { kty, crv, alg } = jwk
  if (kty === 'oct') {
    throw new ConfigurationFault(option, `a secret is handed in as clientSecret; expected ${form}`)
  }
  if (typeof jwk[kty === 'AKP' ? 'priv' : 'd'] !== 'string') {
    throw new ConfigurationFault(option, `it has no private members, so it is a public key; expected ${form}`)
  }
  if (!isAlgorithm(alg)) {
    throw new ConfigurationFault(
      `${option}.alg`,
      `expected the algorithm that it signs with: ${algorithms.join(', ')}`,
    )
  }
  const needs = needsOf(alg)
  if (needs.kty !== kty || (needs.crv !== undefined && needs.crv !== crv)) {
    throw new ConfigurationFault(`${option}.alg`, `a key of this kind does not sign with ${alg}`)
  }
  const imported = importJwk({ ...jwk }, alg)
  // Whoever signs with it is told; until then nobody waits for it.
  imported.catch(() => undefined)
  return { algorithm: alg, kid: readKid(option, jwk.kid), imported }
}

/** An API that has no private key, as most, does not load jose where the signature engine does not need it. */
async function importJwk(jwk: JsonObject, algorithm: Algorithm): Promise<CryptoKey> {
  const { importJWK } = await import('jose')
  return importJWK(jwk, algorithm) as Promise<CryptoKey>
}

function readKid(option: string, kid: unknown): string | undefined {
  if (kid === undefined || typeof kid === 'string') return kid
  throw new ConfigurationFault(`${option}.kid`, 'expected a text')
}
