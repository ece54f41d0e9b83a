import { once } from 'node:events'
import { Server, type AddressInfo } from 'node:net'
import { Server as TlsServer } from 'node:tls'

/** Servers that an example has started. */
export interface CapturedServers {
  /** Where they listen, when they all do. */
  readonly origins: () => Promise<string[]>
  /** Ends the capture: what listens from then on does it where it says. */
  readonly release: () => void
  /** Stops them, and cuts their connections. */
  readonly close: () => Promise<void>
}

type Listen = (this: Server, ...values: unknown[]) => Server

/** Lets whatever listens from now on do it on a free port of loopback. */
export function captureServers(): CapturedServers {
  const servers = new Set<Server>()
  const { listen } = Server.prototype as unknown as { listen: Listen }
  const captured: Listen = function (...values) {
    servers.add(this)
    const callback = values.findLast((value) => typeof value === 'function')
    return listen.call(this, { port: 0, host: '127.0.0.1' }, ...(callback ? [callback] : []))
  }
  const spy = jest.spyOn(Server.prototype, 'listen').mockImplementation(captured as Server['listen'])
  return {
    origins: () => Promise.all([...servers].map(originOf)),
    release: () => spy.mockRestore(),
    close: async () => {
      await Promise.all([...servers].map(closeServer))
    },
  }
}

async function originOf(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return `${server instanceof TlsServer ? 'https' : 'http'}://127.0.0.1:${port}`
}

const closeServer = (server: Server & { closeAllConnections?: () => void }) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections?.()
  })
