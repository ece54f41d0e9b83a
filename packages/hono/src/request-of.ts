import {
  formOfFetchRequest,
  fromIncomingMessage,
  type IncomingMessageLike,
  type ResourceRequest,
} from '@qalqon/core'
import type { Context } from 'hono'

/**
 * The request as the client sent it. On Node that is the message of the server behind Hono (`@hono/node-server` hands it in): it has
 * repeated field lines one by one, and knows the connection. Elsewhere it is the Fetch request.
 *
 * @param option what the fault over a body that was read before names, if not `bearerMethods`
 */
export function requestOf(c: Context, option?: string): ResourceRequest {
  const incoming = (c.env as { incoming?: unknown } | undefined)?.incoming
  if (!isIncomingMessage(incoming)) return c.req.raw
  const message = fromIncomingMessage(incoming)
  return {
    method: message.method,
    url: message.url,
    headers: message.headers,
    connection: () => message.connection?.() ?? {},
    // Handlers read the body of the Fetch request, which must stay whole.
    form: () => formOfFetchRequest(c.req.raw, option),
  }
}

/** On a worker, a binding can have this name. */
const isIncomingMessage = (incoming: unknown): incoming is IncomingMessageLike =>
  typeof incoming === 'object' &&
  incoming !== null &&
  'rawHeaders' in incoming &&
  Array.isArray(incoming.rawHeaders)
