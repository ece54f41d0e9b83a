import { checkNames } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import { readPrivateKey } from '../introspection/private-key.js'
import { isJsonObject } from '../json-object.js'
import { signerWith, type MetadataSigner } from '../resource-metadata/metadata-signer.js'

const option = 'metadata.signedMetadata'

/**
 * What signs the metadata; nothing where nothing does. No error tells anything of a key.
 *
 * @throws {ConfigurationFault}
 * @see RFC 9728 §2.2
 */
export function readSignedMetadata(value: unknown, resource = ''): MetadataSigner | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'function') return value as MetadataSigner
  if (!isJsonObject(value)) {
    throw new ConfigurationFault(
      option,
      'expected { privateKey }, or a function from the metadata to a signed JWT',
    )
  }
  checkNames(option, value, ['privateKey', 'issuer'])
  const { privateKey, issuer = resource } = value
  if (typeof issuer !== 'string' || issuer === '') {
    throw new ConfigurationFault(`${option}.issuer`, 'expected who attests to the metadata, its iss')
  }
  if (isJsonObject(privateKey) && privateKey.kty === 'oct') {
    throw new ConfigurationFault(
      `${option}.privateKey`,
      'expected an asymmetric key: whoever could check a secret one could sign with it',
    )
  }
  return signerWith(readPrivateKey(`${option}.privateKey`, privateKey), issuer)
}
