import type { ResourceRequest } from './resource-request.js'

/** What is read of the request of Node's HTTP/1 and HTTP/2 servers. */
export interface IncomingMessageLike {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Names and values in turn, as they came. Unlike `headers`, it keeps the second of two `Authorization` lines. */
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * The request of a framework that stands on Node's HTTP server.
 *
 * @param message the request of Node
 * @param url the target as the client sent it, where the framework rewrites `message.url`
 */
export function fromIncomingMessage(message: IncomingMessageLike, url = message.url ?? '/'): ResourceRequest {
  // A request that some adapter of a serverless platform has put together may have no raw fields.
  const headers = message.rawHeaders.length > 0 ? linesByName(message.rawHeaders) : message.headers
  return { method: message.method ?? 'GET', url, headers }
}

function linesByName(rawHeaders: readonly string[]): Readonly<Record<string, readonly string[]>> {
  // No prototype: the names come from the client, and `__proto__` is one like any other.
  const lines = Object.create(null) as Record<string, string[]>
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    ;(lines[name] ??= []).push(rawHeaders[at + 1] ?? '')
  }
  return lines
}
