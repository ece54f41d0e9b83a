import type { Server } from 'node:http'
import type { Environment } from './environment.js'
import { isObject } from './is-object.js'
import { StartupError } from './startup-error.js'

const graceMs = 1000

/** @throws StartupError that names the variable to change when the address cannot be had. */
export function listen(server: Server, { host, port }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(cannotListen(error, host, port))
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve()
    })
  })
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

function cannotListen(cause: Error, host: string, port: number): StartupError {
  const unknownHost = `HOST ${host} is not known as a host. Set HOST to another, such as 127.0.0.1.`
  const mends: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken. Stop what listens there, or set PORT to another number.`,
    EACCES: `port ${port} needs more rights than this user has. Set PORT to a number above 1023.`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine. Set HOST to another, such as 127.0.0.1.`,
    ENOTFOUND: unknownHost,
    EAI_AGAIN: unknownHost,
  }
  const code = isObject(cause) ? String(cause.code) : ''
  const mend = mends[code] ?? `cannot listen (${cause.message}). Set HOST or PORT to another.`
  return new StartupError(mend, { cause })
}
