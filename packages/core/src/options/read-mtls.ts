import { checkNames } from '../faults/check-option.js'
import { ConfigurationFault, shorten } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { certificateForms, type CertificateFormName } from '../mtls/certificate-form.js'
import { certificateField, tlsConnection, type CertificateSource } from '../mtls/certificate-source.js'
import type { MtlsPolicy } from '../mtls/mtls-policy.js'
import { isAddress, trustingAddresses, trustingAsked, type TrustedPeers } from '../mtls/trusted-peers.js'
import type { CertificateFieldOptions, MtlsOptions, MtlsUse } from './mtls-options.js'
import { readUse } from './read-use.js'

const names = ['use', 'certificateFrom'] as const satisfies readonly (keyof MtlsOptions)[]
const fieldNames = [
  'field',
  'form',
  'trustedPeers',
] as const satisfies readonly (keyof CertificateFieldOptions)[]

/** @see RFC 9110 §5.1 */
const fieldName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i

/** How certificates of clients are checked; nothing where they are not looked at. @throws {ConfigurationFault} */
export function readMtls(mtls: unknown, fallback: MtlsUse): MtlsPolicy | undefined {
  const { use, certificateFrom } = readUse<MtlsOptions>('mtls', mtls, fallback, names)
  if (use === 'off') {
    if (certificateFrom === undefined) return undefined
    throw new ConfigurationFault('mtls.certificateFrom', "has no effect with use: 'off'")
  }
  return Object.freeze({
    required: use === 'required',
    source: certificateFrom === undefined ? tlsConnection : readField(certificateFrom),
  })
}

function readField(from: unknown): CertificateSource {
  const where = 'mtls.certificateFrom'
  if (!isJsonObject(from)) throw new ConfigurationFault(where, 'expected an object with trustedPeers')
  checkNames(where, from, fieldNames)
  const { form = 'rfc9440', trustedPeers } = from
  const { field = form === 'xfcc' ? 'X-Forwarded-Client-Cert' : 'Client-Cert' } = from
  if (typeof field !== 'string' || !fieldName.test(field)) {
    throw new ConfigurationFault(`${where}.field`, 'expected the name of a header field')
  }
  if (typeof form !== 'string' || !Object.hasOwn(certificateForms, form)) {
    throw new ConfigurationFault(`${where}.form`, "expected 'rfc9440', 'escaped-pem' or 'xfcc'")
  }
  return certificateField({
    field: field.toLowerCase(),
    formName: form,
    form: certificateForms[form as CertificateFormName],
    trusts: readPeers(`${where}.trustedPeers`, trustedPeers),
  })
}

function readPeers(option: string, peers: unknown): TrustedPeers {
  if (typeof peers === 'function') return trustingAsked(peers as (address?: string) => unknown)
  if (Array.isArray(peers) && peers.length > 0) {
    const other: unknown = peers.find((peer) => !isAddress(peer))
    if (other === undefined && !peers.includes(undefined)) return trustingAddresses(peers as string[])
    throw new ConfigurationFault(
      option,
      `${shorten(other)} is not the IP address of a machine; for a network, hand in a function that knows it`,
    )
  }
  throw new ConfigurationFault(
    option,
    'expected the addresses of the proxies that write the field, or a function that knows them; whoever else sends it must not count (RFC 9440 §4)',
  )
}
