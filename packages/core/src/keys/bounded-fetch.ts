/** The `fetch` that requests to issuers go through. */
export type Fetch = typeof globalThis.fetch

/** Why a document could not be had. `status` is set when the other side answered with another status than 200. */
export class FetchFailure extends Error {
  readonly status: number | undefined

  constructor(problem: string, options: ErrorOptions & { status?: number } = {}) {
    super(problem, options)
    this.name = 'FetchFailure'
    this.status = options.status
  }
}

/** The bounds of one fetch. */
export interface FetchBounds {
  readonly fetch: Fetch
  /** Ends the fetch, and the reading of the body, whatever the other side does. */
  readonly signal: AbortSignal
  readonly maxBytes: number
}

/** A JSON document, with the fields of the answer that it came in. */
export interface JsonDocument {
  readonly value: unknown
  readonly headers: Headers
}

const maximumRedirects = 3

/**
 * Gets a JSON document within bounds of time, size and place: redirects are followed only inside one origin,
 * and the body is read no further than allowed.
 *
 * @throws {FetchFailure}
 */
export async function fetchJson(url: string, bounds: FetchBounds): Promise<JsonDocument> {
  const response = await follow(url, bounds)
  const text = await readText(response, bounds)
  try {
    return { value: JSON.parse(text), headers: response.headers }
  } catch {
    throw new FetchFailure(`${url} did not answer with JSON`)
  }
}

async function follow(start: string, bounds: FetchBounds): Promise<Response> {
  let url = start
  for (let redirects = 0; redirects <= maximumRedirects; redirects++) {
    const response = await request(url, bounds)
    if (response.status === 200 && !response.redirected) return response
    discard(response)
    if (response.redirected) throw new FetchFailure(`${url} was redirected by a fetch that must not follow`)
    if (response.status < 300 || response.status > 399) {
      throw new FetchFailure(`${url} answered with status ${response.status}`, { status: response.status })
    }
    url = redirectTarget(url, response)
  }
  throw new FetchFailure(`${start} redirects more than ${maximumRedirects} times`)
}

async function request(url: string, { fetch, signal }: FetchBounds): Promise<Response> {
  let answer: Promise<Response> | undefined
  try {
    answer = Promise.resolve(
      fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } }),
    )
    return await unlessAborted(answer, signal)
  } catch (cause) {
    // An answer that comes too late must not hold its connection.
    answer?.then(discard).catch(ignore)
    throw new FetchFailure(`${url} could not be fetched (${reasonOf(cause, signal)})`, { cause })
  }
}

function redirectTarget(from: string, response: Response): string {
  const location = response.headers.get('location')
  const target = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined
  if (target?.origin !== new URL(from).origin) {
    throw new FetchFailure(`${from} redirects to another origin, which is not followed`, {
      status: response.status,
    })
  }
  return target.href
}

async function readText(response: Response, { signal, maxBytes }: FetchBounds): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal)
      if (done) return text + decoder.decode()
      size += value.length
      if (size > maxBytes) throw new FetchFailure(`the answer is larger than ${maxBytes} bytes`)
      text += decoder.decode(value, { stream: true })
    }
  } catch (cause) {
    reader.cancel().catch(ignore)
    if (cause instanceof FetchFailure) throw cause
    throw new FetchFailure(`the answer broke off (${reasonOf(cause, signal)})`, { cause })
  }
}

/** Rejects as soon as the signal fires, also when a `fetch` that was handed in does not heed it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function reasonOf(cause: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'it took too long'
  const reasons = [cause, memberOf(cause, 'cause')].map((thrown) => messageOf(thrown))
  return reasons.filter((reason) => reason !== '').join(': ') || 'unknown cause'
}

/** By members and not by class: the global `fetch` may throw errors of another realm, and of many attempts in one. */
function messageOf(thrown: unknown): string {
  const texts = [memberOf(thrown, 'message'), memberOf(thrown, 'code')]
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? ''
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function discard(response: Response): void {
  response.body?.cancel().catch(ignore)
}

const ignore = () => undefined
