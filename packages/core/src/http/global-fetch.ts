import type { Fetch } from './bounded-request.js'

/** The global `fetch` as it is when a request is made: what replaces it later is heard. */
export const globalFetch: Fetch = (...request) => globalThis.fetch(...request)

/**
 * Says that requests will be made. Node loads its HTTP client when a part of it is first touched, and takes some 30 ms for
 * that: now, while the application starts, and not within its first request.
 */
export function expectFetch(fetch: Fetch): void {
  if (fetch === globalFetch) Reflect.get(globalThis, 'Headers')
}
