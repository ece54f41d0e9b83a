import type { RequestHandler, Response } from 'express'
import { Exchange, runExchange } from './exchange.js'
import type { FieldLines } from './headers.js'
import { answerPanel } from './panel.js'
import type { Party } from './party.js'
import type { Observation } from './observation.js'
import { stepOfRequest } from './recorded-request.js'
import { isWorthAStep } from './worth-a-step.js'

/**
 * Tells the observer of each request to a part that stands on Express, and serves the panel of its pages. Put it before everything
 * else.
 *
 * @param part who answers; one program may be two, by path
 * @param origin of the part, as browsers see it
 */
export function observed(
  { recorder, address }: Observation,
  part: (path: string) => Party,
  origin: string,
): RequestHandler {
  return (req, res, next) => {
    const panel = answerPanel({
      method: req.method,
      url: req.originalUrl,
      headers: req.headers,
      origin,
      address,
    })
    if (panel !== undefined) {
      panel.then(({ status, headers, body }) => res.status(status).set(headers).send(body), next)
      return
    }
    if (!isWorthAStep(req.path, req.headers['sec-fetch-dest']?.toString())) {
      next()
      return
    }
    const { method, originalUrl: url, headersDistinct: headers, path } = req
    const time = Date.now()
    const exchange = new Exchange({ method, url, headers })
    res.once('close', () => {
      const status = res.headersSent ? res.statusCode : undefined
      const answer = { status, answerHeaders: linesOf(res) }
      void exchange.allChecks().then((checks) => {
        recorder.record(
          stepOfRequest({ part: part(path), method, url, headers, time, ...answer, exchange, checks }),
        )
      })
    })
    runExchange(exchange, next)
  }
}

function linesOf(res: Response): FieldLines {
  const lines = Object.entries(res.getHeaders()).map(
    ([name, value]) => [name, [value ?? []].flat().map(String)] as const,
  )
  return Object.fromEntries(lines)
}
