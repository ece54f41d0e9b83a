import { logoutHandleOf, type LogoutReceiver, type LogoutReceiverOptions } from '@qalqon/core'
import { requestOf } from './hook.js'
import type { Plugin } from './plugin.js'
import { writeResponse } from './write-response.js'

/** What receives logouts, and can fetch the keys of the issuer before. */
export interface FastifyLogoutReceiver extends Plugin, Pick<LogoutReceiver, 'ready'> {}

/**
 * Receives back-channel logouts in a Fastify app that keeps sessions, with or without a resource server:
 * `app.register(logoutReceiver({ issuer, clientId, onLogout }), { prefix: '/backchannel-logout' })`. The prefix is the path of the client's
 * `backchannel_logout_uri`; sessions, CSRF tokens and cookies have no part in it. What else the app reads of bodies does not matter here.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): FastifyLogoutReceiver {
  return logoutHandleOf(options, logoutOf)
}

/**
 * The plugin of a receiver: one route, in a context of its own, that answers every request which comes to it. Bodies of all types are left
 * to the receiver, which reads forms within its own bounds.
 */
export function logoutOf(receiver: LogoutReceiver): Plugin {
  return (instance, _options, registered) => {
    instance.removeAllContentTypeParsers()
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null))
    instance.all('/', async (request, reply) => {
      const response = await receiver.receive(requestOf(request))
      writeResponse(response, request, reply)
      return reply
    })
    registered()
  }
}
