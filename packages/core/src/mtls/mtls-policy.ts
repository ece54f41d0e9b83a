import type { CertificateSource } from './certificate-source.js'

/** How tokens that are bound to a certificate of the client are checked. */
export interface MtlsPolicy {
  /** Whether tokens that are bound to no certificate are refused. */
  readonly required: boolean
  readonly source: CertificateSource
}
