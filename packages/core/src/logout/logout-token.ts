import { LogoutFault, shortenText, TokenFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { verifySignature } from '../signature/verify-signature.js'
import { checkAudience } from '../token/audience.js'
import { optionalText, requiredText } from '../token/claim-types.js'
import { parseCompactJws, type CompactJws } from '../token/compact-jws.js'
import { checkHeader } from '../token/jose-header.js'
import { checkExpiry, checkIssuedAt, checkNotBefore } from '../token/lifetime.js'
import { numericDate } from '../token/numeric-date.js'
import type { LogoutRules } from './logout-policy.js'
import type { VerifiedLogout } from './verified-logout.js'

/** The member of `events` that makes a security event token a logout token. @see OpenID Connect Back-Channel Logout 1.0 §2.4 */
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** A logout token that was verified. */
export interface LogoutToken {
  readonly logout: VerifiedLogout
  /** From when on it would be refused for its age, in seconds since 1970. */
  readonly until: number
}

/** The longest logout token that is looked at. */
const maxTokenBytes = 16_384
/** The type may be absent; an access token or an ID token that names its type never gets further. */
const types: ReadonlySet<string | undefined> = new Set([undefined, 'application/logout+jwt'])
/** How long a token counts that does not say when it expires. */
const secondsWithoutExpiry = 120

/**
 * Verifies a logout token: structure, issuer, key, signature, claims, in this order. Nothing is fetched before the token names an issuer
 * that is accepted.
 *
 * @throws {TokenFault | LogoutFault} as a rejection, when it is refused
 * @throws {InfrastructureFault} (as a rejection) when the keys of its issuer cannot be had.
 * @see OpenID Connect Back-Channel Logout 1.0 §2.6
 */
export async function verifyLogoutToken(text: string, rules: LogoutRules): Promise<LogoutToken> {
  const jws = takeApart(text)
  try {
    const issuer = await rules.issuers.choose(jws.payload.iss)
    const header = checkHeader(jws.header, { algorithms: issuer.header.algorithms, types })
    await verifySignature(jws, header, issuer.keys)
    checkKind(jws.payload)
    return acceptClaims(jws.payload, issuer.issuer, rules)
  } catch (thrown) {
    if (!(thrown instanceof TokenFault)) throw thrown
    throw thrown.withFacts({ issuer: textIn(jws.payload.iss), kid: textIn(jws.header.kid) })
  }
}

function takeApart(text: string): CompactJws {
  if (text.length > maxTokenBytes) {
    throw new LogoutFault('token_too_large', `the logout token has more than ${maxTokenBytes} bytes`)
  }
  const parts = text.split('.', 6).length
  if (parts === 5) {
    throw new LogoutFault(
      'token_encrypted',
      'the logout token is a JWE; encrypted ones are not supported: register the client without id_token_encrypted_response_alg',
    )
  }
  if (parts !== 3)
    throw new LogoutFault('token_malformed', 'the logout token is no signed JWT of three parts')
  return parseCompactJws(text)
}

/** Issuers sign ID tokens with the same keys for the same audience: what tells them apart must be there, and what belongs to them must not. */
function checkKind(claims: JsonObject): void {
  const { events } = claims
  if (!isJsonObject(events) || !Object.hasOwn(events, logoutEvent) || !isJsonObject(events[logoutEvent])) {
    throw new LogoutFault(
      'not_logout_token',
      `events: expected an object with the member ${logoutEvent}, an object too`,
      { issuer: textIn(claims.iss) },
    )
  }
  if (Object.hasOwn(claims, 'nonce')) {
    throw new LogoutFault(
      'not_logout_token',
      'nonce: ID tokens have this claim, and logout tokens never do',
      {
        issuer: textIn(claims.iss),
      },
    )
  }
}

/** From here on the claims are proved to come from the issuer. */
function acceptClaims(claims: JsonObject, issuer: string, rules: LogoutRules): LogoutToken {
  const { clientIds, clock, clockToleranceSeconds } = rules
  const audience = checkAudience(claims, clientIds)
  const now = clock()
  const issuedAt = numericDate(claims, 'iat')
  if (issuedAt === undefined) {
    throw new TokenFault('claim_missing', 'iat: the token does not say when it was issued', {
      expected: 'iat',
    })
  }
  checkIssuedAt(claims, now, clockToleranceSeconds)
  checkNotBefore(claims, now, clockToleranceSeconds)
  const exp = checkExpiry(withExpiry(claims, issuedAt, rules), now, clockToleranceSeconds)
  const [jti, subject, sid] = [
    requiredText(claims, 'jti'),
    optionalText(claims, 'sub'),
    optionalText(claims, 'sid'),
  ]
  if (subject === undefined && sid === undefined) {
    throw new TokenFault('claim_missing', 'sub, sid: the token names neither a user nor a session', {
      expected: 'sub or sid',
    })
  }
  const clientId = clientIds.find((own) => audience.includes(own)) ?? ''
  return {
    logout: Object.freeze({ issuer, clientId, subject, sid, jti, issuedAt }),
    until: exp + clockToleranceSeconds,
  }
}

/** A token of an issuer that does not write `exp` yet counts for a short time, so that it cannot be used again years later. */
function withExpiry(
  claims: JsonObject,
  issuedAt: number,
  { allowMissingExpiry }: Pick<LogoutRules, 'allowMissingExpiry'>,
): JsonObject {
  return claims.exp === undefined && allowMissingExpiry
    ? { exp: issuedAt + secondsWithoutExpiry }
    : { exp: claims.exp }
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? shortenText(value) : undefined
