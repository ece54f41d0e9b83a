import type { RefusalResponse } from '../challenge/refusal.js'

/** What is used of the connection that Node's HTTP server hands to its `upgrade` event. */
export interface UpgradeSocketLike {
  on(event: 'error', listener: () => void): unknown
  off(event: 'error', listener: () => void): unknown
  once(event: 'finish', listener: () => void): unknown
  end(text: string): unknown
  destroy(): unknown
}

/** What is answered to a request for another protocol. */
export type UpgradeAnswer = Pick<RefusalResponse, 'headers' | 'body'> & {
  readonly status: RefusalResponse['status'] | 500
}

const reasons: Record<UpgradeAnswer['status'], string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/**
 * Answers a request for another protocol with HTTP, and ends the connection: nobody parses what comes after it.
 *
 * @see RFC 9110 §7.8
 * @see RFC 9112 §9.6
 */
export function answerUpgrade({ status, headers, body }: UpgradeAnswer, socket: UpgradeSocketLike): void {
  const fields = [
    ...headers,
    ['connection', 'close'],
    ['content-length', String(new TextEncoder().encode(body).length)],
    ['date', new Date().toUTCString()],
  ]
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`)
  // A client that does not close its own half would hold the connection open.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\n${lines.join('')}\r\n${body}`)
}
