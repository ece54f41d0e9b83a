import type { RefusalResponse } from '../challenge/refusal.js'
import type { Accepted } from '../outcome.js'
import type { LogoutResponse } from '../logout/logout-response.js'
import type { MetadataResponse } from '../resource-metadata/metadata-response.js'

/** An answer as a `Response` of the Fetch API. Several challenges come as a list there. @see RFC 9110 §11.6.1 */
export const fetchResponse = ({
  status,
  headers,
  body,
}: RefusalResponse | MetadataResponse | LogoutResponse): Response =>
  // Some statuses, such as 204, take no body, not even an empty one.
  new Response(body === '' ? null : body, { status, headers })

/**
 * The answer of a handler, with the fields that `accepted` says it must have. It is a copy then, since answers of `fetch()` and
 * `Response.redirect()` cannot be written to, and others may be kept by the handler; a body that is a stream goes on as one. An answer
 * without any such field is left alone, and so is one that switches protocols, which cannot be copied, or nothing at all, which
 * handlers return on Bun after they did so. A refusal keeps its own fields.
 *
 * @see RFC 6750 §2.3
 * @see RFC 9449 §8.2
 */
export function withAcceptedFields<R extends Response | undefined>(
  { dpopNonce, cacheControl }: Pick<Accepted, 'dpopNonce' | 'cacheControl'>,
  response: R,
): R | Response {
  if (response === undefined || response.status < 200) return response
  if (dpopNonce === undefined && cacheControl === undefined) return response
  const copy = new Response(response.body, response)
  const isRefused = response.status >= 400 && response.headers.get('cache-control') === 'no-store'
  if (cacheControl !== undefined && !isRefused) copy.headers.set('cache-control', cacheControl)
  if (dpopNonce !== undefined && !(isRefused && copy.headers.has('dpop-nonce'))) {
    copy.headers.set('dpop-nonce', dpopNonce)
  }
  return copy
}
