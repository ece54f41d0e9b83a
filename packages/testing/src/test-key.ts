import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { checkNames } from './check-names.js'

/**
 * The signature algorithms that a test issuer can sign with. `Ed25519` and `EdDSA` are two names of one signature;
 * the name goes into `alg`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7518#section-3.1 RFC 7518 section 3.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9864#section-2.2 RFC 9864 section 2.2} for `Ed25519`
 */
export type TestAlgorithm = (typeof testAlgorithms)[number]

/** All of {@link TestAlgorithm}, for tests that run once for each. */
export const testAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
] as const

/** The public half of a {@link TestKey} as the issuer publishes it. */
export interface PublicJwk {
  readonly kty: string
  readonly kid: string
  readonly alg: TestAlgorithm
  readonly use: 'sig'
  readonly n?: string
  readonly e?: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
}

/** A random signing key. The key pair is generated when `publicJwk` or `privateKey` is first read. */
export interface TestKey {
  readonly kid: string
  readonly algorithm: TestAlgorithm
  /** Frozen; spread it to publish a variation. */
  readonly publicJwk: PublicJwk
  /** A key of `node:crypto`; jose takes it as it is. */
  readonly privateKey: KeyObject
}

export interface TestKeyOptions {
  /** The name of the key. @default a random one, such as 'key-0f8b1c2d' */
  kid?: string | undefined
  /** @default 'ES256' */
  algorithm?: TestAlgorithm | undefined
  /** Size of an RSA key in bits; less than 2048 makes a weak key. @default 2048 */
  modulusLength?: number | undefined
}

const optionNames = ['kid', 'algorithm', 'modulusLength'] as const satisfies readonly (keyof TestKeyOptions)[]

/**
 * Makes a key that belongs to no issuer. It is random: no two calls, and no two processes, share a key.
 *
 * @throws {TypeError} when the algorithm is not one of {@link testAlgorithms}, or an option is misspelt
 */
export function createTestKey(options: TestKeyOptions = {}): TestKey {
  checkNames('createTestKey()', options, optionNames)
  const { kid = randomName(), algorithm = 'ES256', modulusLength = 2048 } = options
  assertAlgorithm(algorithm)
  let pair: { publicJwk: PublicJwk; privateKey: KeyObject } | undefined
  // An RSA key takes a tenth of a second and more, so a key that no test looks at is not made.
  const generated = () => (pair ??= generate(kid, algorithm, modulusLength))
  return {
    kid,
    algorithm,
    get publicJwk() {
      return generated().publicJwk
    },
    get privateKey() {
      return generated().privateKey
    },
  }
}

const randomName = () => `key-${randomUUID().slice(0, 8)}`

export function assertAlgorithm(algorithm: string): asserts algorithm is TestAlgorithm {
  if (!(testAlgorithms as readonly string[]).includes(algorithm)) {
    throw new TypeError(`algorithm: '${algorithm}' is not one of ${testAlgorithms.join(', ')}`)
  }
}

function generate(kid: string, algorithm: TestAlgorithm, modulusLength: number) {
  const { publicKey, privateKey } = generatePair(algorithm, modulusLength)
  const jwk = publicKey.export({ format: 'jwk' }) as Pick<PublicJwk, 'kty' | 'n' | 'e' | 'crv' | 'x' | 'y'>
  return { publicJwk: Object.freeze({ ...jwk, kid, alg: algorithm, use: 'sig' as const }), privateKey }
}

function generatePair(algorithm: TestAlgorithm, modulusLength: number) {
  switch (algorithm) {
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' })
    case 'ES512':
      return generateKeyPairSync('ec', { namedCurve: 'P-521' })
    case 'Ed25519':
    case 'EdDSA':
      return generateKeyPairSync('ed25519')
    default:
      return generateKeyPairSync('rsa', { modulusLength })
  }
}
