import express, { type RequestHandler } from 'express'
import { sendError } from './json-rpc-error.js'

/** Far more than a message with the longest note. */
const maximum = '64kb'

/**
 * Reads the JSON-RPC message of a request into `req.body`, once: the guard sees there which tool is called, and the SDK takes it
 * over. It comes before the guard, so that the 401 of a request without a token can name the scope of what was asked; the size is
 * bounded for that. What cannot be read is refused by `requireMessage`, behind the guard: first of all a request needs a token.
 */
export function readMessage(): RequestHandler {
  const readJson: RequestHandler = express.json({ limit: maximum, inflate: false })
  return (req, res, next) => {
    readJson(req, res, (problem?: unknown) => {
      res.locals.problem = problem
      next()
    })
  }
}

/** Refuses what is not one message: MCP has no batches since its revision 2025-06-18. */
export const requireMessage: RequestHandler = (req, res, next) => {
  const problem: unknown = res.locals.problem
  if (problem !== undefined) {
    const status = statusOf(problem)
    if (status === undefined) next(problem)
    else sendError(res, status, 'parseError', 'The message could not be read.')
  } else if (Array.isArray(req.body)) {
    sendError(res, 400, 'invalidRequest', 'A request holds one message.')
  } else next()
}

/** The refusals of the body parser: no JSON, too large, another encoding, cut off. */
function statusOf(problem: unknown): number | undefined {
  if (!(problem instanceof Error) || !('status' in problem)) return undefined
  return [400, 413, 415].find((status) => status === problem.status)
}
