import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

/**
 * Once a request is answered before its body was read, reads on and forgets: a client that is still
 * sending gets to see the answer, which a connection cut at once would take along. But only for
 * `patienceMs`, or a refusal would be a way to keep the server busy.
 */
export function drainAfterAnswer(patienceMs = 5_000): RequestHandler {
  return (req, res, next) => {
    res.once('finish', () => drain(req, patienceMs))
    next()
  }
}

function drain(req: IncomingMessage, patienceMs: number): void {
  if (req.complete || req.destroyed) return
  req.resume()
  const timer = setTimeout(() => req.destroy(), patienceMs).unref()
  const done = () => clearTimeout(timer)
  req.once('end', done).once('close', done)
}
