import { shorten, TokenFault } from '../faults/index.js'
import { optionalText, requiredText } from './claim-types.js'
import { handedIn } from './handed-in.js'
import { numericDate } from './numeric-date.js'
import { isOptionalText, type TokenDialect } from './token-dialect.js'
import type { JsonObject } from '../json-object.js'

/**
 * What an issuer's JWT access tokens look like.
 *
 * - `rfc9068` (the default): `typ` is `at+jwt`; `iss exp aud sub client_id iat jti` are all there.
 * - `plain-jwt`: for issuers that do not follow RFC 9068. `typ` may also be `JWT` or absent; `client_id`, `iat`
 *   and `jti` may be absent. It weakens what tells an access token from an ID token, so tokens that carry the
 *   marks of an ID token are refused.
 */
export type TokenProfileName = 'rfc9068' | 'plain-jwt'

/** The rules of a profile. */
export interface TokenProfile {
  /** Acceptable types, as media types in lower case; `undefined` among them: the type may be absent. */
  readonly types: ReadonlySet<string | undefined>
  /** What `checkClaims` consists of, in its order. */
  readonly checks: readonly ClaimsCheck[]
  /** @throws {TokenFault} when the claims do not fit the profile. */
  readonly checkClaims: (claims: JsonObject) => void
  /** Those of these checks that tell access tokens from other tokens. @throws {TokenFault} when it is another token. */
  readonly checkKind: (claims: JsonObject) => void
}

/** One rule of a profile. */
interface ClaimsCheck {
  readonly name: string
  /** Whether it runs a function that was handed in, which sees only claims that are proved. */
  readonly handedIn?: boolean
  /** Whether it tells access tokens from other tokens. */
  readonly ofKind?: boolean
  readonly run: (claims: JsonObject) => void
}

const profileOf = (types: TokenProfile['types'], checks: readonly ClaimsCheck[]): TokenProfile => ({
  types,
  checks,
  checkClaims: (claims) => {
    for (const { run } of checks) run(claims)
  },
  checkKind: (claims) => {
    for (const { run, ofKind } of checks) if (ofKind) run(claims)
  },
})

const required = (name: string): ClaimsCheck => ({ name, run: (claims) => void requiredText(claims, name) })
const optional = (name: string): ClaimsCheck => ({ name, run: (claims) => void optionalText(claims, name) })

const noSecurityEvent: ClaimsCheck = { name: 'no security event', ofKind: true, run: refuseSecurityEvent }

/**
 * @see RFC 9068 §2.2
 */
const rfc9068 = (): TokenProfile =>
  profileOf(new Set(['application/at+jwt']), [
    noSecurityEvent,
    ...['sub', 'client_id', 'jti'].map(required),
    { name: 'iat is there', run: requireIssuedAt },
  ])

const plainJwt = (refuseOtherTokens: ClaimsCheck): TokenProfile =>
  profileOf(new Set([undefined, 'application/jwt', 'application/at+jwt']), [
    noSecurityEvent,
    required('sub'),
    ...['client_id', 'jti'].map(optional),
    refuseOtherTokens,
  ])

function requireIssuedAt(claims: JsonObject): void {
  if (numericDate(claims, 'iat') === undefined) {
    throw new TokenFault('claim_missing', 'iat: the token does not say when it was issued')
  }
}

/**
 * A security event token, such as a logout token, reports what has happened; it allows nothing.
 *
 * @see RFC 8417 §4.5
 */
export function refuseSecurityEvent(claims: JsonObject): void {
  if (claims.events === undefined) return
  throw new TokenFault(
    'security_event',
    'events: only security event tokens (logout tokens among them) have this claim',
  )
}

/**
 * An ID token comes from the same issuer with the same keys, and speaks of a login, not of a permission.
 *
 * @see OpenID Connect Core 1.0 §2, §3.3.2.11
 */
export function refuseIdToken(claims: JsonObject): void {
  const mark = idTokenMark(claims)
  if (mark !== undefined) throw new TokenFault('id_token', mark)
  if (
    Object.hasOwn(claims, 'auth_time') &&
    !Object.hasOwn(claims, 'client_id') &&
    !Object.hasOwn(claims, 'scope')
  ) {
    throw new TokenFault(
      'id_token',
      'auth_time: a token with this claim and neither client_id nor scope is an ID token',
    )
  }
}

/** What makes a token an ID token, whatever else is in it, or nothing. The absence of all marks proves nothing. */
export function idTokenMark(claims: JsonObject): string | undefined {
  const mark = ['nonce', 'at_hash', 'c_hash', 's_hash'].find((name) => Object.hasOwn(claims, name))
  return mark === undefined ? undefined : `${mark}: only ID tokens have this claim`
}

/** The profiles by name. */
export const tokenProfiles: Readonly<Record<TokenProfileName, TokenProfile>> = {
  rfc9068: rfc9068(),
  'plain-jwt': plainJwt({ name: 'no ID token', ofKind: true, run: refuseIdToken }),
}

/** Plain JWTs of a provider whose own mark tells access tokens from the others. */
export function markedPlainJwt(notAccessToken: NonNullable<TokenDialect['notAccessToken']>): TokenProfile {
  const run = (claims: JsonObject) => {
    const reason = handedIn('dialect.notAccessToken', notAccessToken, claims, isOptionalText)
    if (reason === undefined) return
    throw new TokenFault(
      'not_access_token',
      `the token is not an access token of its issuer: ${shorten(reason)}`,
    )
  }
  return plainJwt({ name: "the provider's mark of access tokens", handedIn: true, ofKind: true, run })
}
