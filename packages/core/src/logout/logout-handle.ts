import { logoutReceiver } from './build-logout-receiver.js'
import type { LogoutReceiverOptions } from './logout-options.js'
import type { LogoutReceiver } from './logout-receiver.js'

/**
 * Builds a receiver of logouts, as `logoutReceiver` does, and makes of it what receives them in some framework. That can fetch the keys of
 * the issuer before, too.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function logoutHandleOf<Logout extends object>(
  options: LogoutReceiverOptions,
  logoutOf: (receiver: LogoutReceiver) => Logout,
): Logout & Pick<LogoutReceiver, 'ready'> {
  const receiver = logoutReceiver(options)
  return Object.assign(logoutOf(receiver), { ready: () => receiver.ready() })
}
