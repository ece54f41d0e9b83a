import type { RequestHandler } from 'express'
import { isSameOrigin } from 'sample-ui'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what may change something and comes from a page of another origin. Other ports are the same site, and `SameSite` cookies come
 * along with what they post.
 */
export function sameOriginOnly(origin: string): RequestHandler {
  return (req, res, next) => {
    if (safe.has(req.method) || isSameOrigin(req.headers, origin)) {
      next()
      return
    }
    res.status(403).type('text').send('This was not sent by a page of this application.\n')
  }
}
