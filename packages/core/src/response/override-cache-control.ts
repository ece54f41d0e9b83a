/** What is written to of the response of Node's HTTP/1 and HTTP/2 servers. */
export interface ServerResponseLike {
  readonly statusCode: number
  getHeader(name: string): unknown
  setHeader(name: string, value: string): unknown
}

type WriteHead = (status: number, ...rest: unknown[]) => unknown

const field = 'cache-control'

/**
 * Gives the answer this `Cache-Control`, whatever the application sets in the meantime: it is set when the head is written,
 * in the place of every other. A refusal keeps its `no-store`.
 *
 * @param value as `Accepted.cacheControl` says it
 * @see RFC 6750 §2.3
 * @see RFC 9111 §5.2.2.7
 */
export function overrideCacheControl(response: ServerResponseLike, value: string): void {
  const head = response as ServerResponseLike & { writeHead: WriteHead }
  const { writeHead } = head
  head.writeHead = function (this: unknown, status, ...rest) {
    const isRefused = status >= 400 && response.getHeader(field) === 'no-store'
    if (!isRefused) response.setHeader(field, value)
    return writeHead.call(this, status, ...rest.map(withoutField))
  }
}

/** The fields that are handed to `writeHead` itself would win: an object, or a list of names and values in turn. */
function withoutField(argument: unknown): unknown {
  if (Array.isArray(argument)) {
    const flat: unknown[] = Array.isArray(argument[0]) ? argument.flat() : argument
    return flat.filter((_, at) => !isField(flat[at - (at % 2)]))
  }
  if (typeof argument !== 'object' || argument === null) return argument
  return Object.fromEntries(Object.entries(argument).filter(([name]) => !isField(name)))
}

const isField = (name: unknown): boolean => typeof name === 'string' && name.toLowerCase() === field
