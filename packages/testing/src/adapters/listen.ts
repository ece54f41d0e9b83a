import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Served } from './door.js'

/** Lets an app listen on a free port of the loopback interface; over TLS, where it is told how. */
export async function listen(app: RequestListener, tls?: ServerOptions): Promise<Served> {
  const server = tls ? createTlsServer(tls, app) : createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
