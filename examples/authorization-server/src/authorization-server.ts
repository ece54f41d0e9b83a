import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { Consents } from './consents.js'
import { registeredClients } from './clients.js'
import type { Environment } from './environment.js'
import { interactions } from './interactions.js'
import { loadKeys } from './keys.js'
import { type Warn, warnOnStandardError } from './log.js'
import { jwtIntrospection } from './jwt-introspection.js'
import { importOidcProvider } from './oidc-provider.js'
import { providerConfiguration } from './provider.js'
import { publicAddress } from './public-address.js'
import { Records } from './records.js'
import { securityHeaders } from './security-headers.js'
import { describe, failures, staticPages } from './site.js'

export interface AuthorizationServer {
  readonly issuer: string
  /** Starts to answer. Rejects with the error of Node when the port cannot be had (`EADDRINUSE`, …). */
  listen(): Promise<void>
  /** Stops: no new connection, at most a second for the answers under way, then everything is on the disk. */
  close(): Promise<void>
}

const graceMs = 1000

/**
 * The sample issuer, whole: keys and state are read from `environment.dataDir`, and made there at the first start.
 *
 * @throws KeysError when the keys on the disk are damaged.
 */
export async function createAuthorizationServer(
  environment: Environment,
  warn: Warn = warnOnStandardError,
): Promise<AuthorizationServer> {
  const keys = await loadKeys(environment.dataDir)
  const records = new Records({ folder: join(environment.dataDir, 'records'), warn })
  await records.load()
  const consents = new Consents(records)

  const { Provider, errors: errorTypes } = await importOidcProvider()
  const provider = new Provider(
    environment.issuer,
    providerConfiguration({ environment, keys, records, consents, errorTypes }),
  )
  provider.on('server_error', (_ctx, error) => warn(describe(error)))
  const koa: NodeJS.EventEmitter = provider // the types of Provider leave out what it has from Koa
  koa.on('error', (error: unknown) => warn(describe(error)))

  // The way of a request. What nobody here answers goes on to the endpoints of oidc-provider.
  provider.use(publicAddress(provider))
  provider.use(securityHeaders(registeredClients(environment)))
  provider.use(failures(warn))
  provider.use(await staticPages())
  provider.use(jwtIntrospection(keys, environment))
  provider.use(interactions(provider, consents, errorTypes))

  const answer = provider.callback()
  const server = createServer((request, response) => void answer(request, response))

  return {
    issuer: environment.issuer,
    async listen() {
      await listening(server, environment)
      await records.startSweeping() // after the port is ours: no other process uses this folder then
    },
    async close() {
      await closed(server)
      await records.close()
    },
  }
}

function listening(server: Server, { host, port }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
