import { ConfigurationFault } from '../faults/index.js'
import { IssuerMetadata, type MetadataParts } from '../keys/issuer-metadata.js'
import type { MetadataDocument } from '../keys/metadata.js'
import type { IssuerOptions } from './issuer-options.js'

const metadataDocuments: readonly MetadataDocument[] = ['openid-configuration', 'oauth-authorization-server']

/**
 * The metadata of an issuer, out of its options. Nothing is fetched until an endpoint is looked for in it.
 *
 * @param where how the issuer is named in errors, such as `issuers[1]`
 * @throws {ConfigurationFault}
 */
export function readMetadata(where: string, options: IssuerOptions, parts: MetadataParts): IssuerMetadata {
  const { issuer, metadata, dangerouslyAllowHttp = false } = options
  if (metadata !== undefined && !metadataDocuments.includes(metadata)) {
    throw new ConfigurationFault(`${where}.metadata`, `expected ${metadataDocuments.join(' or ')}`)
  }
  const documents = metadata === undefined ? metadataDocuments : [metadata]
  return new IssuerMetadata({ issuer, documents, dangerouslyAllowHttp }, parts)
}
