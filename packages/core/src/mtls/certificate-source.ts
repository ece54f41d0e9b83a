import type { MaybePromise } from '../maybe-promise.js'
import { octets } from '#octets'
import { fieldLines, type ResourceRequest } from '../request/resource-request.js'
import type { CertificateForm } from './certificate-form.js'

/** Where the certificate of a client is found. */
export interface CertificateSource {
  /** What it is, for the log. */
  readonly name: string
  /** Whether the answer depends on a field of the request, which caches must then know. */
  readonly isField: boolean
  /**
   * The SHA-256 of the certificate that the client has proved to hold, in base64url; nothing where it has shown none.
   *
   * @see RFC 8705 §3.1
   */
  thumbprintOf(request: ResourceRequest): MaybePromise<string> | undefined
}

/** The TLS connection over which the request came: it ends here. */
export const tlsConnection: CertificateSource = {
  name: 'the TLS connection',
  isField: false,
  thumbprintOf(request) {
    const certificate = request.connection?.().certificate
    return certificate && octets.sha256(certificate)
  },
}

/**
 * A field that a proxy writes, at which the TLS connection ends. Anybody can write it, so it counts only in requests of a proxy that
 * is trusted.
 *
 * @see RFC 9440 §2, §4
 */
export class CertificateField implements CertificateSource {
  readonly name: string
  readonly isField = true
  readonly #field: string
  readonly #form: CertificateForm
  readonly #trusts: (address: string | undefined) => boolean

  constructor(field: string, form: CertificateForm, trusts: (address: string | undefined) => boolean) {
    this.name = `the field ${field} of a proxy that is trusted`
    this.#field = field
    this.#form = form
    this.#trusts = trusts
  }

  thumbprintOf(request: ResourceRequest): MaybePromise<string> | undefined {
    const [value, ...others] = fieldLines(request, this.#field)
    // Of several, nobody knows which the proxy has written.
    if (value === undefined || others.length > 0) return undefined
    if (!this.#trusts(request.connection?.().address)) return undefined
    return this.#form(value)
  }
}
