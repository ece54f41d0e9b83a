import { RawFields } from './raw-fields.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { FormBody } from './form-body.js'

/**
 * The fields of a request: the `Headers` of the Fetch API, the `RawFields` that `fromIncomingMessage` makes, or an object from names in lower case to the
 * values of their field lines, such as `headersDistinct` of Node.
 *
 * Do not hand in Node's `req.headers`: it silently drops the second of two `Authorization` lines.
 */
export type RequestHeaders =
  | { get(name: string): string | null }
  | RawFields
  | Readonly<Record<string, string | readonly string[] | undefined>>

/** What a connection tells of its other end. */
export interface ClientConnection {
  /** The address of the peer; absent on a Unix socket. */
  readonly address?: string | undefined
  /** The certificate that the peer has shown in TLS, in DER; absent where it has shown none. */
  readonly certificate?: Uint8Array | undefined
}

/** What the pipeline looks at in a request. A Fetch `Request` is one. */
export interface ResourceRequest {
  /** The method on the wire, in capitals. */
  readonly method: string
  /** The target: a path with its query, or the whole URL. */
  readonly url: string
  readonly headers: RequestHeaders
  /**
   * Reads the form in the body; `undefined` where there is none. It is called only where `bearerMethods` has `'body'`, for
   * POST, PUT and PATCH of the type `application/x-www-form-urlencoded`, and by what receives logouts. Who hands it in bounds what is read.
   * `fromIncomingMessage` has one, and a Fetch `Request` needs none.
   */
  form?(): MaybePromise<FormBody | undefined>
  /**
   * What the connection tells of whom the request comes from. `fromIncomingMessage` has it. It is asked only where `mtls` is on, for
   * tokens that are bound to a certificate.
   */
  connection?(): ClientConnection
  /**
   * Scheme, host and port as a hop that the application trusts has told them, such as `https://api.example.com`; `undefined` where
   * none has. Adapters hand it in whose framework knows which hops are trusted. It counts only with `publicUrl: 'forwarded'`.
   */
  forwardedOrigin?(): string | undefined
}

/** The values of a field, one for each of its lines. */
export function fieldLines({ headers }: Pick<ResourceRequest, 'headers'>, name: string): readonly string[] {
  if (headers instanceof RawFields) return headers.lines(name)
  if (isFetchHeaders(headers)) {
    const value = headers.get(name)
    return value === null ? [] : [value]
  }
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

function isFetchHeaders(
  headers: Exclude<RequestHeaders, RawFields>,
): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
