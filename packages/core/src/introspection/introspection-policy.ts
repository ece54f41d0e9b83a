import type { Introspector } from './introspector.js'

/**
 * Which tokens of an issuer are asked about.
 *
 * - `opaque` (the default): those that are no signed JWT. Its JWTs are verified with its keys.
 * - `all`: its JWTs too. What stands in them chooses the issuer and grants nothing: it can only get the token refused. Its
 *   keys are not needed.
 */
export type IntrospectedTokens = 'opaque' | 'all'

/** Which tokens of an issuer are asked about, and who asks. */
export interface IntrospectionPolicy {
  readonly tokens: IntrospectedTokens
  readonly introspector: Introspector
}
