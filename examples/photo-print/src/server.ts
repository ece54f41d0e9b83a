import { createServer, type RequestListener, type Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from './startup-error.js'

/** @throws {StartupError} when the address cannot be had, naming the variable that changes it */
export async function listen(
  app: RequestListener,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Server> {
  const server = createServer(app)
  server.headersTimeout = 30_000
  server.requestTimeout = 60_000
  // A connection on which nothing moves, up or down, is a browser that is gone.
  server.timeout = 2 * 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)))
    server.listen(port, host, resolve)
  })
  return server
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
