import type { LogoutReceiverOptions } from './logout-options.js'
import { receiverOf, type LogoutReceiver } from './logout-receiver.js'
import { readLogoutOptions } from './read-logout-options.js'

/**
 * Builds a receiver of back-channel logouts for a client that keeps sessions, such as a web application behind OpenID Connect. No resource
 * server is needed. Nothing is fetched until the first logout token, or `ready()`.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @example
 * const receiver = logoutReceiver({ issuer, clientId: 'photo-print', onLogout: ({ sid, subject }) => sessions.end({ sid, subject }) })
 * const { status, headers, body } = await receiver.receive(request)
 * @see OpenID Connect Back-Channel Logout 1.0
 */
export function logoutReceiver(options: LogoutReceiverOptions): LogoutReceiver {
  const { policy, ready } = readLogoutOptions(options)
  return receiverOf(policy, ready)
}
