import type { Warn } from '../events/warn-once.js'
import type { AccessRequirement } from './access-requirement.js'

/**
 * The scope by which a client asks the issuer for a refresh token. That is between the two of them: it allows nothing at an API.
 *
 * @see OpenID Connect Core §11
 */
const offlineAccess = 'offline_access'

/** Of the scopes, those that a client may be sent to the issuer for. */
export const askable = (scopes: readonly string[]): string[] =>
  scopes.filter((scope) => scope !== offlineAccess)

/** Whether a route asks for it. */
export const asksForOfflineAccess = ({ scope, anyScope }: AccessRequirement<unknown>): boolean =>
  scope?.includes(offlineAccess) === true || anyScope?.includes(offlineAccess) === true

/** Says that such a route refuses tokens without it, while no challenge will tell their clients to ask for it. */
export function warnOfOfflineAccess(warn: Warn): void {
  warn(
    'offline_access_required',
    undefined,
    'a route requires the scope offline_access, which asks the issuer for a refresh token and is no scope of an API; challenges leave it out, so a client whose token lacks it is not told what to ask for: require a scope of your own in its place',
  )
}
