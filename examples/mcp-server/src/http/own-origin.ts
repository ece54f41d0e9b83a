import type { RequestHandler } from 'express'
import { sendError } from './json-rpc-error.js'

/**
 * Refuses requests of web pages from elsewhere, which browsers mark with `Origin`. MCP asks servers to look at it, so that no page
 * reaches a server on the machine of its reader (DNS rebinding). Other clients do not send it.
 */
export function ownOrigin(resource: string): RequestHandler {
  const { origin } = new URL(resource)
  return (req, res, next) => {
    if (req.headers.origin === undefined || req.headers.origin === origin) next()
    else sendError(res, 403, 'refused', 'Pages of another origin may not call this server.')
  }
}
