import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { AccessToken, SubjectType } from '../token/access-token.js'
import { enforceDetails } from './enforce-details.js'
import type { RequiredAuthorizationDetail } from './required-authorization-detail.js'
import { checkedDetails, requiredDetails } from './required-detail.js'
import { enforceScopes, requiredScopes } from './required-scopes.js'
import { enforceSubjectType, requiredSubjectType } from './required-subject-type.js'

/**
 * What a route asks of an otherwise valid token. At least one member is there; all that are there must be met. They are
 * checked in the order in which they stand here, and the first that is not met decides the code of the refusal.
 */
export interface AccessRequirement {
  /** Scopes that must all be granted. */
  readonly scope?: readonly string[]
  /** Scopes of which one suffices. A challenge names the first, so put the least powerful first. */
  readonly anyScope?: readonly string[]
  /** Authorization details that must all be granted. @see RFC 9396 */
  readonly authorizationDetails?: readonly RequiredAuthorizationDetail[]
  /**
   * Whom the token must speak for: `user` refuses clients that act for themselves. It is as good as the `subjectType` of the
   * token: a plain JWT that does not name its client counts as that of a user.
   *
   * @see RFC 9068 §5
   */
  readonly subjectType?: SubjectType
}

const members = ['scope', 'anyScope', 'authorizationDetails', 'subjectType']

/** One thing that a requirement asks. */
export interface RequirementPart {
  readonly name: 'scope' | 'authorizationDetails' | 'subjectType'
  /** @throws {TokenFault} when the token does not meet it. */
  readonly enforce: (token: AccessToken<unknown>) => void
}

/** A requirement that was checked when the route was declared. */
export class Requirement implements AccessRequirement {
  readonly scope: readonly string[]
  readonly anyScope: readonly string[]
  readonly authorizationDetails: readonly RequiredAuthorizationDetail[]
  declare readonly subjectType?: SubjectType
  /** The `scope` of a challenge: what a token needs at least. Absent where no scope is required. */
  readonly challengeScope: string | undefined
  /** What it asks, in the order in which it is checked. */
  readonly parts: readonly RequirementPart[]

  /** @throws {ConfigurationFault} when it asks for nothing, or for something that no token could grant. */
  constructor(requirement: AccessRequirement) {
    const value: unknown = requirement
    refuseRequest('requireAccess', value)
    if (!isJsonObject(value)) {
      throw new ConfigurationFault('requirement', `expected an object with some of ${members.join(', ')}`)
    }
    for (const name of Object.keys(requirement)) {
      if (!members.includes(name)) {
        throw new ConfigurationFault(name, `there is no such requirement; there are ${members.join(', ')}`)
      }
    }
    if (members.every((name) => value[name] === undefined)) {
      throw new ConfigurationFault('requirement', `expected at least one of ${members.join(', ')}`)
    }
    this.scope = requiredScopes('scope', requirement.scope)
    this.anyScope = requiredScopes('anyScope', requirement.anyScope)
    this.authorizationDetails = requiredDetails(requirement.authorizationDetails)
    const subjectType = requiredSubjectType(requirement.subjectType)
    if (subjectType !== undefined) this.subjectType = subjectType
    const least = [...new Set([...this.scope, ...this.anyScope.slice(0, 1)])]
    this.challengeScope = least.length > 0 ? least.join(' ') : undefined
    this.parts = partsOf(this)
    Object.freeze(this)
  }

  /** @throws {TokenFault} for the first part that the token does not meet. */
  enforce(token: AccessToken<unknown>): void {
    for (const part of this.parts) part.enforce(token)
  }
}

/**
 * Checks a requirement and makes it ready for use.
 *
 * @throws {ConfigurationFault}
 */
export function toRequirement(requirement: AccessRequirement): Requirement {
  return requirement instanceof Requirement ? requirement : new Requirement(requirement)
}

function partsOf({
  scope,
  anyScope,
  authorizationDetails,
  subjectType,
}: Omit<Requirement, 'parts'>): readonly RequirementPart[] {
  const parts: RequirementPart[] = []
  if (scope.length > 0 || anyScope.length > 0) {
    parts.push({ name: 'scope', enforce: (token) => enforceScopes(scope, anyScope, token) })
  }
  if (authorizationDetails.length > 0) {
    const details = checkedDetails(authorizationDetails)
    parts.push({ name: 'authorizationDetails', enforce: (token) => enforceDetails(details, token) })
  }
  if (subjectType !== undefined) {
    parts.push({ name: 'subjectType', enforce: (token) => enforceSubjectType(subjectType, token) })
  }
  return Object.freeze(parts)
}
