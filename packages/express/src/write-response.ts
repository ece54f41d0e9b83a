import { isPartlyRead, type LogoutResponse, type MetadataResponse, type RefusalResponse } from '@qalqon/core'
import type { Response } from 'express'

/** Writes an answer of the core as it stands. A challenge that the app has set before stays beside ours. */
export function writeResponse(
  { status, headers, body }: RefusalResponse | MetadataResponse | LogoutResponse,
  res: Response,
): void {
  res.status(status)
  for (const [name, value] of headers) {
    if (name === 'www-authenticate') res.append(name, value)
    else res.setHeader(name, value)
  }
  if (isPartlyRead(res.req)) res.setHeader('connection', 'close')
  res.end(body)
}
