import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from './startup-error.js'

/** The longest that a request may take to arrive: 100 MB at half a megabit per second. */
export const requestTimeoutMs = 30 * 60_000

/**
 * Serves the app.
 *
 * @throws {StartupError} when the address cannot be had, naming the variable that changes it
 */
export async function listen(
  app: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<Server> {
  const server = createServer(app)
  server.requestTimeout = requestTimeoutMs
  server.headersTimeout = 30_000
  // A connection on which nothing moves, up or down, is a client that is gone or that pretends to be slow.
  server.timeout = 2 * 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)))
    server.listen(port, host, resolve)
  })
  return server
}

/** The address to call the server at, with the port that it really has. */
export function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** Takes no more requests, and lets those that run finish, for `graceMs` at most. */
export async function closeServer(server: Server, graceMs = 2_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const grace = new AbortController()
  await Promise.race([closed, delay(graceMs, undefined, { signal: grace.signal })])
  grace.abort()
  server.closeAllConnections()
  await closed
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): StartupError {
  const mends: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what listens there, or choose another port with PORT.`,
    EACCES: `Port ${port} needs more rights than this program has. Choose another with PORT, above 1023.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with HOST.`,
    ENOTFOUND: `${host} is not known as a host. Choose another with HOST.`,
  }
  const mend = mends[error.code ?? ''] ?? `Cannot listen on ${host}, port ${port} (${error.message}).`
  return new StartupError(mend, { cause: error })
}
