import { connect, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'

/** A request as it goes over the wire: no client library puts it in order. */
export interface RawRequest {
  /** @default 'GET' */
  method?: string
  target: string
  /** Field lines as they stand, one octet for each character. `Host` is added, and what says where the body ends. */
  lines?: readonly string[]
  /** One octet for each character, with its length; several parts are sent in chunks. */
  body?: string | readonly string[]
}

/** A response as it came over the wire. */
export interface RawResponse {
  /** What it answers: method and target. */
  to: string
  status: number
  /** In their order; names in lower case, one entry for each line. */
  fields: readonly (readonly [name: string, value: string])[]
  body: string
  /** All of it, one character for each octet. */
  raw: string
}

/** The values of a field, one for each of its lines. */
export const fieldValues = ({ fields }: RawResponse, name: string): string[] =>
  fields.filter(([field]) => field === name).map(([, value]) => value)

/** One connection to a server on this machine, TCP or TLS, over which requests go one after the other. */
export class RawConnection {
  readonly #socket: Socket
  #received = ''
  #ended: Error | undefined
  #wake: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    const end = (error: Error) => {
      this.#ended ??= error
      this.#wake()
    }
    socket.setEncoding('latin1').setTimeout(5000, () => end(new Error('the server is silent')))
    socket.on('error', end).on('close', () => end(new Error('the server closed the connection')))
    socket.on('data', (part: string) => {
      this.#received += part
      this.#wake()
    })
  }

  static async open(port: number, tls?: ConnectionOptions): Promise<RawConnection> {
    const to = { port, host: '127.0.0.1' }
    const socket = tls ? connectTls({ ...tls, ...to }) : connect(to)
    const ready = tls ? 'secureConnect' : 'connect'
    await new Promise((resolve, reject) => socket.once(ready, resolve).once('error', reject))
    return new RawConnection(socket)
  }

  /** Sends a request and reads its response. Rejects when the connection ends before that. */
  async send(request: RawRequest): Promise<RawResponse> {
    this.#write([request])
    return this.#answerTo(request)
  }

  /** Sends requests one behind the other before any is answered, and reads the responses in their order. */
  async sendAtOnce(requests: readonly RawRequest[]): Promise<RawResponse[]> {
    this.#write(requests)
    const responses: RawResponse[] = []
    for (const request of requests) responses.push(await this.#answerTo(request))
    return responses
  }

  close(): void {
    this.#socket.destroy()
  }

  #write(requests: readonly RawRequest[]): void {
    this.#socket.write(requests.map(octetsOf).join(''), 'latin1')
  }

  async #answerTo({ method = 'GET', target }: RawRequest): Promise<RawResponse> {
    return { to: `${method} ${target}`, ...(await this.#read(method)) }
  }

  async #read(method: string): Promise<Omit<RawResponse, 'to'>> {
    const headEnd = await this.#find('\r\n\r\n')
    const [statusLine = '', ...lines] = this.#received.slice(0, headEnd - 4).split('\r\n')
    const fields = lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    })
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1])
    const hasBody = method !== 'HEAD' && status !== 204 && status !== 304
    const length = fields.find(([name]) => name === 'content-length')?.[1]
    const isChunked = fields.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked')
    if (hasBody && length === undefined && !isChunked) throw new Error('a response of unknown length')
    if (hasBody && isChunked) return { status, fields, ...(await this.#readChunks(headEnd)) }
    return { status, fields, ...(await this.#take(headEnd, headEnd + (hasBody ? Number(length) : 0))) }
  }

  /** @see RFC 9112 §7.1 */
  async #readChunks(headEnd: number): Promise<Pick<RawResponse, 'body' | 'raw'>> {
    let octets = ''
    for (let at = headEnd; ;) {
      const start = await this.#find('\r\n', at)
      const size = Number.parseInt(this.#received.slice(at, start), 16)
      const end = await this.#find('\r\n', start + size)
      if (size === 0) return { ...(await this.#take(headEnd, end)), body: text(octets) }
      octets += this.#received.slice(start, start + size)
      at = end
    }
  }

  /** Takes a response off what was received. */
  async #take(headEnd: number, end: number): Promise<Pick<RawResponse, 'body' | 'raw'>> {
    while (this.#received.length < end) await this.#more()
    const raw = this.#received.slice(0, end)
    this.#received = this.#received.slice(end)
    return { body: text(raw.slice(headEnd)), raw }
  }

  /** Where something ends that is looked for from some place on. */
  async #find(sought: string, from = 0): Promise<number> {
    for (;;) {
      const at = this.#received.indexOf(sought, from)
      if (at !== -1) return at + sought.length
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    if (this.#ended) throw this.#ended
    await new Promise<void>((resolve) => (this.#wake = resolve))
  }
}

/** @see RFC 9112 §6.2, §7.1 */
function octetsOf({ method = 'GET', target, lines = [], body }: RawRequest): string {
  const head = [`${method} ${target} HTTP/1.1`, 'Host: rs.example', ...lines]
  if (typeof body === 'string') head.push(`Content-Length: ${body.length}`)
  else if (body) head.push('Transfer-Encoding: chunked')
  const chunks = (parts: readonly string[]) =>
    [...parts, ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')
  return `${head.join('\r\n')}\r\n\r\n${typeof body === 'object' ? chunks(body) : (body ?? '')}`
}

const text = (octets: string): string => Buffer.from(octets, 'latin1').toString()
