import type { Timing } from '../clock.js'
import type { AccessToken } from '../token/access-token.js'
import type { AccessRequirement } from './access-requirement.js'
import { enforceDetails } from './enforce-details.js'
import { enforceAcr } from './required-acr-values.js'
import { enforceAudience } from './required-audience.js'
import { enforceCheck } from './required-check.js'
import { checkedClaims, enforceClaims } from './required-claims.js'
import { checkedDetails } from './required-detail.js'
import { enforceMaxAge } from './required-max-age.js'
import { enforceRoles } from './required-roles.js'
import { enforceScopes } from './required-scopes.js'
import { enforceSubjectType } from './required-subject-type.js'

/** One thing that a requirement asks. */
export interface RequirementPart {
  readonly name: Exclude<keyof AccessRequirement<unknown>, 'anyScope' | 'anyRole'>
  /** @throws {TokenFault} when the token does not meet it. */
  readonly enforce: (token: AccessToken<unknown>, timing: Timing) => void
}

const none: readonly string[] = Object.freeze([])

/**
 * What a requirement asks, in the order in which it is checked: first what no new token would bring, so that nobody is sent to
 * sign in for nothing; then what one new token can bring, of which a challenge tells all at once; last what nobody but the route
 * knows about.
 */
export function partsOf(requirement: AccessRequirement<unknown>): readonly RequirementPart[] {
  const { audience, subjectType, roles, anyRole, claims, acrValues, maxAgeSeconds } = requirement
  const { scope, anyScope, authorizationDetails, check } = requirement
  const parts: RequirementPart[] = []
  const add = (name: RequirementPart['name'], enforce: RequirementPart['enforce']) => {
    parts.push(Object.freeze({ name, enforce }))
  }
  if (audience !== undefined) add('audience', (token) => enforceAudience(audience, token))
  if (subjectType !== undefined) add('subjectType', (token) => enforceSubjectType(subjectType, token))
  if (roles ?? anyRole) add('roles', (token) => enforceRoles(roles ?? none, anyRole ?? none, token))
  if (claims) {
    const checked = checkedClaims(claims)
    add('claims', (token) => enforceClaims(checked, token))
  }
  if (acrValues) add('acrValues', (token) => enforceAcr(acrValues, token))
  if (maxAgeSeconds !== undefined)
    add('maxAgeSeconds', (token, timing) => enforceMaxAge(maxAgeSeconds, token, timing))
  if (scope ?? anyScope) add('scope', (token) => enforceScopes(scope ?? none, anyScope ?? none, token))
  if (authorizationDetails) {
    const details = checkedDetails(authorizationDetails)
    add('authorizationDetails', (token) => enforceDetails(details, token))
  }
  if (check) add('check', (token) => enforceCheck(check, token))
  return Object.freeze(parts)
}
