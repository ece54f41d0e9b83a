import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { isListOfTexts } from './claim-types.js'
import { KnownTexts } from './known-texts.js'
import type { ClientReading } from './token-dialect.js'

/** What to do with a token that names no audience: returns to accept it, or throws `claim_missing`. */
export type MissingAudienceRule = (claims: JsonObject) => void

/**
 * Checks that a token is meant for this resource: one of its audiences must be one of the resource's own
 * identifiers, code point by code point. Returns the audiences of the token; none, when it names none and may do so.
 *
 * @param canonical how both are spelled before they are compared; left out, as they are
 * @throws {TokenFault} `claim_missing`, `claim_malformed` or `audience_mismatch`
 * @see RFC 7519 §4.1.3
 * @see RFC 8725 §3.9
 */
export function checkAudience(
  claims: JsonObject,
  own: readonly string[],
  whenMissing: MissingAudienceRule = refuseMissingAudience,
  canonical?: (audience: string) => string,
): readonly string[] {
  if (claims.aud === undefined) {
    whenMissing(claims)
    return none
  }
  if (typeof claims.aud === 'string' && own.includes(claims.aud)) return listOfOne(claims.aud)
  const audiences = audiencesOf(claims)
  // Whatever compares them later finds them: they are spelled as the resource does.
  const spelled = canonical ? Object.freeze(audiences.map(spelledAs(own, canonical))) : audiences
  for (const audience of spelled) if (own.includes(audience)) return spelled
  const expected = own.map(shorten).join(' or ')
  throw new TokenFault('audience_mismatch', `aud: expected ${expected}, found ${shorten(audiences)}`, {
    expected,
    actual: shorten(audiences),
  })
}

const spelledAs =
  (own: readonly string[], canonical: (audience: string) => string) =>
  (audience: string): string =>
    own.includes(audience)
      ? audience
      : (own.find((other) => canonical(other) === canonical(audience)) ?? audience)

/** Nearly all tokens name the same one. */
const knownLists = new KnownTexts<readonly string[]>()

const listOfOne = (audience: string): readonly string[] =>
  knownLists.get(audience) ?? knownLists.remember(audience, Object.freeze([audience]))

const none: readonly string[] = Object.freeze([])

const refuseMissingAudience: MissingAudienceRule = () => {
  throw new TokenFault('claim_missing', 'aud: the token names no audience')
}

/** Accepts tokens without an audience when one of these clients got them. */
export function acceptedWithoutAudience(
  clients: ReadonlySet<string>,
  { clientId }: Pick<ClientReading, 'clientId'>,
): MissingAudienceRule {
  return (claims) => {
    const client = clientId(claims)
    if (client !== undefined && clients.has(client)) return
    throw new TokenFault(
      'claim_missing',
      `aud: the token names no audience, and its client, ${shorten(client)}, is not among clientsWithoutAudience`,
    )
  }
}

function audiencesOf({ aud }: JsonObject): readonly string[] {
  if (typeof aud === 'string') return Object.freeze([aud])
  if (isListOfTexts(aud)) return aud
  const [expected, actual] = ['a text or a list of texts', shorten(aud)]
  throw new TokenFault('claim_malformed', `aud: expected ${expected}, found ${actual}`, { expected, actual })
}
