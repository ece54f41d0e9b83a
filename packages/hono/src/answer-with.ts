import type { LogoutResponse, MetadataResponse, RefusalResponse } from '@qalqon/core'
import type { Context } from 'hono'

/** An answer of the core as it stands, with the fields that the app has set before. A challenge of the app stays beside ours. */
export function answerWith(
  { status, headers, body }: RefusalResponse | MetadataResponse | LogoutResponse,
  c: Context,
): Response {
  for (const [name, value] of headers) c.header(name, value, { append: name === 'www-authenticate' })
  // Some statuses, such as 204, take no body, not even an empty one.
  return c.newResponse(body === '' ? null : body, status)
}
