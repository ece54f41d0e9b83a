import type { Timing } from '../clock.js'
import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { AccessToken, SubjectType } from '../token/access-token.js'
import type { AccessRequirement } from './access-requirement.js'
import { askable } from './offline-access.js'
import { requiredAcrValues } from './required-acr-values.js'
import { checkOwnAudience, requiredAudience } from './required-audience.js'
import type { RequiredAuthorizationDetail } from './required-authorization-detail.js'
import { requiredCheck } from './required-check.js'
import { requiredClaims, type RequiredClaims } from './required-claims.js'
import { requiredDetails } from './required-detail.js'
import { requiredMaxAge } from './required-max-age.js'
import { requiredRoles } from './required-roles.js'
import { requiredScopes } from './required-scopes.js'
import { requiredSubjectType } from './required-subject-type.js'
import { partsOf, type RequirementPart } from './requirement-parts.js'
import { asksForStepUp, withTheRest } from './step-up.js'

const members = [
  'scope',
  'anyScope',
  'authorizationDetails',
  'subjectType',
  'acrValues',
  'maxAgeSeconds',
  'roles',
  'anyRole',
  'claims',
  'audience',
  'check',
] as const satisfies readonly (keyof AccessRequirement<unknown>)[]

/**
 * A requirement that was checked when the route was declared, deeply frozen. It has the members that were named, and as JSON
 * it is these alone.
 */
export class Requirement implements AccessRequirement<unknown> {
  declare readonly audience?: string
  declare readonly subjectType?: SubjectType
  declare readonly roles?: readonly string[]
  declare readonly anyRole?: readonly string[]
  declare readonly claims?: RequiredClaims
  declare readonly acrValues?: readonly string[]
  declare readonly maxAgeSeconds?: number
  declare readonly scope?: readonly string[]
  declare readonly anyScope?: readonly string[]
  declare readonly authorizationDetails?: readonly RequiredAuthorizationDetail[]
  declare readonly check?: NonNullable<AccessRequirement<unknown>['check']>
  readonly #parts: readonly RequirementPart[]

  /** @throws {ConfigurationFault} when it asks for nothing, or for something that no token could grant. */
  constructor(requirement: AccessRequirement<unknown>) {
    const value: unknown = requirement
    refuseRequest('requireAccess', value)
    if (!isJsonObject(value)) {
      throw new ConfigurationFault('requirement', `expected an object with some of ${members.join(', ')}`)
    }
    for (const name of Object.keys(requirement)) {
      if (!(members as readonly string[]).includes(name)) {
        throw new ConfigurationFault(name, `there is no such requirement; there are ${members.join(', ')}`)
      }
    }
    const checked = checkedMembers(requirement)
    if (Object.keys(checked).length === 0) {
      throw new ConfigurationFault('requirement', `expected at least one of ${members.join(', ')}`)
    }
    Object.assign(this, checked)
    this.#parts = partsOf(checked)
    Object.freeze(this)
  }

  /** What it asks, in the order in which it is checked. */
  get parts(): readonly RequirementPart[] {
    return this.#parts
  }

  /** The `scope` of a challenge: what a token needs at least. Absent where no scope is required. */
  get challengeScope(): string | undefined {
    const least = new Set([...askable(this.scope ?? []), ...askable(this.anyScope ?? []).slice(0, 1)])
    return least.size > 0 ? [...least].join(' ') : undefined
  }

  /**
   * Checks a token against all of it.
   *
   * @throws {TokenFault} for the first part that the token does not meet. Where the user has to sign in again, it tells what else
   *   is unmet that the same new token can bring.
   */
  enforce(token: AccessToken<unknown>, timing: Timing): void {
    let met = 0
    try {
      for (const part of this.#parts) {
        part.enforce(token, timing)
        met++
      }
    } catch (thrown) {
      throw asksForStepUp(thrown) ? withTheRest(thrown, this.#parts.slice(met + 1), token, timing) : thrown
    }
  }
}

/** The members that are there, each checked, frozen, and independent of what it was made of. */
function checkedMembers(requirement: AccessRequirement<unknown>): AccessRequirement<unknown> {
  const checked = {
    audience: requiredAudience(requirement.audience),
    subjectType: requiredSubjectType(requirement.subjectType),
    roles: requiredRoles('roles', requirement.roles),
    anyRole: requiredRoles('anyRole', requirement.anyRole),
    claims: requiredClaims(requirement.claims),
    acrValues: requiredAcrValues(requirement.acrValues),
    maxAgeSeconds: requiredMaxAge(requirement.maxAgeSeconds),
    scope: requiredScopes('scope', requirement.scope),
    anyScope: requiredScopes('anyScope', requirement.anyScope),
    authorizationDetails: requiredDetails(requirement.authorizationDetails),
    check: requiredCheck(requirement.check),
  }
  return Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== undefined))
}

/**
 * Checks a requirement and makes it ready for use.
 *
 * @param own the audiences of the resource server, where it is known
 * @throws {ConfigurationFault}
 */
export function toRequirement(requirement: AccessRequirement<unknown>, own?: readonly string[]): Requirement {
  const made = requirement instanceof Requirement ? requirement : new Requirement(requirement)
  if (own) checkOwnAudience(made.audience, own)
  return made
}
