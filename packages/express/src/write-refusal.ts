import { isPartlyRead, type RefusalResponse } from '@qalqon/core'
import type { Response } from 'express'

/** Writes a refusal as it stands. A challenge that the app has set before stays beside ours. */
export function writeRefusal({ status, headers, body }: RefusalResponse, res: Response): void {
  res.status(status)
  for (const [name, value] of headers) {
    if (name === 'www-authenticate') res.append(name, value)
    else res.setHeader(name, value)
  }
  if (isPartlyRead(res.req)) res.setHeader('connection', 'close')
  res.end(body)
}
