import { octets } from '#octets'
import { shorten } from '../faults/index.js'
import type { MaybePromise } from '../maybe-promise.js'
import { fieldLines, type ResourceRequest } from '../request/resource-request.js'
import type { CertificateForm } from './certificate-form.js'
import type { TrustedPeers, TrustVerdict } from './trusted-peers.js'

/** The certificate that a client has proved to hold, or why there is none. */
type ShownCertificate =
  /** Its SHA-256 in base64url. @see RFC 8705 §3.1 */
  | { readonly thumbprint: MaybePromise<string> }
  /** For the log. */
  | { readonly missing: string; readonly cause?: unknown }

/** Where the certificate of a client is found. */
export interface CertificateSource {
  /** Whether the answer depends on a field of the request, which caches must then know. */
  readonly isField: boolean
  shownBy(request: ResourceRequest): ShownCertificate
}

/** The TLS connection over which the request came: it ends here. */
export const tlsConnection: CertificateSource = {
  isField: false,
  shownBy(request) {
    const certificate = request.connection?.().certificate
    if (certificate) return { thumbprint: octets.sha256(certificate) }
    return {
      missing: 'the client has shown none in the TLS connection, or was not asked for one (requestCert)',
    }
  },
}

/** A field that a proxy writes, at which the TLS connection ends, and from whom it counts. */
export interface CertificateFieldRules {
  /** In lower case. */
  readonly field: string
  /** The name of the form, for the log. */
  readonly formName: string
  readonly form: CertificateForm
  readonly trusts: TrustedPeers
}

/**
 * Where a proxy writes the certificate. Anybody can write such a field, so it counts only in requests of a proxy that is trusted.
 *
 * @see RFC 9440 §2, §4
 */
export const certificateField = ({
  field,
  formName,
  form,
  trusts,
}: CertificateFieldRules): CertificateSource => ({
  isField: true,
  shownBy(request) {
    const [value, ...others] = fieldLines(request, field)
    if (value === undefined) return { missing: `the request has no field ${field}` }
    // Of several, nobody knows which the proxy has written.
    if (others.length > 0) return { missing: `the request has ${others.length + 1} fields ${field}` }
    const { address } = request.connection?.() ?? {}
    const verdict = trusts(address)
    if (verdict !== true) return untrusted(field, address, verdict)
    const thumbprint = form(value)
    return thumbprint === undefined
      ? { missing: `the field ${field} does not hold exactly one certificate in the form ${formName}` }
      : { thumbprint }
  },
})

function untrusted(
  field: string,
  address: string | undefined,
  verdict: Exclude<TrustVerdict, true>,
): ShownCertificate {
  const peer = address === undefined ? 'a peer without an address' : shorten(address)
  if (verdict === false) {
    return { missing: `the field ${field} came from ${peer}, which is none of trustedPeers` }
  }
  return {
    missing: `trustedPeers failed over ${peer}, from which the field ${field} came`,
    cause: verdict.failed,
  }
}
