import { shorten, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import { optionalText } from '../token/claim-types.js'
import { mediaType } from '../token/media-type.js'
import { refuseIdToken, refuseSecurityEvent } from '../token/token-profile.js'

/** What an access token may say of its kind in `typ`, as media types: that it is a bearer token, or a JWT of RFC 9068. */
const accessTokenTypes: readonly string[] = [
  'application/bearer',
  'application/dpop',
  'application/at+jwt',
  'application/jwt',
]

/** What an access token may say of its use in `token_use`. */
const accessTokenUses: readonly unknown[] = ['access_token', 'access']

/**
 * Checks that what an issuer calls active is a bearer access token of that issuer. Some endpoints call ID tokens and
 * refresh tokens active too, which makes no access tokens of them.
 *
 * Everything is optional in an answer, so this looks at what is there. `typ` and `token_use` are no members of RFC 7662;
 * the first is Keycloak's, the second that of Ory and others, and both tell ID tokens and refresh tokens apart.
 *
 * @throws {TokenFault}
 * @see RFC 7662 §2.2
 */
export function checkIntrospectedClaims(claims: JsonObject, issuer: string): void {
  if (claims.iss !== undefined && claims.iss !== issuer) {
    const [expected, actual] = [shorten(issuer), shorten(claims.iss)]
    throw new TokenFault('issuer_unknown', `iss: the answer of ${expected} names ${actual}`, {
      expected,
      actual,
    })
  }
  checkTokenType(claims)
  const type = optionalText(claims, 'typ')
  if (type !== undefined && !accessTokenTypes.includes(mediaType(type))) throw otherType('typ', type)
  const use = optionalText(claims, 'token_use')
  if (use !== undefined && !accessTokenUses.includes(use)) throw otherType('token_use', use)
  refuseSecurityEvent(claims)
  refuseIdToken(claims)
  for (const name of ['sub', 'client_id', 'jti']) optionalText(claims, name)
}

/** @see RFC 6749 §5.1, §7.1 */
function checkTokenType(claims: JsonObject): void {
  const type = optionalText(claims, 'token_type')
  if (type === undefined || type.toLowerCase() === 'bearer') return
  if (type.toLowerCase() !== 'dpop') throw otherType('token_type', type)
  // Which key, the confirmation says.
  if (claims.cnf !== undefined) return
  throw new TokenFault(
    'token_bound',
    'token_type: the token is bound to a key (DPoP), and the answer does not say to which',
  )
}

const otherType = (name: string, found: string) =>
  new TokenFault(
    'type_mismatch',
    `${name}: expected an access token of the type Bearer, found ${shorten(found)}`,
    { expected: 'Bearer', actual: shorten(found) },
  )

/** What an answer about a person has. */
const marksOfAPerson = ['username', 'preferred_username', 'email', 'auth_time', 'sid', 'acr', 'amr']

/**
 * Whom a token speaks for. An answer without `sub` speaks of a client that acts for itself, as several servers answer for
 * the client credentials grant: the subject is the client then, as in RFC 9068. When the answer speaks of a person all
 * the same, nobody knows of which one, and all users of the client must not become one.
 *
 * @throws {TokenFault} `claim_missing`
 * @see RFC 9068 §2.2
 */
export function subjectOf(claims: JsonObject): string {
  const subject = optionalText(claims, 'sub')
  if (subject !== undefined) return subject
  const mark = marksOfAPerson.find((name) => Object.hasOwn(claims, name))
  const clientId = optionalText(claims, 'client_id')
  if (mark === undefined && clientId !== undefined) return clientId
  throw new TokenFault(
    'claim_missing',
    mark === undefined
      ? 'sub: the issuer names neither the subject nor the client of the token'
      : `sub: the issuer does not name the subject, and ${mark} shows that there is one`,
  )
}
