import type { HeaderField } from '../challenge/header-field.js'
import type { InfrastructureFault, LogoutFault } from '../faults/index.js'

/** The answer to a logout request; an adapter writes it as it stands. */
export interface LogoutResponse {
  readonly status: 200 | 400 | 405 | 503
  /** Names in lower case. `new Headers(fields)` takes them as they are. */
  readonly headers: HeaderField[]
  readonly body: string
}

/** A kept answer would stand in the way of the next logout. @see OpenID Connect Back-Channel Logout 1.0 §2.8 */
const neverKept: HeaderField = ['cache-control', 'no-store']

/** The logout is done. */
export const logoutDone = (): LogoutResponse => ({ status: 200, headers: [neverKept], body: '' })

/** The request was invalid. @see OpenID Connect Back-Channel Logout 1.0 §2.8 */
export const logoutRefused = (fault: LogoutFault): LogoutResponse =>
  failure(400, 'invalid_request', fault.message)

/** The request was good, and the logout failed: for that there is the same status. @see OpenID Connect Back-Channel Logout 1.0 §2.8 */
export const logoutFailed = (): LogoutResponse =>
  failure(400, 'server_error', 'The session could not be ended')

/** Nobody can say whether the request is good. The sender may try again; after a 400 it would not. */
export const logoutUndecided = (fault: InfrastructureFault): LogoutResponse =>
  failure(503, 'temporarily_unavailable', 'Logout tokens cannot be checked at the moment', [
    ['retry-after', String(fault.retryAfterSeconds)],
  ])

/** @see RFC 9110 §15.5.6 */
export const logoutNotPosted = (): LogoutResponse =>
  failure(405, 'invalid_request', 'A logout token is sent with POST', [['allow', 'POST']])

/** The parameters of RFC 6749 §5.2, as JSON. They hold fixed texts alone. */
const failure = (
  status: 400 | 405 | 503,
  error: string,
  description: string,
  fields: readonly HeaderField[] = [],
): LogoutResponse => ({
  status,
  headers: [...fields, neverKept, ['content-type', 'application/json']],
  body: JSON.stringify({ error, error_description: description }),
})
