import { logoutHandleOf, type LogoutReceiver, type LogoutReceiverOptions } from '@qalqon/core'
import { requestOf, type Middleware } from './middleware.js'
import { writeResponse } from './write-response.js'

/** What receives logouts at a route, and can fetch the keys of the issuer before. */
export interface ExpressLogoutReceiver extends Middleware, Pick<LogoutReceiver, 'ready'> {}

/**
 * Receives back-channel logouts in an Express app that keeps sessions, with or without a resource server:
 * `app.post('/backchannel-logout', logoutReceiver({ issuer, clientId, onLogout }))`. The route is that of the client's
 * `backchannel_logout_uri`; sessions, CSRF tokens and cookies have no part in it. A form may have been read by a body parser before.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): ExpressLogoutReceiver {
  return logoutHandleOf(options, logoutOf)
}

/** The middleware of a receiver: it answers every request that comes to it. */
export function logoutOf(receiver: LogoutReceiver): Middleware {
  return (req, res, next) => {
    receiver
      .receive(requestOf(req))
      .then((response) => writeResponse(response, res))
      .catch(next)
  }
}
