/** The body of an answer: a text, or octets that come one part after the other and never end, unless they fail. */
export type AnswerBody = string | (() => AsyncGenerator<Uint8Array, never>)

export interface AnswerResponse {
  readonly kind: 'response'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AnswerBody
}

/** What a request meets, before it is put into the words of `fetch` or of an HTTP server. */
export type Answer =
  | AnswerResponse
  /** Nobody answers at the address. */
  | { readonly kind: 'no-connection' }
  /** The connection stands and nothing ever comes. */
  | { readonly kind: 'silence' }

/** Thrown by a body whose connection is cut while it is sent. */
export class ConnectionReset extends Error {
  readonly code = 'ECONNRESET'
  constructor() {
    super('read ECONNRESET')
  }
}

/** A text answer. */
export function answer(
  status: number,
  type: string,
  body: AnswerBody,
  headers: Readonly<Record<string, string>> = {},
): AnswerResponse {
  return { kind: 'response', status, headers: { 'content-type': type, ...headers }, body }
}

/** A 200 with a JSON body. */
export function jsonAnswer(value: unknown, cacheControl?: string): AnswerResponse {
  const headers = cacheControl === undefined ? {} : { 'cache-control': cacheControl }
  return answer(200, 'application/json', JSON.stringify(value), headers)
}
