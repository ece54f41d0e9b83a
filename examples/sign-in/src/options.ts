import type { CustomFetch } from 'openid-client'
import { isLoopback } from 'sample-ui'
import { ConfigurationError } from './errors.js'
import type { OnEvent } from './events.js'
import type { Stores } from './stores/stores.js'

/** What a client is told about itself and its issuer. */
export interface SignInOptions {
  /** Begins the names of all cookies and records: parts of a sample share a host, and cookies ignore ports. */
  readonly part: string
  /** The address of this client as browsers see it, without a path. */
  readonly origin: string
  /** The path under which its pages stand, such as `/drive`. At the root unless given. */
  readonly path?: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What is asked for when {@link SignIn.begin} is not told otherwise. */
  readonly scope: string
  /** The APIs that access tokens are wanted for; the first is the one that comes with the sign-in. @see RFC 8707 */
  readonly resources: readonly [string, ...string[]]
  /**
   * Binds the tokens to a key of the session (RFC 9449). The private key is kept with the tokens, on the server: it has to be readable
   * there, since another instance may take the next request.
   *
   * @default false
   */
  readonly dpop?: boolean
  readonly stores: Stores
  /** Calls the issuer and the APIs. @default the global `fetch` */
  readonly fetch?: CustomFetch
  readonly onEvent?: OnEvent
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number
  /** How long a session lives while nobody uses it. The browser forgets it when it is closed. @default 7200 */
  readonly idleSeconds?: number
  /** How long a sign-in lives at most. @default 86400 */
  readonly lifetimeSeconds?: number
  /** How long the issuer may take to answer, at most 10000: a refresh has to end before the lock that it holds. @default 10000 */
  readonly timeoutMs?: number
}

/** The same with all defaults filled in. */
export type Settings = Required<Omit<SignInOptions, 'fetch' | 'onEvent'>> & {
  readonly fetch: CustomFetch
  readonly onEvent: OnEvent
}

/** @throws {ConfigurationError} that names the option and the mend */
export function check(options: SignInOptions): void {
  const { part, origin, path = '', issuer, scope, resources, timeoutMs = 10_000 } = options
  if (!/^[\w-]+$/.test(part))
    throw new ConfigurationError('part: letters, digits and hyphens, such as photo-print')
  if (!isOrigin(origin)) throw new ConfigurationError('origin: an http or https origin without a path')
  if (!/^(\/[\w-]+)*$/.test(path)) throw new ConfigurationError('path: empty, or a path such as /drive')
  if (!isIssuer(issuer)) {
    throw new ConfigurationError('issuer: an https URL without ? and #, or an http one on this machine')
  }
  if (!resources.every(isResource)) {
    throw new ConfigurationError('resources: https URLs without #, or http ones on this machine')
  }
  if (!(timeoutMs >= 1 && timeoutMs <= 10_000)) {
    throw new ConfigurationError('timeoutMs: from 1 to 10000 milliseconds')
  }
  if (!scope.split(' ').includes('openid')) throw new ConfigurationError('scope: openid must be in it')
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return ['http:', 'https:'].includes(url.protocol) && url.origin === value
}

function isIssuer(value: string): boolean {
  return isResource(value) && !value.includes('?')
}

function isResource(value: string): boolean {
  if (!URL.canParse(value) || value.includes('#')) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
