import type { TokenCacheBounds } from '../cache/token-cache.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { checkNames, wholeNumberBetween } from '../faults/check-option.js'

/** How large the cache of verified tokens may become. */
export type TokenCacheOptions = Partial<TokenCacheBounds>

const defaults: TokenCacheBounds = { maxEntries: 20_000, maxBytes: 64 * 1024 * 1024 }

/**
 * The bounds of the cache of verified tokens; nothing when it is switched off.
 *
 * @throws {ConfigurationFault} naming the option.
 */
export function tokenCacheBounds(options: boolean | TokenCacheOptions = true): TokenCacheBounds | undefined {
  if (options === false) return undefined
  if (options === true) return defaults
  if (!isJsonObject(options)) {
    throw new ConfigurationFault(
      'tokenCache',
      'expected false, or an object with maxEntries, maxBytes or both',
    )
  }
  checkNames('tokenCache', options, Object.keys(defaults))
  const { maxEntries, maxBytes } = options
  return {
    maxEntries: wholeNumberBetween('tokenCache.maxEntries', maxEntries, defaults.maxEntries, 1, 1_000_000),
    maxBytes: wholeNumberBetween('tokenCache.maxBytes', maxBytes, defaults.maxBytes, 65_536, 2 ** 32),
  }
}
