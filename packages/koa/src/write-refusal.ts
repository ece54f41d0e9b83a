import { isPartlyRead, type RefusalResponse } from '@qalqon/core'
import type { Context } from 'koa'

/** Writes a refusal as it stands. A challenge that the app has set before stays beside ours. */
export function writeRefusal({ status, headers, body }: RefusalResponse, ctx: Context): void {
  ctx.status = status
  ctx.body = body
  for (const [name, value] of headers) {
    if (name === 'www-authenticate') ctx.append(name, value)
    else ctx.set(name, value)
  }
  if (isPartlyRead(ctx.req)) ctx.set('connection', 'close')
}
