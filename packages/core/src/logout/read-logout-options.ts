import { engine } from '#engine'
import type { Clock } from '../clock.js'
import { emitterTo } from '../events/emit.js'
import { warnerTo } from '../events/warn-once.js'
import { checkNames, flag, numberBetween, optionalFunction, readClock } from '../faults/check-option.js'
import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { globalFetch } from '../http/global-fetch.js'
import { ConfiguredIssuers } from '../issuers/configured-issuers.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import { isJsonObject } from '../json-object.js'
import { safeWaitUntil } from '../keys/wait-until.js'
import { keySetBounds } from '../options/key-set-options.js'
import { profiles } from '../options/profile.js'
import { readIssuer } from '../options/read-issuer.js'
import { readReplayStore } from '../options/read-replay-store.js'
import { rolesOfRolesClaim } from '../token/roles.js'
import { scopesOfScopeClaim } from '../token/scopes.js'
import type { LogoutReceiverOptions, LogoutTokenOptions } from './logout-options.js'
import type { LogoutPolicy } from './logout-policy.js'

/** The options that say by what logout tokens are checked. */
export const logoutTokenOptionNames = [
  'clientId',
  'replayStore',
  'dangerouslyAllowMissingExpiry',
] as const satisfies readonly (keyof LogoutTokenOptions)[]

const known = [
  ...logoutTokenOptionNames,
  'issuer',
  'onLogout',
  'clockToleranceSeconds',
  'clock',
  'fetch',
  'keySets',
  'waitUntil',
  'onEvent',
] as const satisfies readonly (keyof LogoutReceiverOptions)[]

/** What options came to, with what makes the keys ready. */
export interface ReadLogoutOptions {
  readonly policy: LogoutPolicy
  readonly ready: () => Promise<void>
}

/**
 * Checks the options of a receiver of logouts and makes them ready for use.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 */
export function readLogoutOptions(options: LogoutReceiverOptions): ReadLogoutOptions {
  refuseRequest('logoutReceiver', options)
  if (!isJsonObject(options)) {
    throw new ConfigurationFault('options', 'expected an object with at least issuer, clientId and onLogout')
  }
  checkNames('', options, known)
  const emit = emitterTo(optionalFunction('onEvent', options.onEvent))
  const clock = readClock('clock', options.clock)
  const bounds = keySetBounds(options.keySets)
  const issuer = readIssuer('issuer', options.issuer, {
    fetch: optionalFunction('fetch', options.fetch) ?? globalFetch,
    clock,
    engine,
    algorithms: profiles.none.algorithms,
    bounds,
    emit,
    waitUntil: safeWaitUntil(optionalFunction('waitUntil', options.waitUntil), emit),
    warn: warnerTo(emit),
    savedKeySets: new Map(),
    shape: unshaped,
  })
  refuseWithoutKeys('issuer', [issuer])
  if (typeof (options.onLogout as unknown) !== 'function') {
    throw new ConfigurationFault('onLogout', 'expected a function that ends what has ended')
  }
  const policy = Object.freeze({
    issuers: new ConfiguredIssuers([issuer]),
    ...readLogoutTokenOptions('', options, clock),
    clock,
    clockToleranceSeconds: numberBetween(
      'clockToleranceSeconds',
      options.clockToleranceSeconds,
      profiles.none.toleranceSeconds.usual,
      0,
      300,
    ),
    replayTimeoutMs: bounds.timeoutMs,
    onLogout: options.onLogout,
    emit,
  })
  return { policy, ready: async () => issuer.keys.ready() }
}

/** No access token is ever made of a logout token. */
const unshaped = {
  scopeFrom: scopesOfScopeClaim,
  rolesFrom: rolesOfRolesClaim,
  parseClaims: undefined,
  exposeToken: false,
  owner: Object.freeze({ scopeImplies: {} }),
}

/**
 * What logout tokens are checked by.
 *
 * @param where how the object of the options is named in errors; empty for the options themselves
 * @throws {ConfigurationFault}
 */
export function readLogoutTokenOptions(
  where: string,
  options: LogoutTokenOptions,
  clock: Clock,
): Pick<LogoutPolicy, 'clientIds' | 'allowMissingExpiry' | 'replays'> {
  const named = (name: string) => (where === '' ? name : `${where}.${name}`)
  return {
    clientIds: readClientIds(named('clientId'), options.clientId),
    allowMissingExpiry: flag(named('dangerouslyAllowMissingExpiry'), options.dangerouslyAllowMissingExpiry),
    replays: readReplayStore(named('replayStore'), options.replayStore, clock),
  }
}

/** An issuer that is asked about each token has no keys here, and none could be verified of it. @throws {ConfigurationFault} */
export function refuseWithoutKeys(
  option: string,
  issuers: Iterable<Pick<IssuerPolicy<unknown>, 'issuer' | 'introspection'>>,
): void {
  for (const { issuer, introspection } of issuers) {
    if (introspection?.tokens !== 'all') continue
    throw new ConfigurationFault(
      option,
      `logout tokens are verified with keys, and none are fetched for ${issuer}, which is asked about each token (introspection.tokens 'all')`,
    )
  }
}

function readClientIds(option: string, clientId: unknown): readonly string[] {
  const list: unknown[] = Array.isArray(clientId) ? clientId : [clientId]
  const texts = list.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
  if (texts.length > 0 && texts.length === list.length) return Object.freeze(texts)
  throw new ConfigurationFault(
    option,
    'expected the client_id under which the issuer sends logout tokens, or a list of them; without it those for any other client would be accepted',
  )
}
