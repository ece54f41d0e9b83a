/** What an algorithm asks of a key and of a signature. */
export interface AlgorithmNeeds {
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'AKP'
  /** The one curve that belongs to it. */
  readonly crv?: string
  /** The length of a signature; of RSA it is that of the modulus. */
  readonly signatureBytes?: number
  /** The exact length of the `pub` member. */
  readonly publicKeyBytes?: number
}

/**
 * The signature algorithms that can be allowed: asymmetric ones alone. `HS256` and its kin, whose keys would
 * be secrets that the API shares with the issuer, are not offered, nor is `none`.
 *
 * @see RFC 7518 §3.1
 * @see RFC 8037 §3.1
 * @see RFC 9864 §2.2
 * @see RFC 9964 §3
 */
export const algorithmNeeds = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256', signatureBytes: 64 },
  ES384: { kty: 'EC', crv: 'P-384', signatureBytes: 96 },
  ES512: { kty: 'EC', crv: 'P-521', signatureBytes: 132 },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', signatureBytes: 64 },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', signatureBytes: 64 },
  'ML-DSA-44': { kty: 'AKP', signatureBytes: 2420, publicKeyBytes: 1312 },
  'ML-DSA-65': { kty: 'AKP', signatureBytes: 3309, publicKeyBytes: 1952 },
  'ML-DSA-87': { kty: 'AKP', signatureBytes: 4627, publicKeyBytes: 2592 },
} as const satisfies Record<string, AlgorithmNeeds>

/** The name of a signature algorithm that can be allowed. */
export type Algorithm = keyof typeof algorithmNeeds

/** Every algorithm that can be allowed. */
export const algorithms = Object.freeze(Object.keys(algorithmNeeds) as Algorithm[])

/**
 * What is allowed unless an issuer is configured otherwise. The deprecated `EdDSA` and the young `ML-DSA-*`
 * are accepted only when they are named.
 */
export const defaultAlgorithms: readonly Algorithm[] = Object.freeze(
  algorithms.filter((name) => name !== 'EdDSA' && algorithmNeeds[name].kty !== 'AKP'),
)

/** Whether a value is the exact name of an algorithm that can be allowed. */
export function isAlgorithm(value: unknown): value is Algorithm {
  return typeof value === 'string' && Object.hasOwn(algorithmNeeds, value)
}

/** What an algorithm asks of a key and of a signature. */
export const needsOf = (algorithm: Algorithm): AlgorithmNeeds => algorithmNeeds[algorithm]
