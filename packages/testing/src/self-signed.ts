import { randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import * as x509 from '@peculiar/asn1-x509'

/** What a certificate says. */
export interface CertificateContent {
  readonly commonName: string
  /** Names of DNS and IP addresses for which it is good. */
  readonly names: readonly string[]
  readonly notBefore: Date
  readonly notAfter: Date
  /** Of the curve P-256. */
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const commonNameId = '2.5.4.3'
/** @see {@link https://www.rfc-editor.org/rfc/rfc5758#section-3.2 RFC 5758 section 3.2} */
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'

/**
 * A certificate in DER that its own key has signed.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1 RFC 5280 section 4.1}
 */
export function selfSigned(content: CertificateContent): Buffer {
  const { commonName, names, notBefore, notAfter, publicKey, privateKey } = content

  const name = new x509.Name([
    new x509.RelativeDistinguishedName([
      new x509.AttributeTypeAndValue({
        type: commonNameId,
        value: new x509.AttributeValue({ utf8String: commonName }),
      }),
    ]),
  ])
  const alternativeNames = new x509.SubjectAlternativeName(
    names.map((name) => new x509.GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name })),
  )
  const signatureAlgorithm = new x509.AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer: name,
    validity: new x509.Validity({ notBefore, notAfter }),
    subject: name,
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ type: 'spki', format: 'der' }),
      x509.SubjectPublicKeyInfo,
    ),
    extensions: new x509.Extensions([
      new x509.Extension({
        extnID: x509.id_ce_subjectAltName,
        extnValue: new OctetString(AsnConvert.serialize(alternativeNames)),
      }),
    ]),
  })
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey)
  const certificate = new x509.Certificate({
    tbsCertificate,
    signatureAlgorithm,
    signatureValue: Uint8Array.from(signature).buffer,
  })
  return Buffer.from(AsnConvert.serialize(certificate))
}

/** A positive number without needless zeros in front, as DER wants it. */
function serialNumber(): ArrayBuffer {
  const octets = new Uint8Array(randomBytes(16))
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40
  return octets.buffer
}
