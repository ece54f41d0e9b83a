import type { RequestHandler } from 'express'

/** One address, other files for every user: no shared cache may keep them. */
export const privateAnswer: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'private, no-cache')
  next()
}
