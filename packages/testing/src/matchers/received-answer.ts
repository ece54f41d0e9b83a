/** An answer, whoever got it. */
export interface ReceivedAnswer {
  readonly status: number
  /** Name in lower case, and value; the values of a field that came in several lines are joined as RFC 9110 §5.3 says. */
  readonly fields: ReadonlyMap<string, string>
  /** The body as text. Read once, when it is asked for. */
  body(): Promise<string>
  /** The credentials of the request, where the answer knows its request: those of `Authorization` and `DPoP`. */
  readonly sent: readonly string[] | undefined
}

type Loose = Readonly<Record<string, unknown>>

/**
 * Reads what supertest, `fetch` and Fastify's `inject` return.
 *
 * @throws {TypeError} when it is none of them; for a promise of one with the hint to await it
 */
export function readAnswer(received: unknown): ReceivedAnswer {
  const answer = isObject(received) ? received : {}
  if (typeof answer.then === 'function' && typeof answer.status !== 'number')
    throw new TypeError('expected an answer, got a promise of one: expect(await …)')
  const status = answer.status ?? answer.statusCode
  if (typeof status !== 'number' || !isObject(answer.headers))
    throw new TypeError('expected an answer of supertest, of fetch or of inject(), with status and headers')
  return { status, fields: fieldsOf(answer.headers), body: () => bodyOf(answer), sent: sentWith(answer) }
}

function fieldsOf(headers: Loose): Map<string, string> {
  const fields = new Map<string, string>()
  if (typeof headers.forEach === 'function') {
    // What `fetch` has joins the lines of a field itself, except those of Set-Cookie.
    ;(headers as unknown as Headers).forEach((value, name) => add(fields, name, value))
    return fields
  }
  for (const [name, value] of Object.entries(headers)) {
    const values = Array.isArray(value) ? (value as unknown[]) : [value]
    for (const each of values)
      if (each !== undefined)
        add(fields, name.toLowerCase(), typeof each === 'string' ? each : JSON.stringify(each))
  }
  return fields
}

function add(fields: Map<string, string>, name: string, value: string): void {
  const before = fields.get(name)
  fields.set(name, before === undefined ? value : `${before}, ${value}`)
}

async function bodyOf(answer: Loose): Promise<string> {
  const { text, payload, body } = answer
  if (typeof text === 'function') {
    if (answer.bodyUsed === true)
      throw new TypeError(
        'the body of the answer has been read: expect(answer) first, or hand in answer.clone()',
      )
    return (answer as unknown as Response).clone().text()
  }
  for (const known of [text, payload, body]) if (typeof known === 'string') return known
  if (body instanceof Uint8Array) return Buffer.from(body).toString('latin1')
  return body === undefined ? '' : JSON.stringify(body)
}

/** supertest keeps the request at `request`, `inject` at `raw.req`; a `Response` of `fetch` knows of none. */
function sentWith({ request, raw }: Loose): string[] | undefined {
  const inject = isObject(raw) && isObject(raw.req) ? raw.req.headers : undefined
  const headers = isObject(request) ? request.header : inject
  if (!isObject(headers)) return undefined
  return Object.entries(headers).flatMap(([name, value]) => {
    if (!/^(?:authorization|dpop)$/i.test(name)) return []
    const lines = Array.isArray(value) ? (value as unknown[]) : [value]
    return lines.map((line) => String(line).replace(/^[^ ]+ +(?=[^ ])/, ''))
  })
}

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null
