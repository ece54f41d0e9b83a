import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { checkNames } from './check-names.js'
import { selfSigned } from './self-signed.js'

/** A certificate with its private key, for a client or a server of a test. Nobody vouches for it: it has signed itself. */
export interface TestCertificate {
  /** The certificate in PEM. */
  readonly certificate: string
  /** Its private key in PEM. */
  readonly privateKey: string
  /** The same certificate as `node:crypto` has it: `raw` is the DER. */
  readonly x509: X509Certificate
  /**
   * The SHA-256 of the certificate in base64url, the `cnf` of tokens that are bound to it.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8705#section-3.1 RFC 8705 section 3.1}
   */
  readonly x5tS256: string
  /** Both as the options of `node:tls` and `node:https` name them: spread it into those of a request or a server. */
  readonly tls: { readonly key: string; readonly cert: string }
  /**
   * The value of the field `Client-Cert`, as a proxy writes it at which TLS ends.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc9440#section-2.2 RFC 9440 section 2.2}
   */
  readonly clientCertField: string
}

/** What a certificate says. */
export interface TestCertificateOptions {
  /** The common name of its subject, which is its issuer too. @default 'test' */
  readonly commonName?: string | undefined
}

const optionNames = ['commonName'] as const satisfies readonly (keyof TestCertificateOptions)[]

/** What a server of a test is called. */
const names = ['localhost', '127.0.0.1', '::1']

const hour = 3_600_000

/**
 * Makes a certificate, with a random key on the curve P-256, without OpenSSL and without a network. It is good from an hour ago
 * for one day, by the clock of the machine, since a TLS connection knows no other.
 *
 * It serves a client, whose tokens are bound to it (`boundTo`), and the server of a test on loopback: hand that one to the client as
 * `ca`.
 *
 * @throws {TypeError} when an option is misspelt
 * @see {@link https://www.rfc-editor.org/rfc/rfc8705#section-3 RFC 8705 section 3}
 */
export function createTestCertificate(options: TestCertificateOptions = {}): TestCertificate {
  checkNames('createTestCertificate()', options, optionNames)
  const { commonName = 'test' } = options
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = Date.now()
  const validity = { notBefore: new Date(now - hour), notAfter: new Date(now + 24 * hour) }
  const x509 = new X509Certificate(selfSigned({ commonName, names, ...validity, ...keys }))
  const certificate = x509.toString()
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    certificate,
    privateKey,
    x509,
    x5tS256: Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    tls: { key: privateKey, cert: certificate },
    clientCertField: `:${x509.raw.toString('base64')}:`,
  }
}
