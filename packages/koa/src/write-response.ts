import { isPartlyRead, type LogoutResponse, type MetadataResponse, type RefusalResponse } from '@qalqon/core'
import type { Context } from 'koa'

/** Writes an answer of the core as it stands. A challenge that the app has set before stays beside ours. */
export function writeResponse(
  { status, headers, body }: RefusalResponse | MetadataResponse | LogoutResponse,
  ctx: Context,
): void {
  ctx.status = status
  ctx.body = body
  for (const [name, value] of headers) {
    if (name === 'www-authenticate') ctx.append(name, value)
    else ctx.set(name, value)
  }
  if (isPartlyRead(ctx.req)) ctx.set('connection', 'close')
}
