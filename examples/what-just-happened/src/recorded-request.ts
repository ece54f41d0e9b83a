import { shownPath } from './address.js'
import type { Exchange } from './exchange.js'
import { shownAnswerHeaders, shownRequestHeaders, type FieldLines } from './headers.js'
import { shownParameters, type Shown } from './parameters.js'
import { partyOfClient, type Party } from './party.js'
import type { Check, Step } from './step.js'
import { exchangeIdIn, newExchangeId } from './trace-parent.js'

/** A request that a part was asked, and how it has answered. */
export interface AnsweredRequest {
  readonly part: Party
  readonly method: string
  /** With the query, as the client sent it. */
  readonly url: string
  readonly headers: FieldLines
  /** The form in its body, where there is one and it was read. */
  readonly form?: Iterable<readonly [string, unknown]>
  readonly time: number
  /** Nothing where the client hung up before there was an answer. */
  readonly status: number | undefined
  readonly answerHeaders: FieldLines
  /** The JSON object in the answer, where it is one. */
  readonly answer?: object | undefined
  /** The client that was authenticated, where that is known. */
  readonly clientId?: string | undefined
  readonly exchange: Exchange
  readonly checks: readonly Check[]
}

/** The step that a part tells of a request. Secrets are shortened here. */
export function stepOfRequest(request: AnsweredRequest): Step {
  const { part, method, url, headers, time, status, exchange } = request
  const query = shownParameters(new URLSearchParams(url.split('?').slice(1).join('?')))
  const form = shownParameters(request.form ?? [])
  const header = shownRequestHeaders(headers)
  const answer = shownParameters(Object.entries(request.answer ?? {}))
  const refusal = exchange.refusal ?? refusalIn(answer, status)
  return {
    id: exchangeIdIn(headers.traceparent?.[0]) ?? newExchangeId(),
    part,
    from: senderOf(request, header),
    to: part,
    time,
    milliseconds: Math.max(0, Date.now() - time),
    request: {
      method,
      path: shownPath(url),
      parameters: [...query.fields, ...form.fields],
      headers: header.fields,
    },
    ...(status !== undefined && {
      answer: { status, headers: shownAnswerHeaders(request.answerHeaders), body: answer.fields },
    }),
    tokens: [...header.tokens, ...query.tokens, ...form.tokens, ...answer.tokens, ...exchange.tokens].slice(
      0,
      6,
    ),
    checks: request.checks,
    ...(refusal && { refusal }),
  }
}

/** Browsers say what they want something for; a program is known by its client, where the token or the request names one. */
function senderOf({ headers, clientId }: AnsweredRequest, { tokens }: Shown): Party {
  if (headers['sec-fetch-dest'] !== undefined || headers.accept?.[0]?.startsWith('text/html'))
    return 'browser'
  const claims = tokens.find(({ name }) => name === 'access_token')?.claims
  const named = claims?.find(({ name }) => name === 'client_id')?.value
  return partyOfClient(clientId) ?? partyOfClient(named) ?? 'client'
}

/** An error of OAuth 2.0, in a JSON answer (RFC 6749 §5.2). */
function refusalIn({ fields }: Shown, status: number | undefined): Step['refusal'] {
  const code = fields.find(({ name }) => name === 'error')?.value
  if (status === undefined || status < 400 || code === undefined) return undefined
  const detail = fields.find(({ name }) => name === 'error_description')?.value
  return { code, ...(detail !== undefined && { detail }) }
}
