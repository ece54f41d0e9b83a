import { ConfigurationFault, shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'

/** The audience that a route is for; nothing where it does not say. @throws {ConfigurationFault} */
export function requiredAudience(audience: unknown): string | undefined {
  if (audience === undefined || (typeof audience === 'string' && audience !== '')) return audience
  throw new ConfigurationFault('audience', 'expected one of the audiences of the resource server')
}

/**
 * Checks that the audience of a route is one that the resource server has: a token with none of its own is refused before
 * any route, so that no token at all could meet the requirement.
 *
 * @throws {ConfigurationFault}
 */
export function checkOwnAudience(audience: string | undefined, own: readonly string[]): void {
  if (audience === undefined || own.includes(audience)) return
  throw new ConfigurationFault(
    'audience',
    `${shorten(audience)} is none of the audiences of this resource server, ${own.map(shorten).join(', ')}: add it there, if tokens for it are meant for this API`,
  )
}

/**
 * Checks that a token names an audience, code point by code point.
 *
 * @throws {TokenFault} `insufficient_audience`
 * @see RFC 7519 §4.1.3
 */
export function enforceAudience(required: string, { audience, issuer }: AccessToken<unknown>): void {
  if (audience.includes(required)) return
  const [expected, actual] = [shorten(required), shorten(audience)]
  throw new TokenFault('insufficient_audience', `audience: the route expects ${expected}, found ${actual}`, {
    issuer,
    expected,
    actual,
  })
}
