import { logoutHandleOf, type LogoutReceiver, type LogoutReceiverOptions } from '@qalqon/core'
import type { MiddlewareHandler } from 'hono'
import { answerWith } from './answer-with.js'
import { requestOf } from './request-of.js'

/** What receives logouts at a route, and can fetch the keys of the issuer before. */
export interface HonoLogoutReceiver extends MiddlewareHandler, Pick<LogoutReceiver, 'ready'> {}

/**
 * Receives back-channel logouts in a Hono app that keeps sessions, with or without a resource server:
 * `app.post('/backchannel-logout', logoutReceiver({ issuer, clientId, onLogout }))`. The route is that of the client's
 * `backchannel_logout_uri`; sessions, CSRF tokens and cookies have no part in it. No body parser may come before it.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): HonoLogoutReceiver {
  return logoutHandleOf(options, logoutOf)
}

/** The handler of a receiver: it answers every request that comes to it. */
export function logoutOf(receiver: LogoutReceiver): MiddlewareHandler {
  return async (c) => answerWith(await receiver.receive(requestOf(c, 'request')), c)
}
