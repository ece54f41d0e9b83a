import type { MaybePromise } from '../maybe-promise.js'
import type { Outcome } from '../outcome.js'
import { fromIncomingMessage } from '../request/incoming-message.js'
import type { IncomingMessageLike } from '../request/incoming-message-like.js'
import type { AccessRequirement } from '../requirement/access-requirement.js'
import type { ResourceServer } from '../resource-server.js'
import { answerUpgrade, type UpgradeSocketLike } from './upgrade-socket.js'

/**
 * Decides over a request for another protocol, such as a WebSocket, in the `upgrade` event of Node's HTTP server: no middleware of a
 * framework sees it. A refusal is written to the connection, which is closed; when the request may go on, nothing is written. Until
 * then a connection that breaks harms nobody, which in this event would otherwise end the process.
 *
 * The path of the request is not looked at, nor `Origin`: browsers send no token by themselves, so that a page of somebody else has
 * none. `dpopNonce` of the outcome is for the caller to send. What happens after the upgrade is not seen: `recheck` is for that.
 *
 * @param request as the event hands it in
 * @param socket as the event hands it in
 * @throws (as a rejection) what `authorize` throws, such as a mistake in a `check` of the application; the client has got 500 then
 * @example
 * httpServer.on('upgrade', (request, socket, head) => {
 *   authorizeUpgrade(server, request, socket, { scope: ['changes.read'] }).then((outcome) => {
 *     if (outcome.ok) sockets.handleUpgrade(request, socket, head, (client) => serve(client, outcome.token))
 *   }).catch(report)
 * })
 * @see RFC 6455 §4.2.2, §10.5
 * @see RFC 9110 §7.8
 */
export const authorizeUpgrade = async <C, Anonymous extends boolean>(
  server: ResourceServer<C, Anonymous>,
  request: IncomingMessageLike,
  socket: UpgradeSocketLike,
  requirement?: AccessRequirement<C>,
): Promise<Outcome<C, Anonymous>> =>
  decideUpgrade(() => server.authorize(fromIncomingMessage(request), requirement), socket)

/** The same, however it is decided. */
export async function decideUpgrade<O extends Outcome<unknown, boolean>>(
  decide: () => MaybePromise<O>,
  socket: UpgradeSocketLike,
): Promise<O> {
  const giveUp = () => void socket.destroy()
  socket.on('error', giveUp)
  try {
    const outcome = await decide()
    if (outcome.ok) socket.off('error', giveUp)
    else answerUpgrade(outcome.response, socket)
    return outcome
  } catch (mistake) {
    answerUpgrade({ status: 500, headers: [['cache-control', 'no-store']], body: '' }, socket)
    throw mistake
  }
}
