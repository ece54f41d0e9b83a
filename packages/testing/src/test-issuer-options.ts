import type { Discovery } from './metadata.js'
import type { TestProvider } from './providers/test-provider.js'
import type { TokenPart } from './signature.js'
import type { TestAlgorithm, TestKey } from './test-key.js'

/** How a test issuer is set up. */
export interface TestIssuerOptions {
  /**
   * The provider whose tokens it issues: their header, claims and ways, the form of its issuer and the place of its key set.
   * The defaults of the other options are then those of the provider. @default none: the tokens of RFC 9068
   */
  provider?: TestProvider | undefined
  /** The issuer's identifier. @default 'https://issuer.test' */
  issuer?: string | undefined
  /** The identifier of the API under test. @default 'https://api.test' */
  audience?: string | undefined
  /** Where its key set is, also on another host. @default below the issuer, or where the provider has it */
  jwksUri?: string | undefined
  /** What the issuer's keys are for. @default 'ES256'; of a provider 'RS256' */
  algorithm?: TestAlgorithm | undefined
  /** Start of the frozen clock, in seconds since 1970. @default the real time */
  now?: number | undefined
  /** Which metadata documents exist; the other one is a 404. @default 'both' */
  discovery?: Discovery | undefined
}

/** The names of the options. */
export const issuerOptionNames = [
  'provider',
  'issuer',
  'audience',
  'jwksUri',
  'algorithm',
  'now',
  'discovery',
] as const satisfies readonly (keyof TestIssuerOptions)[]

export interface SignOptions {
  header: TokenPart
  payload: TokenPart
  /** The key that signs, or the name of one of the issuer. @default the issuer's signing key */
  key?: TestKey | string | undefined
}

export interface ListenOptions {
  /** @default 0: a free port that the operating system chooses */
  port?: number | undefined
  /** Keep the identifier that the issuer has instead of taking the loopback address. @default false */
  keepIssuer?: boolean | undefined
}
