import {
  fromIncomingMessage,
  logoutHandleOf,
  type LogoutReceiver,
  type LogoutReceiverOptions,
} from '@qalqon/core'
import type { Middleware } from './metadata.js'
import { writeResponse } from './write-response.js'

/** What receives logouts at a path, and can fetch the keys of the issuer before. */
export interface NestLogoutReceiver extends Middleware, Pick<LogoutReceiver, 'ready'> {}

/**
 * Receives back-channel logouts in a Nest application that keeps sessions, with or without a resource server: a functional middleware, for
 * `app.use('/backchannel-logout', logoutReceiver({ issuer, clientId, onLogout }))` in `main.ts`. Guards do not see what comes there. The path
 * is that of the client's `backchannel_logout_uri`; sessions, CSRF tokens and cookies have no part in it.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): NestLogoutReceiver {
  return logoutHandleOf(options, logoutOf)
}

/** The middleware of a receiver: it answers every request that comes to it. */
export function logoutOf(receiver: LogoutReceiver): Middleware {
  return (req, res, next) => {
    receiver
      .receive(fromIncomingMessage(req))
      .then((response) => writeResponse(response, req, res))
      .catch(next)
  }
}
