import type { AnswerBody, AnswerResponse } from './answer.js'
import type { IssuerEndpoints } from './issuer-endpoints.js'
import type { IssuerRequest } from './issuer-request.js'

/**
 * A `fetch` that knows one issuer and no network. Every other host is unreachable, as `TypeError`. It honours
 * `method`, `redirect` and `signal`, and of a POST its headers and its body.
 */
export function issuerFetch(endpoints: IssuerEndpoints): typeof globalThis.fetch {
  return async function fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const request = isRequest(input) ? input : undefined
    let url = new URL(isRequest(input) ? input.url : input)
    const method = (init.method ?? request?.method ?? 'GET').toUpperCase()
    const redirect = init.redirect ?? request?.redirect ?? 'follow'
    const signal = init.signal ?? request?.signal
    const sent = method === 'POST' ? await sentWith(input, init) : {}

    for (let redirected = false; ; redirected = true) {
      signal?.throwIfAborted()
      const answer = endpoints.answer({ method, url, ...sent })
      if (answer.kind === 'no-connection') throw unreachable(url)
      if (answer.kind === 'silence') return silence(signal)
      const { location } = answer.headers
      // A redirect leads to an answer and never to another redirect.
      if (location === undefined || redirect === 'manual') {
        return response(answer, { method, url, redirected, signal })
      }
      if (redirect === 'error') throw failed(new Error('unexpected redirect'))
      url = new URL(location, url)
    }
  }
}

/** By its members and not its class: a test's sandbox may have a `Request` of its own. */
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === 'object' && 'url' in input
}

/** What a POST sends; `Request` makes a text of every kind of body, and the field that belongs to it. */
async function sentWith(input: string | URL | Request, init: RequestInit): Promise<Partial<IssuerRequest>> {
  // The signal is honoured outside: one of another realm would not be taken here.
  const request = new Request(isRequest(input) ? input.clone() : input, { ...init, signal: null })
  return {
    authorization: request.headers.get('authorization') ?? undefined,
    contentType: request.headers.get('content-type') ?? undefined,
    body: await request.text(),
  }
}

interface Exchange {
  readonly method: string
  readonly url: URL
  readonly redirected: boolean
  readonly signal: AbortSignal | undefined
}

function response(answer: AnswerResponse, { method, url, redirected, signal }: Exchange): Response {
  const { status, headers } = answer
  const body = method === 'HEAD' ? null : responseBody(answer.body, signal)
  const result = new Response(body, { status, headers })
  // A Response made by its constructor has no address of its own.
  Object.defineProperties(result, { url: { value: url.href }, redirected: { value: redirected } })
  return result
}

function responseBody(body: AnswerBody, signal: AbortSignal | undefined): string | ReadableStream {
  if (typeof body === 'string') return body
  const parts = body()
  let open = true
  let abort = (): void => undefined
  const finish = (): void => {
    open = false
    signal?.removeEventListener('abort', abort)
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        abort = () => {
          finish()
          controller.error(signal?.reason)
        }
        signal?.addEventListener('abort', abort)
      },
      async pull(controller) {
        try {
          const part = await parts.next()
          // The signal or the reader may have ended the stream while this part was on its way.
          if (open) controller.enqueue(part.value)
        } catch (cause) {
          finish()
          controller.error(new TypeError('terminated', { cause }))
        }
      },
      cancel: finish,
    },
    // Nothing is made before somebody reads it.
    { highWaterMark: 0 },
  )
}

/** Waits for the signal, and without one for ever. */
function silence(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

function unreachable(url: URL): TypeError {
  const cause = new Error(`connect ECONNREFUSED ${url.host}`)
  return failed(Object.assign(cause, { code: 'ECONNREFUSED' }))
}

/** The error that `fetch` rejects with when the network fails. */
function failed(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause })
}
