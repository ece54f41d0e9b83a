import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler } from 'express'
import { describeError, type Log } from '../log.js'
import { Refusal } from '../files/refusal.js'
import { notFound, Problem } from './problem.js'
import { refusalProblem } from './refusals.js'
import { ClientGoneError } from './client-gone.js'

/** Answers every error as problem details. What is unexpected is told to the log alone. */
export function errorHandler(log: Log): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handlers by their fourth parameter
  return (error: unknown, req, res, _next) => {
    if (error instanceof ClientGoneError) {
      req.destroy()
      return
    }
    const problem = asProblem(error)
    if (problem !== undefined && !res.headersSent) {
      problem.send(res)
      return
    }
    const id = randomUUID()
    log('request_failed', { id, method: req.method, path: req.path, ...describeError(error) })
    if (res.headersSent) {
      // Too late for another status: cutting the connection is what tells the client.
      res.destroy()
      return
    }
    unexpected(id).send(res)
  }
}

function unexpected(id: string): Problem {
  return new Problem({
    status: 500,
    detail: 'Something went wrong on our side. Please try again later.',
    instance: `urn:uuid:${id}`,
  })
}

/** The refusals of this program, and those of Express and its body parser. */
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (error instanceof Refusal) return refusalProblem(error.reason)
  // A path with a broken %-escape: no file has such an id.
  if (error instanceof URIError) return notFound()
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  switch (status) {
    case 400:
      return new Problem({ status, detail: 'The request, or its JSON body, is malformed.' })
    case 413:
      return new Problem({ status, kind: 'too-large', detail: 'The body is too large.' })
    case 415:
      return new Problem({ status, detail: 'The encoding or the charset of the body is not supported.' })
    default:
      return undefined
  }
}
