import { TokenFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { MtlsPolicy } from './mtls-policy.js'

/**
 * Checks that the client has shown the certificate that its token is bound to. Whether the certificate is in its time, and by whom it
 * was issued, is for the TLS server to check: for the binding neither matters.
 *
 * @param x5tS256 the SHA-256 of the certificate
 * @throws {TokenFault} `certificate_missing` or `certificate_mismatch`
 * @see RFC 8705 §3
 */
export function checkCertificate(
  request: ResourceRequest,
  x5tS256: string,
  { source }: MtlsPolicy,
): MaybePromise<void> {
  const shown = source.shownBy(request)
  if ('missing' in shown) {
    throw new TokenFault(
      'certificate_missing',
      `cnf.x5t#S256: the token is bound to a certificate, and there is none: ${shown.missing}`,
      { cause: shown.cause },
    )
  }
  return after(shown.thumbprint, (thumbprint) => {
    if (thumbprint === x5tS256) return
    const [expected, actual] = [x5tS256, thumbprint]
    throw new TokenFault(
      'certificate_mismatch',
      `cnf.x5t#S256: the token is bound to the certificate ${expected}, and the client has shown ${actual}`,
      { expected, actual },
    )
  })
}
