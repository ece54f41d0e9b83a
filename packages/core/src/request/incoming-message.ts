import { RawFields } from './raw-fields.js'
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
  const headers = message.rawHeaders.length > 0 ? new RawFields(message.rawHeaders) : message.headers
  return { method: message.method ?? 'GET', url, headers }
}
