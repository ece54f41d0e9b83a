import type { ResourceRequest } from './resource-request.js'

/** What is read of the `IncomingMessage` of Node. */
export interface IncomingMessageLike {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Unlike `headers`, it keeps the second of two `Authorization` lines. */
  readonly headersDistinct: Readonly<Record<string, readonly string[] | undefined>>
}

/**
 * The request of a framework that stands on Node's HTTP server.
 *
 * @param message the request of Node
 * @param url the target as the client sent it, where the framework rewrites `message.url`
 */
export function fromIncomingMessage(message: IncomingMessageLike, url = message.url ?? '/'): ResourceRequest {
  return { method: message.method ?? 'GET', url, headers: message.headersDistinct }
}
