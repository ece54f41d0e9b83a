import type { Discovery } from './metadata.js'
import type { TestAlgorithm } from './test-key.js'

/** How a test issuer is set up. */
export interface TestIssuerOptions {
  /** The issuer's identifier. @default 'https://issuer.test' */
  issuer?: string | undefined
  /** The identifier of the API under test. @default 'https://api.test' */
  audience?: string | undefined
  /** What the issuer's keys are for. @default 'ES256' */
  algorithm?: TestAlgorithm | undefined
  /** Start of the frozen clock, in seconds since 1970. @default the real time */
  now?: number | undefined
  /** Which metadata documents exist; the other one is a 404. @default 'both' */
  discovery?: Discovery | undefined
}

/** The names of the options. */
export const issuerOptionNames = [
  'issuer',
  'audience',
  'algorithm',
  'now',
  'discovery',
] as const satisfies readonly (keyof TestIssuerOptions)[]
