import type { KeySetBounds } from './key-set-bounds.js'

/** The bounds inside which an issuer's wish about caching is respected. */
export type FreshnessBounds = Pick<
  KeySetBounds,
  'defaultFreshSeconds' | 'minFreshSeconds' | 'maxFreshSeconds'
>

/**
 * For how many seconds an answer counts as fresh: its `max-age` less its `Age`, inside the bounds; the shortest time where
 * it says `no-store` or `no-cache`.
 *
 * @see RFC 9111 §4.2
 */
export function freshSeconds(headers: Headers, bounds: FreshnessBounds): number {
  const control = headers.get('cache-control') ?? ''
  if (/(?:^|[\s,])no-(?:store|cache)(?:$|[\s,])/i.test(control)) return bounds.minFreshSeconds
  const directive = /(?:^|[\s,])max-age="?(\d{1,10})\b/i.exec(control)?.[1]
  const age = /^\d{1,10}$/.exec(headers.get('age') ?? '')?.[0]
  const wished = directive === undefined ? bounds.defaultFreshSeconds : Number(directive) - Number(age ?? 0)
  return Math.min(Math.max(wished, bounds.minFreshSeconds), bounds.maxFreshSeconds)
}
