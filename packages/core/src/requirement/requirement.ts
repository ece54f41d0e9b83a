import { ConfigurationFault, refuseRequest, shorten, shortenText, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import { isScope } from '../token/scopes.js'
import { isJsonObject } from '../json-object.js'

/** What a route asks of an otherwise valid token. At least one member is there; all that are there must be met. */
export interface AccessRequirement {
  /** Scopes that must all be granted. */
  readonly scope?: readonly string[]
  /** Scopes of which one suffices. A challenge names the first, so put the least powerful first. */
  readonly anyScope?: readonly string[]
}

/** A requirement that was checked when the route was declared. */
export class Requirement implements AccessRequirement {
  readonly scope: readonly string[]
  readonly anyScope: readonly string[]
  /** The `scope` of a challenge: what a token needs at least. */
  readonly challengeScope: string

  /** @throws {ConfigurationFault} when it asks for nothing, or for a scope that is none. */
  constructor(requirement: AccessRequirement) {
    const value: unknown = requirement
    refuseRequest('requireAccess', value)
    if (!isJsonObject(value)) {
      throw new ConfigurationFault('requirement', 'expected an object with scope, anyScope or both')
    }
    for (const name of Object.keys(requirement)) {
      if (name !== 'scope' && name !== 'anyScope')
        throw new ConfigurationFault(name, 'there is no such requirement; there are scope and anyScope')
    }
    const { scope, anyScope } = requirement
    if (scope === undefined && anyScope === undefined) {
      throw new ConfigurationFault('requirement', 'expected at least one of scope and anyScope')
    }
    this.scope = scopeList('scope', scope)
    this.anyScope = scopeList('anyScope', anyScope)
    this.challengeScope = [...new Set([...this.scope, ...this.anyScope.slice(0, 1)])].join(' ')
    Object.freeze(this)
  }

  /** @throws {TokenFault} `insufficient_scope` when the token does not meet it. @see RFC 6750 §3.1 */
  enforce(token: AccessToken<unknown>): void {
    const missingScopes = this.scope.filter((scope) => !token.hasScope(scope))
    const lacksAny = this.anyScope.length > 0 && !this.anyScope.some((scope) => token.hasScope(scope))
    if (missingScopes.length === 0 && !lacksAny) return
    const lacking = [...missingScopes, ...(lacksAny ? [`one of ${this.anyScope.join(', ')}`] : [])].join(
      ' and ',
    )
    throw new TokenFault('insufficient_scope', `scope: the token lacks ${lacking}`, {
      issuer: token.issuer,
      expected: expectedOf(this.scope, this.anyScope),
      actual: shorten(token.scopes.join(' ')),
      missingScopes: [...missingScopes, ...(lacksAny ? this.anyScope : [])],
      ...(lacksAny && { missingAnyScope: this.anyScope }),
    })
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

/** For the log: all of the ones, and one of the others. */
function expectedOf(all: readonly string[], any: readonly string[]): string {
  const either = any.join(' or ')
  if (all.length === 0 || any.length === 0) return all.join(' ') + either
  return `${all.join(' ')} and ${any.length > 1 ? `(${either})` : either}`
}

function scopeList(name: 'scope' | 'anyScope', scopes: unknown): readonly string[] {
  if (scopes === undefined) return Object.freeze([])
  const guard = name === 'scope' ? 'requireScope' : 'requireAnyScope'
  if (!Array.isArray(scopes)) throw new ConfigurationFault(name, notAList(name, scopes))
  if (scopes.length === 0)
    throw new ConfigurationFault(name, `expected at least one scope, as in ${guard}('files.read')`)
  for (const scope of scopes as readonly unknown[]) {
    refuseRequest(guard, scope)
    if (!isScope(scope)) throw new ConfigurationFault(name, notOneScope(guard, scope))
  }
  return Object.freeze([...new Set<string>(scopes as string[])])
}

/** One text, where it holds scopes, is what was meant by the list. */
function notAList(name: string, value: unknown): string {
  const scopes = typeof value === 'string' ? value.split(' ') : []
  if (scopes.length === 0 || !scopes.every(isScope))
    return `expected a list of at least one scope, as in ${name}: ['files.read']`
  return `expected a list: write ${name}: [${scopes.map((scope) => `'${shortenText(scope)}'`).join(', ')}]`
}

/** Only a text is shown: of anything else nobody knows what it holds. */
function notOneScope(guard: string, value: unknown): string {
  if (Array.isArray(value)) return `a list is not one scope: write ${guard}('a', 'b')`
  if (typeof value !== 'string') return `expected a scope, found a value of the type ${typeof value}`
  if (value.includes(' '))
    return `${shorten(value)} is not one scope: several are several texts, ${guard}('a', 'b')`
  return `${shorten(value)} is not one scope: a text without spaces, quotes, backslashes and non-ASCII characters (RFC 6749 §3.3)`
}
