import { shownPath } from './address.js'
import { shownAnswerHeaders, shownRequestHeaders } from './headers.js'
import { shownParameters, type Shown } from './parameters.js'
import type { Party } from './party.js'
import type { Recorder } from './recorder.js'
import type { Step } from './step.js'
import { newExchangeName } from './trace-parent.js'

export interface RecordedFetchOptions {
  readonly recorder: Recorder
  /** Who asks. */
  readonly part: Party
  /** Who listens where, by origin. */
  readonly servers: Readonly<Record<string, Party>>
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` that tells the observer of each exchange. The server may tell of it too: the field `traceparent` names it. Bodies are not
 * read, but for a form that is sent; what is in an answer its sender tells.
 */
export function recordedFetch(options: RecordedFetchOptions): typeof fetch {
  const { recorder, fetch: send = fetch } = options
  return async (input, init) => {
    const { id, traceParent } = newExchangeName()
    const headers = new Headers(input instanceof Request ? input.headers : undefined)
    new Headers(init?.headers).forEach((value, name) => headers.set(name, value))
    const given = new Headers(headers)
    headers.set('traceparent', traceParent)
    const time = Date.now()
    const tell = (response?: Response) => {
      recorder.record(stepOf(id, { input, init, headers: given, time, response }, options))
    }
    try {
      const response = await send(input, { ...init, headers })
      tell(response)
      return response
    } catch (error) {
      tell()
      throw error
    }
  }
}

interface Exchanged {
  readonly input: Parameters<typeof fetch>[0]
  readonly init: RequestInit | undefined
  readonly headers: Headers
  readonly time: number
  readonly response: Response | undefined
}

function stepOf(id: string, exchanged: Exchanged, { part, servers }: RecordedFetchOptions): Step {
  const { input, init, headers, time, response } = exchanged
  const url = new URL(input instanceof Request ? input.url : input)
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  const query = shownParameters(url.searchParams)
  const form = formOf(init?.body)
  const shownHeaders = shownRequestHeaders(linesOf(headers))
  return {
    id,
    part,
    from: part,
    to: servers[url.origin] ?? 'server',
    time,
    milliseconds: Date.now() - time,
    request: {
      method: method.toUpperCase(),
      path: shownPath(url.pathname),
      parameters: [...query.fields, ...form.fields],
      headers: shownHeaders.fields,
    },
    ...(response && {
      answer: { status: response.status, headers: shownAnswerHeaders(linesOf(response.headers)), body: [] },
    }),
    tokens: [...form.tokens, ...shownHeaders.tokens],
    checks: [],
    ...(!response && !isGivenUp(init) && { refusal: { code: 'no_answer' } }),
  }
}

/** Whether the one who asked did not want the answer any more: a person has gone on to another page. */
function isGivenUp(init: RequestInit | undefined): boolean {
  const reason: unknown = init?.signal?.reason
  return reason instanceof Error && reason.name === 'AbortError'
}

function formOf(body: RequestInit['body']): Shown {
  return body instanceof URLSearchParams ? shownParameters(body) : { fields: [], tokens: [] }
}

function linesOf(headers: Headers): Record<string, string[]> {
  const lines: Record<string, string[]> = {}
  headers.forEach((value, name) => (lines[name] ??= []).push(value))
  return lines
}
