import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'

/**
 * Checks that a token is meant for this resource: one of its audiences must be one of the resource's own
 * identifiers, code point by code point. Returns the audiences of the token.
 *
 * @throws {TokenFault} `claim_missing`, `claim_malformed` or `audience_mismatch`
 * @see RFC 7519 §4.1.3
 * @see RFC 8725 §3.9
 */
export function checkAudience(claims: JsonObject, own: readonly string[]): readonly string[] {
  const audiences = audiencesOf(claims)
  for (const audience of audiences) if (own.includes(audience)) return audiences
  const expected = own.map(shorten).join(' or ')
  throw new TokenFault('audience_mismatch', `aud: expected ${expected}, found ${shorten(audiences)}`, {
    expected,
    actual: shorten(audiences),
  })
}

function audiencesOf(claims: JsonObject): readonly string[] {
  const { aud } = claims
  if (aud === undefined) throw new TokenFault('claim_missing', 'aud: the token names no audience')
  if (typeof aud === 'string') return Object.freeze([aud])
  if (Array.isArray(aud) && aud.every((audience) => typeof audience === 'string')) return aud
  throw new TokenFault('claim_malformed', `aud: expected a text or a list of texts, found ${shorten(aud)}`)
}
