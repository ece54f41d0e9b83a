import { ConfigurationFault, refuseRequest, shorten, TokenFault } from '../faults/index.js'
import type { AccessToken } from '../token/access-token.js'

/** The roles that a route requires; nothing where it names none. @throws {ConfigurationFault} */
export function requiredRoles(name: 'roles' | 'anyRole', roles: unknown): readonly string[] | undefined {
  if (roles === undefined) return undefined
  if (!Array.isArray(roles) || roles.length === 0)
    throw new ConfigurationFault(name, `expected a list of at least one role, as in ${name}: ['editor']`)
  for (const role of roles as readonly unknown[]) {
    refuseRequest('requireAccess', role)
    if (typeof role !== 'string' || role === '')
      throw new ConfigurationFault(name, 'expected roles that are texts, and no empty ones')
  }
  return Object.freeze([...new Set<string>(roles as string[])])
}

/**
 * Checks that a token has all of some roles, and one of others where there are others.
 *
 * @throws {TokenFault} `insufficient_roles`
 */
export function enforceRoles(
  all: readonly string[],
  any: readonly string[],
  { roles, issuer }: AccessToken<unknown>,
): void {
  const missing = all.filter((role) => !roles.includes(role))
  const lacksAny = any.length > 0 && !any.some((role) => roles.includes(role))
  if (missing.length === 0 && !lacksAny) return
  const either = any.length > 1 ? `one of ${any.map(shorten).join(', ')}` : any.map(shorten).join('')
  const listed = (texts: readonly string[]) => texts.filter((text) => text !== '').join(' and ')
  const lacking = listed([...missing.map(shorten), lacksAny ? either : ''])
  throw new TokenFault('insufficient_roles', `roles: the token lacks ${lacking}`, {
    issuer,
    expected: listed([...all.map(shorten), either]),
    actual: shorten(roles),
    missingRoles: [...missing, ...(lacksAny ? any : [])],
    ...(lacksAny && { missingAnyRole: any }),
  })
}
