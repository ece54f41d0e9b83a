import type { IncomingMessage, ServerResponse } from 'node:http'
import { Exchange, runExchange } from './exchange.js'
import { answerPanel } from './panel.js'
import type { Observation } from './observation.js'
import type { Party } from './party.js'
import { stepOfRequest } from './recorded-request.js'
import { isWorthAStep } from './worth-a-step.js'

/** What is read of a context of Koa, and of what oidc-provider has put there. */
export interface ObservedContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly method: string
  readonly path: string
  readonly originalUrl: string
  status: number
  body: unknown
  set(headers: Readonly<Record<string, string>>): void
  readonly oidc?: OidcState | undefined
}

interface OidcState {
  /** The parameters of the request. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
  /** What was sent in the form, where an endpoint has read one. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly client?: { readonly clientId: string } | undefined
}

/**
 * Tells the observer of each request to a part that stands on Koa, and serves the panel of its pages. Put it before everything else.
 *
 * @param origin of the part, as browsers see it
 */
export function observed({ recorder, address }: Observation, part: Party, origin: string) {
  return async (ctx: ObservedContext, next: () => Promise<void>): Promise<void> => {
    const { method, originalUrl: url, req } = ctx
    const panel = await answerPanel({ method, url, headers: req.headers, origin, address })
    if (panel !== undefined) {
      ctx.status = panel.status
      ctx.set(panel.headers)
      ctx.body = panel.body
      return
    }
    if (!isWorthAStep(ctx.path, req.headers['sec-fetch-dest']?.toString())) return next()
    const headers = req.headersDistinct
    const time = Date.now()
    const exchange = new Exchange({ method, url, headers })
    try {
      await runExchange(exchange, next)
    } finally {
      const { oidc } = ctx
      const request = {
        part,
        method,
        url,
        headers,
        // What came in the query is there already.
        form: method === 'POST' ? Object.entries(oidc?.params ?? oidc?.body ?? {}) : [],
        time,
        status: ctx.status,
        answerHeaders: linesOf(ctx.res),
        answer: isObject(ctx.body) ? ctx.body : undefined,
        clientId: oidc?.client?.clientId,
        exchange,
      }
      // Not awaited: Koa answers when this is over.
      void exchange.allChecks().then((checks) => recorder.record(stepOfRequest({ ...request, checks })))
    }
  }
}

function linesOf(res: ServerResponse) {
  const lines = Object.entries(res.getHeaders()).map(
    ([name, value]) => [name, [value ?? []].flat().map(String)] as const,
  )
  return Object.fromEntries(lines)
}

/** A JSON answer; no page, no stream. */
const isObject = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
