import { checkableConfirmation } from '../confirmation/confirm.js'
import { confirmationOf } from '../token/confirmation.js'
import { shorten } from '../faults/index.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { JsonObject } from '../json-object.js'
import type { Policy } from '../options/policy.js'
import type { Requirement } from '../requirement/requirement.js'
import { tokenHashOf } from '../token/token-hash.js'
import { checkRevocation, isKnownEmpty } from '../revocation/check-revocation.js'
import { revocableToken } from '../revocation/revocable-token.js'
import type { Confirmation } from '../token/confirmation.js'
import type { AccessToken } from '../token/access-token.js'
import { checkAudience } from '../token/audience.js'
import type { AuthorizationDetail } from '../authorization-detail.js'
import { authorizationDetailsOf, noDetails } from '../token/authorization-details.js'
import { buildAccessToken, type ProvedClaims } from '../token/build-access-token.js'
import type { CompactJws } from '../token/compact-jws.js'
import { checkExpiry, checkIssuedAt, checkNotBefore } from '../token/lifetime.js'
import type { Examination, Passed } from './examination.js'
import { examinePossession } from './examine-possession.js'

/** By whose rules claims are read, and whether that issuer is proved to have made them. */
export interface Maker<C> {
  readonly issuer: IssuerPolicy<C> | undefined
  readonly verified: boolean
}

const unproved = 'functions that were handed in see only claims that are proved'

/** Examines the claims. Returns the token that a handler would get, where it could be made. */
export async function examineClaims<C>(
  jws: CompactJws,
  maker: Maker<C>,
  policy: Policy<C>,
  examination: Examination,
): Promise<AccessToken<C> | undefined> {
  const claims = jws.payload
  const { issuer, verified } = maker
  const audience = await examineAudience(claims, maker, policy, examination)
  const expiresAt = await examineLifetime(claims, policy, examination)
  await examineProfile(claims, maker, examination)
  const authorizationDetails = await examineDetails(claims, examination)
  if (!issuer || !verified) {
    examination.skip('claims', 'parseClaims, scopeFrom and rolesFrom', unproved)
    return undefined
  }
  if (typeof claims.sub !== 'string') {
    examination.skip(
      'claims',
      'parseClaims, scopeFrom and rolesFrom',
      'a token without a subject cannot be used',
    )
    return undefined
  }
  const proved = {
    text: jws.text,
    issuer: issuer.issuer,
    // For diagnosis alone, where one of these failed: such a token is not accepted.
    audience: audience?.value ?? [],
    expiresAt: expiresAt?.value ?? 0,
    authorizationDetails,
    claims,
  }
  return examineShape(proved, issuer, examination)
}

/** Examines the audience. Returns the audiences of the token, where they are acceptable. */
export function examineAudience<C>(
  claims: JsonObject,
  { issuer, verified }: Maker<C>,
  { audiences: own, canonicalAudience }: Policy<C>,
  examination: Examination,
): Promise<Passed<readonly string[]> | undefined> {
  // The rule for tokens without an audience may run a function of a dialect.
  const missingAudience = verified ? issuer?.missingAudience : undefined
  return examination.run(
    'claims',
    'aud',
    () => checkAudience(claims, own, missingAudience, canonicalAudience),
    (audiences) => (audiences.length === 0 ? 'it may lack one' : shorten(audiences)),
  )
}

/** Examines the authorization details. Returns them; none, where they are malformed. */
export async function examineDetails(
  claims: JsonObject,
  examination: Examination,
): Promise<readonly AuthorizationDetail[]> {
  const details = await examination.run(
    'claims',
    'authorization_details',
    () => authorizationDetailsOf(claims),
    ({ length }) => (claims.authorization_details === undefined ? 'absent' : `a list of ${length}`),
  )
  return details?.value ?? noDetails
}

/** Examines what functions that were handed in make of claims that are proved. */
export async function examineShape<C>(
  proved: ProvedClaims,
  { shape }: IssuerPolicy<C>,
  examination: Examination,
): Promise<AccessToken<C> | undefined> {
  const token = await examination.run(
    'claims',
    'parseClaims, scopeFrom and rolesFrom',
    () => buildAccessToken(proved, shape),
    ({ scopes }) => `it grants ${scopes.length === 0 ? 'no scope' : shorten(scopes.join(' '))}`,
  )
  return token?.value
}

/** Examines the times, of which `exp` must be there. */
export async function examineLifetime<C>(
  claims: JsonObject,
  policy: Policy<C>,
  examination: Examination,
): Promise<Passed<number> | undefined> {
  const { clock, clockToleranceSeconds } = policy
  const now = clock()
  const expiresAt = await examination.run(
    'claims',
    'exp',
    () => checkExpiry(claims, now, clockToleranceSeconds),
    (exp) => `it expires in ${Math.round(exp - now)} s`,
  )
  await examineStart(claims, policy, examination)
  return expiresAt
}

/** Examines from when on the token counts. */
export async function examineStart<C>(
  claims: JsonObject,
  { clock, clockToleranceSeconds }: Policy<C>,
  examination: Examination,
): Promise<void> {
  const now = clock()
  const since = (name: 'nbf' | 'iat') => () => {
    const time = claims[name]
    return typeof time === 'number' ? `${Math.round(now - time)} s ago` : 'absent'
  }
  await examination.run(
    'claims',
    'nbf',
    () => checkNotBefore(claims, now, clockToleranceSeconds),
    since('nbf'),
  )
  await examination.run(
    'claims',
    'iat',
    () => checkIssuedAt(claims, now, clockToleranceSeconds),
    since('iat'),
  )
}

async function examineProfile<C>(
  claims: JsonObject,
  { issuer, verified }: Maker<C>,
  examination: Examination,
): Promise<void> {
  if (!issuer) {
    examination.skip('claims', 'profile', 'the token names no issuer that is accepted')
    return
  }
  for (const { name, handedIn, run } of issuer.profile.checks) {
    if (handedIn && !verified) examination.skip('claims', name, unproved)
    else
      await examination.run(
        'claims',
        name,
        () => run(claims),
        () => saidOf(claims, name),
      )
  }
}

const saidOf = (claims: JsonObject, name: string) =>
  name in claims && typeof claims[name] === 'string' ? 'it is there' : 'as it must be'

/** Examines what is decided for each request anew: confirmation, revocation and requirement. */
export async function examineToken<C>(
  { text, payload }: Pick<CompactJws, 'text' | 'payload'>,
  token: AccessToken<C> | undefined,
  requirement: Requirement | undefined,
  policy: Policy<C>,
  examination: Examination,
): Promise<void> {
  const { revocations, revocationTimeoutMs } = policy
  const confirmation = await examination.run(
    'confirmation',
    'cnf',
    () => checkableConfirmation(confirmationOf(payload), policy),
    boundTo,
  )
  if (examination.sent) await examinePossession(confirmation, examination.sent, policy, examination)
  if (!token) {
    examination.skip('revocation', 'revocation', 'it takes a token that is proved')
    skipRequirement(requirement, 'it takes a token that is proved', examination)
    return
  }
  await examination.run(
    'revocation',
    'revocation',
    async () => {
      if (isKnownEmpty(revocations)) return
      await checkRevocation(
        revocableToken(token, payload, await tokenHashOf(text)),
        revocations,
        revocationTimeoutMs,
      )
    },
    () => 'it was not revoked',
  )
  for (const { name, enforce } of requirement?.parts ?? []) {
    await examination.run(
      'requirement',
      name,
      () => enforce(token, policy),
      () => 'it is as the route requires',
    )
  }
}

function boundTo(confirmation: Confirmation | undefined): string {
  const { jkt, x5tS256 } = confirmation ?? {}
  const needs = [
    jkt && `the key ${jkt}: each request needs a proof that was made with it`,
    x5tS256 && `the certificate ${x5tS256}: each request must come over a connection where it was shown`,
  ].filter((need) => need !== undefined)
  return needs.length === 0 ? 'it is bound to no key' : `it is bound to ${needs.join('; and to ')}`
}

/** Notes that nothing is known of what the route requires. */
export function skipRequirement(
  requirement: Requirement | undefined,
  why: string,
  examination: Examination,
): void {
  for (const { name } of requirement?.parts ?? []) examination.skip('requirement', name, why)
}
