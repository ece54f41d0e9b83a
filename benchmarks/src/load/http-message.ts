/** A request of the benchmarks, ready to be written to a socket. */
export const requestBytes = (port: number, token: string) =>
  Buffer.from(
    `GET /files HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/json\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    'latin1',
  )

/** An answer at the start of what a socket has brought. */
export interface Answer {
  readonly status: number
  /** How many bytes of it there are. */
  readonly length: number
}

/**
 * Reads the answer, if all of it has come. It reads no more than the load needs: the status, and where the answer ends.
 *
 * @throws {Error} when it does not say its length.
 */
export function readAnswer(text: string): Answer | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const body = /\r\ncontent-length: *(\d+)\r\n/i.exec(text.slice(0, headEnd + 2))?.[1]
  if (body === undefined) throw new Error('expected an answer with Content-Length')
  const length = headEnd + 4 + Number(body)
  return text.length < length ? undefined : { status: Number(text.slice(9, 12)), length }
}
