import { fetchResponse, logoutHandleOf, type LogoutReceiver, type LogoutReceiverOptions } from '@qalqon/core'

/** What answers a logout request. What else a runtime hands to a handler is ignored. */
export type LogoutHandler = (request: Request, ...rest: readonly unknown[]) => Promise<Response>

/** What receives logouts at a route, and can fetch the keys of the issuer before. */
export interface FetchLogoutReceiver extends LogoutHandler, Pick<LogoutReceiver, 'ready'> {}

/**
 * Receives back-channel logouts in an application of Fetch requests that keeps sessions, with or without a resource server; in a route
 * handler of Next.js for example: `export const POST = logoutReceiver({ issuer, clientId, onLogout })`. The route is that of the client's
 * `backchannel_logout_uri`; sessions, CSRF tokens and cookies have no part in it. Nobody may have read the body before.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): FetchLogoutReceiver {
  return logoutHandleOf(options, logoutOf)
}

/** The handler of a receiver: it answers every request that comes to it. */
export function logoutOf(receiver: LogoutReceiver): LogoutHandler {
  return async (request) => fetchResponse(await receiver.receive(request))
}
