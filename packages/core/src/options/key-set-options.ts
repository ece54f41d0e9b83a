import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { KeySetBounds } from '../keys/key-set-bounds.js'
import { checkNames, numberBetween } from '../faults/check-option.js'

/** How the key sets of issuers are fetched and kept. Every bound has a default that fits most APIs. */
export type KeySetOptions = Partial<KeySetBounds>

/** By option: its default, the least and the most. The ends keep a slip from undoing what an option is there for. */
const limits: Readonly<Record<keyof KeySetOptions, readonly [number, number, number]>> = {
  timeoutMs: [5000, 1, 60_000],
  maxBytes: [1024 * 1024, 1024, 16 * 1024 * 1024],
  maxKeys: [100, 1, 1000],
  defaultFreshSeconds: [600, 1, 604_800],
  minFreshSeconds: [60, 1, 604_800],
  maxFreshSeconds: [3600, 1, 604_800],
  staleLimitSeconds: [86_400, 1, 2_592_000],
  unknownKeyCooldownSeconds: [5, 1, 3600],
}

/**
 * Fills in the defaults.
 *
 * @throws {ConfigurationFault} naming the option, for unknown names and for values outside the limits.
 */
export function keySetBounds(options: KeySetOptions = {}): KeySetBounds {
  if (!isJsonObject(options)) throw new ConfigurationFault('keySets', 'expected an object')
  const names = Object.keys(limits) as (keyof KeySetOptions)[]
  checkNames('keySets', options, names)
  const read = (name: keyof KeySetOptions) => [
    name,
    numberBetween(`keySets.${name}`, options[name], ...limits[name]),
  ]
  const bounds = Object.fromEntries(names.map(read)) as KeySetBounds
  const { minFreshSeconds, defaultFreshSeconds, maxFreshSeconds, staleLimitSeconds } = bounds
  if (minFreshSeconds > maxFreshSeconds) {
    throw new ConfigurationFault('keySets.minFreshSeconds', 'must not be greater than maxFreshSeconds')
  }
  if (defaultFreshSeconds < minFreshSeconds || defaultFreshSeconds > maxFreshSeconds) {
    throw new ConfigurationFault(
      'keySets.defaultFreshSeconds',
      'must lie between minFreshSeconds and maxFreshSeconds',
    )
  }
  if (staleLimitSeconds < maxFreshSeconds) {
    throw new ConfigurationFault('keySets.staleLimitSeconds', 'must not be less than maxFreshSeconds')
  }
  return Object.freeze(bounds)
}
