import { generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The algorithms that tokens of the benchmarks are signed with. */
export const algorithms = ['RS256', 'ES256', 'EdDSA'] as const

export type Algorithm = (typeof algorithms)[number]

/** A signing key of the issuer. */
export interface SigningKey {
  readonly kid: string
  readonly algorithm: Algorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface PublicJwk {
  readonly [member: string]: unknown
  readonly kid: string
  readonly alg: Algorithm
}

const generate: Readonly<Record<Algorithm, () => { privateKey: KeyObject; publicKey: KeyObject }>> = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
}

/** New keys, one for each algorithm. */
export function generateKeys(): Readonly<Record<Algorithm, SigningKey>> {
  const make = (algorithm: Algorithm): SigningKey => ({
    kid: `bench-${algorithm.toLowerCase()}`,
    algorithm,
    ...generate[algorithm](),
  })
  return { RS256: make('RS256'), ES256: make('ES256'), EdDSA: make('EdDSA') }
}

/** The key as it stands in the key set. */
export function publicJwk({ kid, algorithm, publicKey }: SigningKey): PublicJwk {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' }
}

export const publicPem = ({ publicKey }: SigningKey) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
