import type { MaybePromise } from '../maybe-promise.js'
import { checkFormFields, formIncomplete, FormText, formTooLarge, type FormBody } from './form-body.js'
import type { IncomingMessageLike } from './incoming-message-like.js'

/** Where body parsers leave what they have read: the request of Express and of Fastify, `ctx.request` of Koa. */
export interface BodyCarrier {
  body?: unknown
}

/** What a request of Node has beside its fields: it is a stream. */
interface ReadableMessage extends IncomingMessageLike {
  readonly readableDidRead?: boolean
  readonly readableEnded?: boolean
  readonly destroyed?: boolean
  readonly httpVersionMajor?: number
  /** Tells body parsers of Express that the body was read. */
  _body?: boolean
  on(event: string, listener: (value: never) => void): unknown
  off(event: string, listener: (value: never) => void): unknown
  pause(): unknown
}

/**
 * The form of a request of Node's server. What a body parser has left is taken as it is. Otherwise the body is read,
 * within bounds, and what stands in it is left for handlers as a body parser would.
 *
 * @throws {TokenFault} `credentials_malformed` (400) when it is too large, compressed or broken off
 */
export function formOfMessage(
  message: IncomingMessageLike,
  carrier: BodyCarrier,
): MaybePromise<FormBody | undefined> {
  const { body } = carrier
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return textOf(body)
  if (!isUnread(message) || (isObject(body) && Object.keys(body).length > 0)) {
    return isObject(body) ? body : undefined
  }
  const { headers } = message
  checkFormFields(oneLine(headers['content-length']), oneLine(headers['content-encoding']))
  return readForm(message).then((text) => {
    carrier.body = parsed(text)
    message._body = true
    return text
  })
}

/** Whether the body of a request was begun and not read to its end: no other request can follow on its connection. */
export function isPartlyRead(message: IncomingMessageLike): boolean {
  const { readableDidRead, readableEnded, httpVersionMajor } = message as Partial<ReadableMessage>
  return httpVersionMajor === 1 && readableDidRead === true && readableEnded === false
}

/**
 * Body parsers of Express 4 leave an empty object where they have read nothing; only the stream knows. One that was empty has ended
 * without anything that was read.
 */
function isUnread(message: IncomingMessageLike): message is ReadableMessage {
  const { on, readableDidRead, readableEnded } = message as Partial<ReadableMessage>
  return typeof on === 'function' && readableDidRead === false && readableEnded !== true
}

function readForm(message: ReadableMessage): Promise<string> {
  const form = new FormText()
  const encoder = new TextEncoder()
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      for (const [event, listener] of listeners) message.off(event, listener)
      act()
    }
    const listeners: readonly (readonly [event: string, listener: (value: never) => void])[] = [
      [
        'data',
        (part: Uint8Array | string) => {
          if (form.add(typeof part === 'string' ? encoder.encode(part) : part)) return
          settle(() => {
            message.pause()
            reject(formTooLarge())
          })
        },
      ],
      ['end', () => settle(() => resolve(form.text))],
      ['error', (cause: unknown) => settle(() => reject(formIncomplete(cause)))],
      ['close', () => settle(() => reject(formIncomplete()))],
    ]
    for (const [event, listener] of listeners) message.on(event, listener)
    if (message.destroyed === true) settle(() => reject(formIncomplete()))
  })
}

/** As body parsers leave it: without a prototype, and a list where a name is repeated. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  const form = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of new URLSearchParams(text)) {
    const known = form[name]
    if (known === undefined) form[name] = value
    else if (Array.isArray(known)) known.push(value)
    else form[name] = [known, value]
  }
  return form
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const oneLine = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' || value === undefined ? value : value.join(', ')
