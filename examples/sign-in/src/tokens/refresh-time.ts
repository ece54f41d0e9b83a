import type { StoredAccessToken } from '../signed-in-record.js'

/** The time that a token should have left when it is used. */
const marginMs = 30_000

/**
 * From when on a token is refreshed before it is used, in milliseconds since 1970. That is never before half of its life: one that lives
 * for less than the margin would be refreshed at each request.
 */
export function refreshTime({ receivedAt, expiresAt }: StoredAccessToken): number {
  return expiresAt - Math.min(marginMs, (expiresAt - receivedAt) / 2)
}
