import { engine } from '#engine'
import { TokenCache } from '../cache/token-cache.js'
import type { Clock } from '../clock.js'
import { emitterTo } from '../events/emit.js'
import { warnerTo } from '../events/warn-once.js'
import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { globalFetch } from '../http/global-fetch.js'
import { keySetBounds } from './key-set-options.js'
import type { SavedKeySet } from '../keys/key-source.js'
import type { ProvedToken } from '../proved-token.js'
import { MemoryRevocationStore } from '../revocation/memory-revocation-store.js'
import type { RevocationStore } from '../revocation/revocation-store.js'
import { rolesOfRolesClaim } from '../token/roles.js'
import { isScope, scopesOfScopeClaim, type ScopeHierarchy } from '../token/scopes.js'
import { isJsonObject } from '../json-object.js'
import { readBearerMethods } from './read-bearer-methods.js'
import { readChallenge } from './read-challenge.js'
import { readDpop } from './read-dpop.js'
import { readMtls } from './read-mtls.js'
import { checkNames, flag, numberBetween, optionalFunction, readClock } from '../faults/check-option.js'
import type { Policy } from './policy.js'
import { issuerOptionNames } from './read-issuer.js'
import { readIssuers } from './read-issuers.js'
import { checkProfile, readProfile, requiredBinding } from './read-profile.js'
import { readResource } from './read-resource.js'
import { readResourceMetadata } from './read-resource-metadata.js'
import { safeWaitUntil } from '../keys/wait-until.js'
import type { ResourceServerOptions } from './resource-server-options.js'
import { tokenCacheBounds } from './token-cache-options.js'

const known = [
  'profile',
  'issuer',
  'issuers',
  'resolveIssuer',
  'resolvedIssuers',
  'opaqueTokenIssuer',
  'audience',
  'resource',
  'metadata',
  'realm',
  'scopeFrom',
  'rolesFrom',
  'scopeImplies',
  'parseClaims',
  'clockToleranceSeconds',
  'clock',
  'fetch',
  'maxTokenBytes',
  'bearerMethods',
  'dpop',
  'mtls',
  'publicUrl',
  'replayStore',
  'optional',
  'passPreflight',
  'exposeToken',
  'tokenCache',
  'revocationStore',
  'keySets',
  'restoreKeySets',
  'waitUntil',
  'onEvent',
  'onRefusal',
] as const satisfies readonly (keyof ResourceServerOptions)[]

/**
 * Checks the options of a resource server and makes them ready for use.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function readOptions<C>(options: ResourceServerOptions<C, boolean>): Policy<C> {
  refuseRequest('resourceServer', options)
  if (!isJsonObject(options)) {
    throw new ConfigurationFault('options', 'expected an object with at least issuer and audience')
  }
  checkNames('', options, known, issuerOptionNames)
  const profile = readProfile(options.profile)
  const { bindingRequired, canonicalAudience } = profile
  const audiences = readAudiences(options.audience)
  const resource = readResource(options.resource, audiences)
  const identifier = resource ?? audiences[0] ?? ''
  const emit = emitterTo(optionalFunction('onEvent', options.onEvent))
  const warn = warnerTo(emit)
  const clock = readClock('clock', options.clock)
  const owner = Object.freeze({ scopeImplies: readHierarchy(options.scopeImplies) })
  const cacheBounds = tokenCacheBounds(options.tokenCache)
  const bounds = keySetBounds(options.keySets)
  const issuers = readIssuers(options, {
    fetch: optionalFunction('fetch', options.fetch) ?? globalFetch,
    clock,
    engine,
    algorithms: profile.algorithms,
    bounds,
    emit,
    waitUntil: safeWaitUntil(optionalFunction('waitUntil', options.waitUntil), emit),
    warn,
    savedKeySets: new Map(readSavedKeySets(options.restoreKeySets).map((saved) => [saved.issuer, saved])),
    shape: {
      scopeFrom: optionalFunction('scopeFrom', options.scopeFrom) ?? scopesOfScopeClaim,
      rolesFrom: optionalFunction('rolesFrom', options.rolesFrom) ?? rolesOfRolesClaim,
      parseClaims: optionalFunction('parseClaims', options.parseClaims),
      exposeToken: flag('exposeToken', options.exposeToken),
      owner,
    },
  })
  const clockToleranceSeconds = numberBetween(
    'clockToleranceSeconds',
    options.clockToleranceSeconds,
    profile.toleranceSeconds.usual,
    0,
    300,
  )
  const takenProofs = readDpop(options, {
    engine,
    clock,
    clockToleranceSeconds,
    storeTimeoutMs: bounds.timeoutMs,
    resource: identifier,
    algorithms: profile.algorithms,
    use: bindingRequired ? 'allowed' : 'off',
  })
  const takenCertificates = readMtls(options.mtls, bindingRequired ? 'allowed' : 'off')
  const { dpop, mtls } = requiredBinding(profile, { dpop: takenProofs, mtls: takenCertificates })
  const otherMethods = readBearerMethods(options.bearerMethods)
  if (takenProofs?.required === true && otherMethods) {
    throw new ConfigurationFault(
      'bearerMethods',
      "has no effect when dpop is 'required', where no bearer token is taken",
    )
  }
  const metadata = readResourceMetadata(options.metadata, {
    resource,
    audiences,
    issuers: issuers.lookup.names,
    timeoutMs: bounds.timeoutMs,
    warn,
  })
  checkProfile(
    profile,
    { dpop, mtls, otherMethods, clockToleranceSeconds, identifier, metadata, issuers: issuers.known(), warn },
    options.revocationStore,
  )
  return Object.freeze({
    issuers,
    audiences,
    metadata,
    clock,
    warn,
    clockToleranceSeconds,
    dpop,
    mtls,
    bindingRequired,
    canonicalAudience,
    takesDpop: dpop !== undefined,
    maxTokenBytes: numberBetween('maxTokenBytes', options.maxTokenBytes, 16_384, 256, 1_048_576),
    otherMethods,
    tokenCache: cacheBounds && new TokenCache<ProvedToken<C>>(cacheBounds),
    revocations: readRevocationStore(options.revocationStore, clock),
    revocationTimeoutMs: bounds.timeoutMs,
    owner,
    optional: flag('optional', options.optional),
    passPreflight: flag('passPreflight', options.passPreflight),
    emit,
    refusal: {
      challenge: readChallenge(options.realm, { resource: identifier, dpop, metadata: metadata.location }),
      onRefusal: optionalFunction('onRefusal', options.onRefusal),
      emit,
    },
  })
}

function readAudiences(audience: unknown): readonly string[] {
  const list: unknown[] = Array.isArray(audience) ? audience : [audience]
  const texts = list.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
  if (texts.length === 0 || texts.length !== list.length) {
    throw new ConfigurationFault(
      'audience',
      'expected the identifier of this API, or a list of them; without it tokens for any other API would be accepted (RFC 8725 §3.9)',
    )
  }
  return Object.freeze(texts)
}

function readHierarchy(hierarchy: unknown): ScopeHierarchy {
  if (hierarchy === undefined) return {}
  if (!isJsonObject(hierarchy)) {
    throw new ConfigurationFault(
      'scopeImplies',
      'expected an object from a scope to the list of scopes that it implies',
    )
  }
  const entries = Object.entries(hierarchy).map(([scope, implied]: [string, unknown]) => {
    if (!isScope(scope) || !Array.isArray(implied) || !implied.every(isScope)) {
      throw new ConfigurationFault(`scopeImplies.${scope}`, 'expected a list of scopes (RFC 6749 §3.3)')
    }
    return [scope, Object.freeze([...implied])] as const
  })
  return Object.freeze(Object.fromEntries(entries))
}

function readRevocationStore(store: unknown, clock: Clock): RevocationStore {
  if (store === undefined) return new MemoryRevocationStore({ clock })
  const { isRevoked, revoke } = (store ?? {}) as Partial<RevocationStore>
  if (typeof isRevoked === 'function' && typeof revoke === 'function') return store as RevocationStore
  throw new ConfigurationFault('revocationStore', 'expected an object with the methods isRevoked and revoke')
}

function readSavedKeySets(saved: unknown): readonly SavedKeySet[] {
  if (saved === undefined) return []
  const isSaved = (entry: unknown) => isJsonObject(entry) && typeof entry.issuer === 'string'
  if (Array.isArray(saved) && saved.every(isSaved)) return saved as readonly SavedKeySet[]
  throw new ConfigurationFault('restoreKeySets', 'expected the list that savedKeySets() returned')
}
