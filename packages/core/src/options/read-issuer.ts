import type { Clock } from '../clock.js'
import type { Warn } from '../events/warn-once.js'
import { ConfigurationFault } from '../faults/index.js'
import { algorithmNeeds, algorithms, defaultAlgorithms, isAlgorithm, type Algorithm } from '../algorithms.js'
import { CachedKeySet } from '../keys/cached-key-set.js'
import { FixedKeySet } from '../keys/fixed-key-set.js'
import { isLoopbackHttp, isSecure, issuerProblem } from '../keys/issuer-url.js'
import { KeySetLoader, type KeySetLoaderParts } from '../keys/key-set-loader.js'
import { isJsonWebKeySet, KeySet } from '../keys/key-set.js'
import type { KeySource, SavedKeySet } from '../keys/key-source.js'
import type { MetadataDocument } from '../keys/metadata.js'
import type { AccessTokenShape } from '../token/build-access-token.js'
import { tokenProfiles, type TokenProfile } from '../token/token-profile.js'
import { isJsonObject } from '../token/strict-json.js'
import { checkNames, flag, optionalFunction } from './check.js'
import type { IssuerOptions } from './issuer-options.js'
import type { IssuerPolicy } from './policy.js'

/** What all issuers of a resource server share. */
export interface IssuerParts<C> extends KeySetLoaderParts {
  readonly clock: Clock
  readonly warn: Warn
  readonly savedKeySets: readonly SavedKeySet[]
  readonly shape: AccessTokenShape<C>
}

const known = [
  'issuer',
  'jwksUri',
  'jwks',
  'metadata',
  'algorithms',
  'tokenProfile',
  'scopeFrom',
  'dangerouslyAllowHttp',
] as const satisfies readonly (keyof IssuerOptions)[]

const metadataDocuments: readonly MetadataDocument[] = ['openid-configuration', 'oauth-authorization-server']

/**
 * Checks one issuer and makes it ready for use.
 *
 * @param where how the option is named in errors, such as `issuers[1]`
 * @throws {ConfigurationFault}
 */
export function readIssuer<C>(
  where: string,
  entry: string | IssuerOptions,
  parts: IssuerParts<C>,
): IssuerPolicy<C> {
  const options: IssuerOptions = typeof entry === 'string' ? { issuer: entry } : entry
  if (!isJsonObject(options)) {
    throw new ConfigurationFault(where, 'expected the URL of an issuer, or an object with its issuer')
  }
  checkNames(where, options, known)
  const { issuer } = options
  const problem = issuerProblem(issuer, flag(`${where}.dangerouslyAllowHttp`, options.dangerouslyAllowHttp))
  if (problem !== undefined)
    throw new ConfigurationFault(typeof entry === 'string' ? where : `${where}.issuer`, problem)
  const profile = readProfile(where, options.tokenProfile)
  const scopeFrom = optionalFunction(`${where}.scopeFrom`, options.scopeFrom)
  return Object.freeze({
    issuer,
    header: { algorithms: readAlgorithms(where, options.algorithms), types: profile.types },
    profile,
    keys: readKeys(where, options, parts),
    shape: { ...parts.shape, ...(scopeFrom && { scopeFrom }) },
  })
}

function readProfile(where: string, name: unknown = 'rfc9068'): TokenProfile {
  if (name === 'rfc9068' || name === 'plain-jwt') return tokenProfiles[name]
  throw new ConfigurationFault(`${where}.tokenProfile`, "expected 'rfc9068' or 'plain-jwt'")
}

function readAlgorithms(where: string, named: unknown): ReadonlySet<Algorithm> {
  if (named === undefined) return new Set(defaultAlgorithms)
  const option = `${where}.algorithms`
  if (!Array.isArray(named) || named.length === 0)
    throw new ConfigurationFault(option, 'expected a list of algorithms')
  return new Set(named.map((name) => readAlgorithm(option, name)))
}

function readAlgorithm(option: string, name: unknown): Algorithm {
  if (!isAlgorithm(name)) {
    throw new ConfigurationFault(
      option,
      `${JSON.stringify(name)} is not offered; there are ${algorithms.join(', ')} (no symmetric ones, and never none)`,
    )
  }
  if (algorithmNeeds[name].kty === 'AKP' && !runtimeVerifies(name)) {
    throw new ConfigurationFault(option, `this runtime cannot verify ${name}; Node 24.7 and later can`)
  }
  return name
}

function runtimeVerifies(algorithm: Algorithm): boolean {
  const subtle = globalThis.SubtleCrypto as
    { supports?: (operation: string, algorithm: string) => boolean } | undefined
  return subtle?.supports?.('verify', algorithm) === true
}

function readKeys<C>(where: string, options: IssuerOptions, parts: IssuerParts<C>): KeySource {
  const { issuer, jwks, jwksUri, metadata, dangerouslyAllowHttp = false } = options
  if (jwks !== undefined) return readFixedKeys(where, options, parts)
  if (metadata !== undefined && !metadataDocuments.includes(metadata)) {
    throw new ConfigurationFault(`${where}.metadata`, `expected ${metadataDocuments.join(' or ')}`)
  }
  if (
    jwksUri !== undefined &&
    !isSecure(jwksUri) &&
    !isLoopbackHttp(jwksUri) &&
    !(dangerouslyAllowHttp && URL.canParse(jwksUri))
  ) {
    throw new ConfigurationFault(`${where}.jwksUri`, 'expected an https: URL')
  }
  const documents = metadata === undefined ? metadataDocuments : [metadata]
  const loader = new KeySetLoader({ issuer, jwksUri, documents, dangerouslyAllowHttp }, parts)
  const { clock, bounds, emit } = parts
  const restore = readSavedKeys(issuer, parts)
  return new CachedKeySet({ issuer, clock, bounds, emit, load: (now) => loader.load(now), restore })
}

function readFixedKeys<C>(
  where: string,
  options: IssuerOptions,
  { engine, emit }: IssuerParts<C>,
): KeySource {
  const { issuer, jwks, jwksUri, metadata } = options
  if (jwksUri !== undefined || metadata !== undefined) {
    throw new ConfigurationFault(`${where}.jwks`, 'excludes jwksUri and metadata: nothing is fetched for it')
  }
  if (!isJsonWebKeySet(jwks) || jwks.keys.length === 0) {
    throw new ConfigurationFault(
      `${where}.jwks`,
      'expected a JSON Web Key Set: { keys: [ … ] } with at least one key',
    )
  }
  const load = () =>
    KeySet.from(jwks, engine, (kid, reason) => emit({ type: 'key_skipped', issuer, kid, reason }))
  return new FixedKeySet(issuer, load)
}

function readSavedKeys<C>(
  issuer: string,
  { savedKeySets, clock, bounds, engine, emit, warn }: IssuerParts<C>,
) {
  const saved = savedKeySets.find((entry) => entry.issuer === issuer)
  if (!saved) return undefined
  const { jwks, fetchedAt } = saved
  if (!isJsonWebKeySet(jwks) || typeof fetchedAt !== 'number' || !Number.isFinite(fetchedAt)) {
    throw new ConfigurationFault(
      'restoreKeySets',
      `the set of ${issuer} is not one that savedKeySets() returned`,
    )
  }
  const age = clock() - fetchedAt
  if (age < 0 || age >= bounds.staleLimitSeconds) {
    const detail = `the saved key set of ${issuer} is ${age < 0 ? 'from the future' : 'too old'}, and is not used`
    warn('saved_key_set_ignored', issuer, detail)
    return undefined
  }
  return async () => {
    const keys = await KeySet.from(jwks, engine, (kid, reason) =>
      emit({ type: 'key_skipped', issuer, kid, reason }),
    )
    return { keys, fetchedAt, freshSeconds: bounds.defaultFreshSeconds }
  }
}
