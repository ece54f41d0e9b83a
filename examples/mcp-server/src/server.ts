import { createServer, type RequestListener, type Server } from 'node:http'
import type { Environment } from './environment.js'
import { StartupError } from './startup-error.js'

const graceMs = 1000

/** @throws {StartupError} naming the variable to change when the address cannot be had */
export async function listen(
  app: RequestListener,
  { port, host }: Pick<Environment, 'port' | 'host'>,
): Promise<Server> {
  const server = createServer(app)
  server.requestTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)))
    server.listen(port, host, resolve)
  })
  return server
}

/** No new connection, and at most a second for the answers under way. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function cannotListen(cause: NodeJS.ErrnoException, port: number, host: string): StartupError {
  const unknownHost = `${host} is not known as a host. Choose another with HOST.`
  const mends: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what listens there, or choose another port with PORT.`,
    EACCES: `Port ${port} needs more rights than this program has. Choose another with PORT, above 1023.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with HOST.`,
    ENOTFOUND: unknownHost,
    EAI_AGAIN: unknownHost,
  }
  const mend = mends[cause.code ?? ''] ?? `Cannot listen on ${host}, port ${port} (${cause.message}).`
  return new StartupError(mend, { cause })
}
