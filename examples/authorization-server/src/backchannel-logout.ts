import type Provider from 'oidc-provider'
import type { ClientMetadata, Configuration } from 'oidc-provider'
import type { Warn } from './log.js'

type Fetch = NonNullable<Configuration['fetch']>

/**
 * How oidc-provider tells clients that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.5).
 *
 * It has a guard against servers inside of the operator's network, for addresses that strangers register, and that
 * guard closes every connection to loopback, where the whole sample runs. Here the operator has written the addresses,
 * so exactly these are called without it.
 */
export function backchannelFetch(clients: readonly ClientMetadata[]): Fetch {
  const registered = new Set(
    clients.flatMap(({ backchannel_logout_uri: uri }) => (uri === undefined ? [] : [new URL(uri).href])),
  )
  return async (url, options) => {
    if (!registered.has(url instanceof Request ? url.url : String(url))) return fetch(url, options)
    const unguarded: RequestInit & { dispatcher?: unknown } = { ...options }
    delete unguarded.dispatcher
    const response = await fetch(url, unguarded)
    await response.body?.cancel() // the status says it all, and nobody else would read the rest
    return response
  }
}

/** Says which client could not be told. The others were, and the session has ended all the same. */
export function logMissedLogouts(provider: Provider, warn: Warn): void {
  provider.on('backchannel.error', (_ctx, error, client) => {
    warn(`${client.clientId} could not be told of a logout: ${reasonOf(error)}`)
  })
}

/** What `fetch` throws says little by itself; the cause says what was wrong with the connection. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
