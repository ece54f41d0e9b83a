import { ConfigurationFault, refuseRequest, shorten, shortenText, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'
import { isScope } from '../token/scopes.js'

/** The scopes that a route requires, checked and frozen; nothing where it names none. @throws {ConfigurationFault} */
export function requiredScopes(name: 'scope' | 'anyScope', scopes: unknown): readonly string[] | undefined {
  if (scopes === undefined) return undefined
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

/**
 * Checks that a token grants all of some scopes, and one of others where there are others.
 *
 * @throws {TokenFault} `insufficient_scope`
 * @see RFC 6750 §3.1
 */
export function enforceScopes(
  all: readonly string[],
  any: readonly string[],
  token: AccessToken<unknown>,
): void {
  const missingScopes = all.filter((scope) => !token.hasScope(scope))
  const lacksAny = any.length > 0 && !any.some((scope) => token.hasScope(scope))
  if (missingScopes.length === 0 && !lacksAny) return
  const lacking = [...missingScopes, ...(lacksAny ? [`one of ${any.join(', ')}`] : [])].join(' and ')
  throw new TokenFault('insufficient_scope', `scope: the token lacks ${lacking}`, {
    issuer: token.issuer,
    expected: expectedOf(all, any),
    actual: shorten(token.scopes.join(' ')),
    missingScopes: [...missingScopes, ...(lacksAny ? any : [])],
    ...(lacksAny && { missingAnyScope: any }),
  })
}

/** For the log: all of the ones, and one of the others. */
function expectedOf(all: readonly string[], any: readonly string[]): string {
  const either = any.join(' or ')
  if (all.length === 0 || any.length === 0) return all.join(' ') + either
  return `${all.join(' ')} and ${any.length > 1 ? `(${either})` : either}`
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
