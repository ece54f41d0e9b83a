/** The bounds inside which an issuer's wish about caching is respected, in seconds. */
export interface FreshnessBounds {
  readonly defaultFreshSeconds: number
  readonly minFreshSeconds: number
  readonly maxFreshSeconds: number
}

/**
 * For how many seconds an answer counts as fresh: its `max-age` less its `Age`, inside the bounds.
 *
 * @see RFC 9111 §4.2
 */
export function freshSeconds(headers: Headers, bounds: FreshnessBounds): number {
  const directive = /(?:^|[\s,])max-age="?(\d{1,10})\b/i.exec(headers.get('cache-control') ?? '')?.[1]
  const age = /^\d{1,10}$/.exec(headers.get('age') ?? '')?.[0]
  const wished = directive === undefined ? bounds.defaultFreshSeconds : Number(directive) - Number(age ?? 0)
  return Math.min(Math.max(wished, bounds.minFreshSeconds), bounds.maxFreshSeconds)
}
