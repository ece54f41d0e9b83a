import type { TokenCacheStats } from './cache/token-cache.js'
import type { IntrospectionStatus } from './introspection/introspector.js'
import type { KeySetStatus } from './keys/key-source.js'
import type { Policy } from './options/policy.js'

/** What a resource server knows about itself. */
export interface ResourceServerStats {
  /** By issuer, of those whose tokens are verified with keys. */
  readonly keySets: Readonly<Record<string, KeySetStatus>>
  /** By issuer, of those that are asked about tokens. */
  readonly introspection: Readonly<Record<string, IntrospectionStatus>>
  /** The cache of verified tokens; absent when it is switched off. */
  readonly tokenCache: TokenCacheStats | undefined
}

/** How everything stands that a resource server keeps. */
export function statsOf<C>({ issuers, tokenCache }: Policy<C>): ResourceServerStats {
  const keySets: Record<string, KeySetStatus> = {}
  const introspection: Record<string, IntrospectionStatus> = {}
  for (const { issuer, keys, introspection: asked } of issuers.known()) {
    const status = keys.status()
    if (status) keySets[issuer] = status
    if (asked) introspection[issuer] = asked.introspector.status()
  }
  return { keySets, introspection, tokenCache: tokenCache?.stats() }
}
