import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import type { Warn } from '../events/warn-once.js'
import { ConfigurationFault } from '../faults/index.js'
import { expectFetch } from '../http/global-fetch.js'
import { CachedKeySet, type RestoredKeySet } from '../keys/cached-key-set.js'
import { FixedKeySet } from '../keys/fixed-key-set.js'
import type { IssuerMetadata } from '../keys/issuer-metadata.js'
import { isAcceptableUrl } from '../keys/issuer-url.js'
import { KeySetLoader, type KeySetLoaderParts } from '../keys/key-set-loader.js'
import { isJsonWebKeySet, KeySet, readPublicJwks, type OnKeySkipped } from '../keys/key-set.js'
import type { KeySource, SavedKeySet } from '../keys/key-source.js'
import { NoKeySet } from '../keys/no-key-set.js'
import type { WaitUntil } from '../keys/wait-until.js'
import type { IssuerOptions } from './issuer-options.js'

/** What the key sources of all issuers share. */
export interface KeyParts extends KeySetLoaderParts {
  readonly clock: Clock
  readonly warn: Warn
  readonly waitUntil: WaitUntil | undefined
  /** By issuer, those that were not used yet. Each serves once: an issuer that is set up anew may have newer keys by then. */
  readonly savedKeySets: Map<string, SavedKeySet>
}

/** How far ahead a saved set may have been fetched: the clocks of two machines differ. */
const farthestAheadSeconds = 60

/**
 * Where the keys of an issuer come from, out of its options.
 *
 * @param where how the issuer is named in errors, such as `issuers[1]`
 * @param found the metadata of the issuer, in which its key set is found unless the options say where it is
 * @throws {ConfigurationFault}
 */
export function readKeys(
  where: string,
  options: IssuerOptions,
  found: IssuerMetadata,
  parts: KeyParts,
): KeySource {
  const { issuer, jwks, jwksUri, metadata, introspection, dangerouslyAllowHttp = false } = options
  if (introspection?.tokens === 'all') return readNoKeys(where, options)
  if (jwks !== undefined) return readFixedKeys(where, options, parts)
  if (jwksUri !== undefined && !isAcceptableUrl(jwksUri, dangerouslyAllowHttp)) {
    throw new ConfigurationFault(`${where}.jwksUri`, 'expected an https: URL')
  }
  if (jwksUri !== undefined && metadata !== undefined && !findsIntrospection(options)) {
    throw new ConfigurationFault(`${where}.metadata`, 'has no effect beside jwksUri: leave one of them out')
  }
  expectFetch(parts.fetch)
  const loader = new KeySetLoader({ issuer, jwksUri: jwksUri ?? found }, parts)
  const { clock, bounds, emit, waitUntil } = parts
  const restored = readSavedKeys(issuer, parts)
  return new CachedKeySet({
    issuer,
    clock,
    bounds,
    emit,
    waitUntil,
    load: (now, before) => loader.load(now, before),
    restored,
  })
}

/** Whether the metadata is needed for another endpoint than the key set. */
const findsIntrospection = ({ introspection }: IssuerOptions) =>
  introspection !== undefined && introspection.endpoint === undefined

function readNoKeys(where: string, options: IssuerOptions): KeySource {
  const name = (['jwks', 'jwksUri'] as const).find((candidate) => options[candidate] !== undefined)
  if (name === undefined) return new NoKeySet()
  throw new ConfigurationFault(
    `${where}.${name}`,
    "has no effect beside introspection.tokens 'all', where the issuer is asked about each token: leave one of them out",
  )
}

function readFixedKeys(where: string, options: IssuerOptions, { engine, emit }: KeyParts): KeySource {
  const { issuer, jwks, jwksUri, metadata } = options
  if (jwksUri !== undefined || (metadata !== undefined && !findsIntrospection(options))) {
    throw new ConfigurationFault(`${where}.jwks`, 'excludes jwksUri and metadata: nothing is fetched for it')
  }
  const skipped = skippedOf(issuer, emit)
  // Read now and not at the first token: a mistake is told here, and what the caller changes later changes nothing.
  const keys = isJsonWebKeySet(jwks) ? readPublicJwks(jwks, skipped) : []
  if (keys.length === 0) {
    throw new ConfigurationFault(
      `${where}.jwks`,
      'expected a JSON Web Key Set, { keys: [ … ] }, with at least one public key that can verify signatures',
    )
  }
  return new FixedKeySet(issuer, keys.length, () => KeySet.of(keys, engine, skipped))
}

const skippedOf =
  (issuer: string, emit: Emit): OnKeySkipped =>
  (kid, reason) =>
    emit({ type: 'key_skipped', issuer, kid, reason })

function readSavedKeys(
  issuer: string,
  { savedKeySets, clock, bounds, engine, emit, warn }: KeyParts,
): RestoredKeySet | undefined {
  const saved = savedKeySets.get(issuer)
  if (!saved) return undefined
  savedKeySets.delete(issuer)
  const { jwks, fetchedAt } = saved
  if (!isJsonWebKeySet(jwks) || typeof fetchedAt !== 'number' || !Number.isFinite(fetchedAt)) {
    throw new ConfigurationFault(
      'restoreKeySets',
      `the set of ${issuer} is not one that savedKeySets() returned`,
    )
  }
  const age = clock() - fetchedAt
  if (age < -farthestAheadSeconds || age >= bounds.staleLimitSeconds) {
    const detail = `the saved key set of ${issuer} is ${age < 0 ? 'from the future' : 'too old'}, and is not used`
    warn('saved_key_set_ignored', issuer, detail)
    return undefined
  }
  const skipped = skippedOf(issuer, emit)
  const publicJwks = readPublicJwks(jwks, skipped)
  const load = async () => ({
    keys: await KeySet.of(publicJwks, engine, skipped),
    freshSeconds: bounds.defaultFreshSeconds,
  })
  return { saved: structuredClone(saved), load }
}
