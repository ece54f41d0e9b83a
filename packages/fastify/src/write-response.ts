import {
  isPartlyRead,
  type IncomingMessageLike,
  type LogoutResponse,
  type MetadataResponse,
  type RefusalResponse,
  type ServerResponseLike,
} from '@qalqon/core'

/** What is used of a reply of Fastify, whatever its server and its types. */
export interface GuardedReply {
  readonly raw: ServerResponseLike
  code(status: number): unknown
  getHeader(name: string): number | string | string[] | undefined
  header(name: string, value: unknown): unknown
  send(body?: unknown): unknown
}

/** Writes an answer of the core as it stands. A challenge that the app has set before stays beside ours. */
export function writeResponse(
  { status, headers, body }: RefusalResponse | MetadataResponse | LogoutResponse,
  request: { readonly raw: IncomingMessageLike },
  reply: GuardedReply,
): void {
  reply.code(status)
  for (const [name, value] of headers) {
    const own = name === 'www-authenticate' ? reply.getHeader(name) : undefined
    reply.header(name, own === undefined ? value : [own, value].flat())
    // Fastify keeps fields to itself until it writes the head; what overrides this one looks at the response of Node.
    if (name === 'cache-control') reply.raw.setHeader(name, value)
  }
  if (isPartlyRead(request.raw)) reply.header('connection', 'close')
  // To the type of a text Fastify would add a charset.
  reply.send(body === '' ? undefined : Buffer.from(body))
}
