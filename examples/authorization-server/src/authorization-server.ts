import { createServer } from 'node:http'
import { join } from 'node:path'
import { accountApi } from './account/account-api.js'
import { logMissedLogouts } from './backchannel-logout.js'
import { Consents } from './consents.js'
import { registeredClients } from './clients.js'
import type { Environment } from './environment.js'
import { lockFolder } from './folder-lock.js'
import { interactions } from './interactions.js'
import { loadKeys } from './keys.js'
import { close, listen } from './listen.js'
import { type Warn, warnOnStandardError } from './log.js'
import { frameOfParts } from './frame.js'
import { jwtIntrospection } from './jwt-introspection.js'
import type { Observe } from './observe.js'
import { importOidcProvider } from './oidc-provider.js'
import { providerConfiguration } from './provider.js'
import { publicAddress } from './public-address.js'
import { Records } from './records.js'
import { securityHeaders } from './security-headers.js'
import { describe, failures, languageSwitch, staticPages } from './site.js'
import { watchOf } from './watch.js'

export interface AuthorizationServer {
  readonly issuer: string
  /** Starts to answer. Rejects with a `StartupError` when the address cannot be had. */
  listen(): Promise<void>
  /**
   * Stops: no new connection, at most a second for the answers under way, then everything is on the disk and the
   * folder is free for another server.
   */
  close(): Promise<void>
}

/**
 * The sample issuer, whole: keys and state are read from `environment.dataDir`, and made there at the first start.
 *
 * @param observe sees every request and its answer, and all that oidc-provider tells of.
 * @throws StartupError when another server uses the folder, or when what is there cannot be used.
 */
export async function createAuthorizationServer(
  environment: Environment,
  warn: Warn = warnOnStandardError,
  observe?: Observe,
): Promise<AuthorizationServer> {
  let server: AuthorizationServer | undefined
  const unlock = await lockFolder(environment.dataDir, () => {
    warn(`DATA_DIR ${environment.dataDir} may be in use by another process now, so this one stops`)
    process.exitCode = 1
    void server?.close()
  })
  try {
    server = await serverOfFolder(environment, unlock, warn, observe)
    return server
  } catch (error) {
    await unlock()
    throw error
  }
}

async function serverOfFolder(
  environment: Environment,
  unlock: () => Promise<void>,
  warn: Warn,
  observe: Observe | undefined,
): Promise<AuthorizationServer> {
  const keys = await loadKeys(environment.dataDir)
  const records = new Records({ folder: join(environment.dataDir, 'records'), warn })
  await records.load()
  const consents = new Consents(records)

  const watch = watchOf(environment)
  const frameOf = frameOfParts(environment.sampleParts, environment.observer?.stepsUrl)
  const oidcProvider = await importOidcProvider()
  const provider = new oidcProvider.Provider(
    environment.issuer,
    providerConfiguration({ environment, keys, records, consents, oidcProvider, frameOf, watch }),
  )
  provider.on('server_error', (_ctx, error) => warn(describe(error)))
  const koa: NodeJS.EventEmitter = provider // the types of Provider leave out what it has from Koa
  koa.on('error', (error: unknown) => warn(describe(error)))

  logMissedLogouts(provider, warn)
  provider.on('grant.success', ({ oidc: { account, client } }) => {
    if (account === undefined || client === undefined) return // client credentials: nobody allowed anything
    consents.used(account.accountId, client.clientId).catch((error: unknown) => warn(describe(error)))
  })

  // The way of a request. What nobody here answers goes on to the endpoints of oidc-provider.
  provider.use(publicAddress(provider))
  for (const watcher of [observe, watch?.observe]) if (watcher) provider.use(watcher(provider))
  provider.use(securityHeaders(registeredClients(environment)))
  provider.use(failures(frameOf, warn))
  provider.use(await staticPages(frameOf))
  provider.use(languageSwitch(environment.issuer))
  provider.use(jwtIntrospection(keys, environment))
  for (const step of accountApi({ environment, keys, consents, provider })) provider.use(step)
  provider.use(interactions({ provider, consents, errorTypes: oidcProvider.errors, frameOf }))

  const answer = provider.callback()
  const server = createServer((request, response) => void answer(request, response))

  return {
    issuer: environment.issuer,
    async listen() {
      await listen(server, environment)
      await records.startSweeping()
    },
    async close() {
      await close(server)
      await records.close()
      await unlock()
    },
  }
}
