import type { MaybePromise } from '../maybe-promise.js'
import type { FormBody } from './form-body.js'
import type { IncomingMessageLike } from './incoming-message-like.js'
import { formOfMessage, type BodyCarrier } from './message-form.js'
import { RawFields } from './raw-fields.js'
import type { ClientConnection, RequestHeaders, ResourceRequest } from './resource-request.js'

/**
 * The request of a framework that stands on Node's HTTP server.
 *
 * @param message the request of Node
 * @param url the target as the client sent it, where the framework rewrites `message.url`
 * @param carrier the object on whose `body` body parsers of the framework leave what they have read. It is looked at, and
 * written to, only where `bearerMethods` has `'body'` and the request has a form, and by what receives logouts
 * @param forwardedOrigin scheme and host as a hop has told them that the application trusts; see `ResourceRequest`
 */
export function fromIncomingMessage(
  message: IncomingMessageLike,
  url = message.url ?? '/',
  carrier: object = message,
  forwardedOrigin?: () => string | undefined,
): ResourceRequest {
  return new MessageRequest(message, url, carrier, forwardedOrigin)
}

/** A class, so that the way to the form costs nothing where nobody takes it. */
class MessageRequest implements ResourceRequest {
  readonly method: string
  readonly url: string
  readonly headers: RequestHeaders
  declare readonly forwardedOrigin?: () => string | undefined
  readonly #message: IncomingMessageLike
  readonly #carrier: BodyCarrier

  constructor(
    message: IncomingMessageLike,
    url: string,
    carrier: BodyCarrier,
    forwardedOrigin: (() => string | undefined) | undefined,
  ) {
    this.method = message.method ?? 'GET'
    this.url = url
    // A request that some adapter of a serverless platform has put together may have no raw fields.
    this.headers = message.rawHeaders.length > 0 ? new RawFields(message.rawHeaders) : message.headers
    this.#message = message
    this.#carrier = carrier
    if (forwardedOrigin) this.forwardedOrigin = forwardedOrigin
  }

  connection(): ClientConnection {
    const { socket } = this.#message
    return { address: socket?.remoteAddress, certificate: socket?.getPeerCertificate?.()?.raw }
  }

  form(): MaybePromise<FormBody | undefined> {
    return formOfMessage(this.#message, this.#carrier)
  }
}
