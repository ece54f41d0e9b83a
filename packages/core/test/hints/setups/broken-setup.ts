import { createTestIssuer, type TestIssuer } from '@qalqon/testing'
import type { AccessRequirement, ResourceServerOptions } from '../../../src/index.js'

/** What people do wrong when they set up an API, or a client of it, and what the hint must say of it. */
export interface BrokenSetup {
  readonly name: string
  /** Where the token and the keys come from, unless it is the usual issuer. */
  readonly from?: TestIssuer
  /** Beside those of the issuer. */
  readonly options?: Partial<ResourceServerOptions>
  readonly token: () => string
  readonly requirement?: AccessRequirement
  readonly code: string
  /** What the hint must say: the cause, and the mend. */
  readonly cause: RegExp
  readonly mend: RegExp
}

/** The usual issuer. */
export const issuer = createTestIssuer({
  issuer: 'https://auth.example.com/tenant',
  audience: 'https://api.example.com',
})
export const { clock } = issuer
/** Another key that it has published. */
export const key = issuer.addKey()
/** A token of the usual issuer. */
export const own = (claims: Record<string, unknown>, header = {}) => issuer.token({ claims, header })

/** The options of an API that takes the plain JWTs of the usual issuer. */
export const plain = { issuer: { issuer: issuer.issuer, tokenProfile: 'plain-jwt' } } as const

/** The issuer is found by a function, which knows this one alone. */
export const tenants: Partial<ResourceServerOptions> = {
  issuer: undefined!,
  resolveIssuer: (iss) => (iss === issuer.issuer ? issuer.introspectionOptions.issuer : undefined),
}
