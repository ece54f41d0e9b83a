import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../token/strict-json.js'
import type { FreshnessBounds } from './freshness.js'

/** How the key sets of issuers are fetched and kept. Every bound has a default that fits most APIs. */
export interface KeySetOptions {
  /** The longest that fetching metadata and key set together may take, in milliseconds. Default 5000, at most 60000. */
  readonly timeoutMs?: number
  /** The largest metadata or key-set document that is read, in bytes. Default 1 MiB. */
  readonly maxBytes?: number
  /** The largest number of members in a key set. Default 100. */
  readonly maxKeys?: number
  /** How long a set is fresh when the issuer does not say, in seconds. Default 600. */
  readonly defaultFreshSeconds?: number
  /** The shortest time that a set is fresh, whatever `Cache-Control` says, in seconds. Default 60. */
  readonly minFreshSeconds?: number
  /** The longest time that a set is fresh, whatever `Cache-Control` says, in seconds. Default 3600. */
  readonly maxFreshSeconds?: number
  /**
   * How long the last good set serves on while the issuer cannot be reached, in seconds since it was fetched.
   * Default 86400 (a day). After it, requests get 503.
   */
  readonly staleLimitSeconds?: number
  /** The shortest time between two fetches that unknown keys bring about, in seconds. Default 5. */
  readonly unknownKeyCooldownSeconds?: number
}

/** The options with their defaults. */
export type KeySetBounds = Readonly<Required<KeySetOptions>> & FreshnessBounds

/** Requests wait that long for an issuer that hangs; and a timer of more than 2^31 ms would fire at once. */
const longestTimeoutMs = 60_000

const defaults: Required<KeySetOptions> = {
  timeoutMs: 5000,
  maxBytes: 1024 * 1024,
  maxKeys: 100,
  defaultFreshSeconds: 600,
  minFreshSeconds: 60,
  maxFreshSeconds: 3600,
  staleLimitSeconds: 86_400,
  unknownKeyCooldownSeconds: 5,
}

/**
 * Fills in the defaults.
 *
 * @throws {ConfigurationFault} naming the option, for unknown names and for values that are not positive numbers.
 */
export function keySetBounds(options: KeySetOptions = {}): KeySetBounds {
  if (!isJsonObject(options)) throw new ConfigurationFault('keySets', 'expected an object')
  const bounds = { ...defaults }
  for (const [name, value] of Object.entries(options) as [keyof KeySetOptions, unknown][]) {
    if (!Object.hasOwn(defaults, name))
      throw new ConfigurationFault(`keySets.${name}`, 'there is no such option')
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
      throw new ConfigurationFault(`keySets.${name}`, 'expected a number greater than 0')
    }
    bounds[name] = value
  }
  if (bounds.timeoutMs > longestTimeoutMs) {
    throw new ConfigurationFault('keySets.timeoutMs', `must not be greater than ${longestTimeoutMs}`)
  }
  if (bounds.minFreshSeconds > bounds.maxFreshSeconds) {
    throw new ConfigurationFault('keySets.minFreshSeconds', 'must not be greater than maxFreshSeconds')
  }
  if (bounds.staleLimitSeconds < bounds.maxFreshSeconds) {
    throw new ConfigurationFault('keySets.staleLimitSeconds', 'must not be less than maxFreshSeconds')
  }
  return Object.freeze(bounds)
}
