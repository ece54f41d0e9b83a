import { octets } from '#octets'
import { checkIntrospectedClaims, subjectOf } from '../introspection/introspected-claims.js'
import type { ActiveToken } from '../introspection/introspector.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import { checkKind } from '../token/check-kind.js'
import type { CompactJws } from '../token/compact-jws.js'
import type { JsonObject } from '../json-object.js'
import type { Policy } from '../options/policy.js'
import type { Requirement } from '../requirement/requirement.js'
import {
  examineAudience,
  examineDetails,
  examineLifetime,
  examineShape,
  examineStart,
  examineToken,
  skipRequirement,
} from './examine-claims.js'
import type { Examination } from './examination.js'

/**
 * Asks the issuer about a token, and examines what it says. Returns that, when it says that the token is active.
 *
 * @param jws the token, when it is a JWT
 */
export async function examineAnswer<C>(
  text: string,
  issuer: IssuerPolicy<C>,
  requirement: Requirement | undefined,
  policy: Policy<C>,
  examination: Examination,
  jws?: CompactJws,
): Promise<JsonObject | undefined> {
  const active = await examination.run(
    'introspection',
    'active',
    async () => issuer.introspection?.introspector.introspect(text, await octets.sha256(text)),
    () => `${issuer.issuer} says that it is`,
  )
  if (!active?.value) {
    examination.skip('claims', 'claims', 'the issuer tells them only of a token that is active')
    skipRequirement(requirement, 'it takes a token that is active', examination)
    return undefined
  }
  const { claims } = active.value
  const token = await examineActive(text, active.value, issuer, policy, examination)
  if (jws) {
    await examination.run(
      'claims',
      'kind of JWT',
      () => checkKind(jws, issuer, claims),
      () => 'it does not say of itself that it is anything else',
    )
  }
  await examineToken({ text, payload: claims }, token, requirement, policy, examination)
  return claims
}

async function examineActive<C>(
  text: string,
  { claims, until }: ActiveToken,
  issuer: IssuerPolicy<C>,
  policy: Policy<C>,
  examination: Examination,
) {
  const audience = await examineAudience(claims, { issuer, verified: true }, policy, examination)
  const endless = claims.exp === undefined
  if (endless) await examineStart(claims, policy, examination)
  const expiresAt = endless ? undefined : await examineLifetime(claims, policy, examination)
  await examination.run(
    'claims',
    'kind',
    () => checkIntrospectedClaims(claims, issuer.issuer),
    () => 'it is a bearer access token',
  )
  const subject = await examination.run(
    'claims',
    'sub',
    () => subjectOf(claims),
    () => (claims.sub === undefined ? 'the client acts for itself' : 'it is there'),
  )
  const authorizationDetails = await examineDetails(claims, examination)
  if (!subject) {
    examination.skip(
      'claims',
      'parseClaims, scopeFrom and rolesFrom',
      'a token without a subject cannot be used',
    )
    return undefined
  }
  const proved = {
    text,
    issuer: issuer.issuer,
    // For diagnosis alone, where one of these failed: such a token is not accepted.
    audience: audience?.value ?? [],
    expiresAt: expiresAt?.value ?? until,
    endless,
    authorizationDetails,
    claims,
    subject: subject.value,
  }
  return examineShape(proved, issuer, examination)
}
