import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import { ConfigurationFault } from '../faults/index.js'
import type { Fetch } from '../http/bounded-request.js'
import { expectFetch } from '../http/global-fetch.js'
import { IntrospectionEndpoint } from '../introspection/introspection-endpoint.js'
import type { IntrospectedTokens, IntrospectionPolicy } from '../introspection/introspection-policy.js'
import { Introspector } from '../introspection/introspector.js'
import { isJsonObject } from '../json-object.js'
import type { IssuerMetadata } from '../keys/issuer-metadata.js'
import { isAcceptableUrl } from '../keys/issuer-url.js'
import { checkNames, numberBetween, wholeNumberBetween } from '../faults/check-option.js'
import type { IntrospectionOptions } from './introspection-options.js'
import { readClientAuthentication } from './read-client-authentication.js'

/** What asking about tokens shares with the rest of a resource server. */
export interface IntrospectionParts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly emit: Emit
}

/** Whom is asked. */
export interface IntrospectedIssuer {
  readonly issuer: string
  readonly metadata: IssuerMetadata
  readonly dangerouslyAllowHttp: boolean
}

const optionNames = [
  'tokens',
  'endpoint',
  'clientId',
  'clientSecret',
  'privateKey',
  'authentication',
  'assertionAudience',
  'cacheSeconds',
  'negativeCacheSeconds',
  'timeoutMs',
  'maxBytes',
  'maxEntries',
] as const satisfies readonly (keyof IntrospectionOptions)[]

/**
 * Checks the options of introspection and makes them ready for use. No error tells a secret or a key.
 *
 * @param where how they are named in errors, such as `issuers[1].introspection`
 * @throws {ConfigurationFault}
 */
export function readIntrospection(
  where: string,
  options: IntrospectionOptions,
  { issuer, metadata, dangerouslyAllowHttp }: IntrospectedIssuer,
  { fetch, clock, emit }: IntrospectionParts,
): IntrospectionPolicy {
  if (!isJsonObject(options)) {
    throw new ConfigurationFault(where, 'expected an object with clientId and clientSecret or privateKey')
  }
  checkNames(where, options, optionNames)
  expectFetch(fetch)
  const read = (name: keyof IntrospectionOptions, ...limits: [number, number, number]) =>
    numberBetween(`${where}.${name}`, options[name], ...limits)
  const endpoint = new IntrospectionEndpoint({
    issuer,
    endpoint: readEndpointOption(where, options.endpoint, dangerouslyAllowHttp) ?? metadata,
    authenticate: readClientAuthentication(where, options, issuer),
    fetch,
    timeoutMs: read('timeoutMs', 5000, 1, 60_000),
    maxBytes: read('maxBytes', 65_536, 1024, 1_048_576),
  })
  const bounds = {
    cacheSeconds: read('cacheSeconds', 30, 0, 3600),
    negativeCacheSeconds: read('negativeCacheSeconds', 5, 0, 60),
    maxEntries: wholeNumberBetween(`${where}.maxEntries`, options.maxEntries, 10_000, 1, 1_000_000),
  }
  return Object.freeze({
    tokens: readTokens(where, options.tokens),
    introspector: new Introspector({ issuer, endpoint, bounds, clock, emit }),
  })
}

function readTokens(where: string, tokens: unknown = 'opaque'): IntrospectedTokens {
  if (tokens === 'opaque' || tokens === 'all') return tokens
  throw new ConfigurationFault(`${where}.tokens`, "expected 'opaque' or 'all'")
}

function readEndpointOption(where: string, url: unknown, dangerouslyAllowHttp: boolean): string | undefined {
  if (url === undefined) return undefined
  const option = `${where}.endpoint`
  if (!isAcceptableUrl(url, dangerouslyAllowHttp)) {
    throw new ConfigurationFault(option, 'expected an https: URL (http: is only for loopback)')
  }
  const { username, password, hash } = new URL(url)
  if (username === '' && password === '' && hash === '') return url
  throw new ConfigurationFault(
    option,
    'a URL without credentials and without a fragment is expected; credentials are clientId and clientSecret',
  )
}
