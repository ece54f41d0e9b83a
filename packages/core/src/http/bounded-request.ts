import { unlessAborted } from './deadline.js'

/** The `fetch` that requests to issuers go through. */
export type Fetch = typeof globalThis.fetch

/** Why nothing could be had. `status` is set when the other side answered with another status than was wanted. */
export class FetchFailure extends Error {
  readonly status: number | undefined

  constructor(problem: string, options: ErrorOptions & { status?: number } = {}) {
    super(problem, options)
    this.name = 'FetchFailure'
    this.status = options.status
  }
}

/** The answer was longer than is read. */
export class AnswerTooLarge extends FetchFailure {
  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`)
    this.name = 'AnswerTooLarge'
  }
}

/** The bounds of one fetch. */
export interface FetchBounds {
  readonly fetch: Fetch
  /** Ends the fetch, and the reading of the body, whatever the other side does. */
  readonly signal: AbortSignal
  readonly maxBytes: number
}

/**
 * Sends one request, and never another: a redirect is an answer like any other.
 *
 * @throws {FetchFailure}
 */
export async function send(
  url: string,
  init: RequestInit,
  { fetch, signal }: FetchBounds,
): Promise<Response> {
  let answer: Promise<Response> | undefined
  try {
    answer = Promise.resolve(fetch(url, { ...init, redirect: 'manual', signal }))
    return await unlessAborted(answer, signal)
  } catch (cause) {
    // An answer that comes too late must not hold its connection.
    answer?.then(discard).catch(ignore)
    throw new FetchFailure(`${url} could not be fetched (${reasonOf(cause, signal)})`, { cause })
  }
}

/**
 * The body of an answer, read no further than allowed.
 *
 * @throws {FetchFailure}
 */
export async function readOctets(response: Response, { signal, maxBytes }: FetchBounds): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal)
      if (done) return joined(parts, size)
      size += value.length
      if (size > maxBytes) throw new AnswerTooLarge(maxBytes)
      parts.push(value)
    }
  } catch (cause) {
    reader.cancel().catch(ignore)
    if (cause instanceof FetchFailure) throw cause
    throw new FetchFailure(`the answer broke off (${reasonOf(cause, signal)})`, { cause })
  }
}

/** Lets an answer go that nobody reads. */
export function discard(response: Response): void {
  response.body?.cancel().catch(ignore)
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const octets = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    octets.set(part, at)
    at += part.length
  }
  return octets
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

const ignore = () => undefined
