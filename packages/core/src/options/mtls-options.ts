import type { CertificateFormName } from '../mtls/certificate-form.js'

/**
 * Whether tokens that are bound to a TLS certificate of the client are taken. `off`: they are refused. `allowed`: such a token needs
 * its certificate, and others come as they are. `required`: tokens that are bound to no certificate are refused.
 *
 * @see RFC 8705 §3
 */
export type MtlsUse = 'off' | 'allowed' | 'required'

/** How tokens that are bound to a certificate are checked. */
export interface MtlsOptions {
  /**
   * Whether tokens that are bound to a certificate are taken, and others beside them. `'off'` refuses those that are bound,
   * `'required'` those that are not.
   *
   * @default `'allowed'`
   */
  readonly use?: MtlsUse
  /**
   * Where the certificate is found that the client has shown: a field that a proxy writes.
   *
   * @default the TLS connection, which ends in this process (`requestCert: true` of Node's server; a certificate that nobody has
   *   signed will do, `rejectUnauthorized: false`)
   */
  readonly certificateFrom?: CertificateFieldOptions
}

/**
 * A field in which a proxy writes the certificate of the client. **Anybody can send such a field**: the proxy must take it out of what
 * it gets, and this API must tell the proxy from others.
 *
 * @see RFC 9440 §4
 */
export interface CertificateFieldOptions {
  /**
   * The name of the field.
   *
   * @default `'Client-Cert'`; with `form: 'xfcc'`, `'X-Forwarded-Client-Cert'`
   */
  readonly field?: string
  /**
   * How the certificate stands there. `rfc9440`: `:base64:`. `escaped-pem`: PEM with URL encoding, as nginx has it in
   * `$ssl_client_escaped_cert`. `xfcc`: one element of `X-Forwarded-Client-Cert` with its `Hash`, as Envoy writes it with
   * `SANITIZE_SET`.
   *
   * @default `'rfc9440'`
   */
  readonly form?: CertificateFormName
  /**
   * Which peers are the proxy: their IP addresses, or a function that is asked for the address of the peer (`undefined` on a Unix
   * socket) and returns `true`. An address of IPv4 comes as such, also where the server listens on IPv6 too.
   */
  readonly trustedPeers: readonly string[] | ((address: string | undefined) => boolean)
}
