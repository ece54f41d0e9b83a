import {
  isPartlyRead,
  type IncomingMessageLike,
  type LogoutResponse,
  type MetadataResponse,
  type RefusalResponse,
  type ServerResponseLike,
} from '@qalqon/core'

/** What is used of a response of Node, which that of Express is too. */
export interface NodeResponse extends ServerResponseLike {
  statusCode: number
  setHeader(name: string, value: string | readonly string[]): unknown
  end(body: string): unknown
}

/** What is used of a reply of Fastify, whatever its server. */
interface FastifyReply {
  readonly raw: ServerResponseLike
  code(status: number): unknown
  getHeader(name: string): unknown
  header(name: string, value: unknown): unknown
  send(body?: unknown): unknown
}

export type GuardedResponse = NodeResponse | FastifyReply

/** Writes an answer of the core as it stands. A challenge that the app has set before stays beside ours. */
export function writeResponse(
  { status, headers, body }: RefusalResponse | MetadataResponse | LogoutResponse,
  message: IncomingMessageLike,
  response: GuardedResponse,
): void {
  for (const [name, value] of headers) {
    const own = name === 'www-authenticate' ? getField(response, name) : undefined
    setField(response, name, own === undefined ? value : ([own, value].flat() as string[]))
    // Fastify keeps fields to itself until it writes the head; what overrides this one looks at the response of Node.
    if (name === 'cache-control') nodeResponse(response).setHeader(name, value)
  }
  if (isPartlyRead(message)) setField(response, 'connection', 'close')
  if (isReply(response)) {
    response.code(status)
    // To the type of a text Fastify would add a charset.
    response.send(body === '' ? undefined : Buffer.from(body))
  } else {
    response.statusCode = status
    response.end(body)
  }
}

/** Sets a field of the answer, in the place of the one that is there. */
export function setField(response: GuardedResponse, name: string, value: string | readonly string[]): void {
  if (isReply(response)) response.header(name, value)
  else response.setHeader(name, value)
}

const getField = (response: GuardedResponse, name: string): unknown => response.getHeader(name)

/** The response of Node itself. */
export const nodeResponse = (response: GuardedResponse): ServerResponseLike =>
  isReply(response) ? response.raw : response

const isReply = (response: GuardedResponse): response is FastifyReply =>
  'raw' in response && 'code' in response
