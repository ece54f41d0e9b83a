import { defaultAlgorithms } from '../algorithms.js'
import { checkNames, flag, wholeNumberBetween } from '../faults/check-option.js'
import { ConfigurationFault, shorten } from '../faults/index.js'
import type { Warn } from '../events/warn-once.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import { isAcceptableUrl } from '../keys/issuer-url.js'
import { isPublishable } from '../resource-metadata/published-url.js'
import { resourceProblem } from '../resource-metadata/resource-identifier.js'
import { MetadataLocation } from '../resource-metadata/metadata-location.js'
import type { MetadataPolicy } from '../resource-metadata/metadata-policy.js'
import { isScope } from '../token/scopes.js'
import { readAuthorizationServers } from './read-authorization-servers.js'
import { readHumanReadable, withoutHumanReadable } from './read-human-readable.js'
import { readSignedMetadata } from './read-signed-metadata.js'
import type { ResourceMetadataOptions } from './resource-metadata-options.js'

const known = [
  'scopesSupported',
  'authorizationDetailsTypesSupported',
  'resourceName',
  'resourceDocumentation',
  'resourcePolicyUri',
  'resourceTosUri',
  'authorizationServers',
  'jwksUri',
  'resourceSigningAlgValuesSupported',
  'signedMetadata',
  'cacheSeconds',
  'alsoAtRoot',
] as const satisfies readonly (keyof ResourceMetadataOptions)[]

/** What metadata is about. */
export interface MetadataParts {
  readonly resource: string | undefined
  /** The audiences, of which the first is the identifier where it can be. */
  readonly audiences: readonly string[]
  /** The issuers that are accepted; nothing where they are not known. */
  readonly issuers: readonly string[] | undefined
  readonly timeoutMs: number
  readonly warn: Warn
}

/**
 * The metadata of this API, out of the options.
 *
 * @throws {ConfigurationFault}
 * @see RFC 9728 §2
 */
export function readResourceMetadata(options: unknown, parts: MetadataParts): MetadataPolicy {
  const { resource, audiences, issuers, timeoutMs, warn } = parts
  if (options !== undefined && !isJsonObject(options)) {
    throw new ConfigurationFault('metadata', `expected an object with some of ${known.join(', ')}`)
  }
  if (options !== undefined && resource === undefined) {
    throw new ConfigurationFault(
      'resource',
      `metadata needs the URL of this API; set resource to it, and name it in audience too; ${shorten(audiences[0])} is none: ${resourceProblem(audiences[0])}`,
    )
  }
  const given: JsonObject = options ?? {}
  checkNames('metadata', withoutHumanReadable(given), known)
  const alsoAtRoot = flag('metadata.alsoAtRoot', given.alsoAtRoot)
  return Object.freeze({
    location: resource === undefined ? undefined : new MetadataLocation(resource, alsoAtRoot),
    stated: Object.freeze({
      scopes_supported: readScopes(given.scopesSupported, warn),
      authorization_details_types_supported: readTexts(given, 'authorizationDetailsTypesSupported', isText),
      ...readHumanReadable(given),
      jwks_uri: readJwksUri(given.jwksUri),
      resource_signing_alg_values_supported: readTexts(
        given,
        'resourceSigningAlgValuesSupported',
        isJwsAlgorithm,
      ),
    }),
    authorizationServers: readAuthorizationServers(given.authorizationServers, issuers),
    signer: readSignedMetadata(given.signedMetadata, resource),
    signerTimeoutMs: timeoutMs,
    cacheSeconds: wholeNumberBetween('metadata.cacheSeconds', given.cacheSeconds, 3600, 0, 604_800),
  })
}

/** A refresh token is between a client and the issuer: an API neither needs that scope nor should make clients ask for it. */
function readScopes(value: unknown, warn: Warn): readonly string[] | undefined {
  const scopes = readTexts({ scopesSupported: value }, 'scopesSupported', isScope)
  if (!scopes?.includes('offline_access')) return scopes
  warn(
    'offline_access_advertised',
    undefined,
    'metadata.scopesSupported: offline_access is left out; it asks the issuer for a refresh token, and is no scope of an API',
  )
  return scopes.filter((scope) => scope !== 'offline_access')
}

/** A list of texts without repetitions. */
function readTexts(
  given: JsonObject,
  name: keyof typeof lists,
  isMember: (text: unknown) => boolean,
): readonly string[] | undefined {
  const value = given[name]
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every(isMember)) return [...new Set(value as string[])]
  throw new ConfigurationFault(`metadata.${name}`, lists[name])
}

const lists = {
  scopesSupported: 'expected a list of scopes (RFC 6749 §3.3)',
  authorizationDetailsTypesSupported: 'expected a list of types, which are texts',
  resourceSigningAlgValuesSupported: `expected a list of signature algorithms, such as ${defaultAlgorithms.join(', ')}; none is not one (RFC 9728 §2)`,
}

/** The API may sign by an algorithm that is not known here; `none` and misspelt ones are told. @see RFC 7518 §3.1 */
const isJwsAlgorithm = (value: unknown) =>
  typeof value === 'string' && /^[A-Z][A-Za-z0-9-]+$/.test(value) && value.toLowerCase() !== 'none'

const isText = (value: unknown) => typeof value === 'string' && value !== ''

function readJwksUri(value: unknown): string | undefined {
  if (value === undefined || (isAcceptableUrl(value, false) && isPublishable(value))) return value
  throw new ConfigurationFault(
    'metadata.jwksUri',
    'expected an https: URL (http: is only for loopback), without white space, user name and password',
  )
}
