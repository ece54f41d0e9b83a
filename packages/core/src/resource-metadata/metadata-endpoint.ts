import { ConfigurationFault } from '../faults/index.js'
import { after, type MaybePromise } from '../maybe-promise.js'
import type { ResourceRequest } from '../request/resource-request.js'
import { metadataDocument } from './metadata-document.js'
import type { EnforcedPolicy } from './metadata-policy.js'
import {
  documentResponse,
  methodNotAllowed,
  notSigned,
  preflightResponse,
  type MetadataResponse,
} from './metadata-response.js'
import type { ResourceMetadata } from './resource-metadata.js'
import { SignedDocument } from './signed-document.js'

/** Serves the metadata of a protected resource. @see RFC 9728 §3 */
export interface MetadataEndpoint {
  /** The URL of the document, which challenges name. */
  readonly url: string
  /** The document, without `signed_metadata`. Deeply frozen. */
  readonly document: ResourceMetadata
  /**
   * The answer to a request for the document, whoever asks; nothing for any other request, which goes on its way.
   *
   * It looks at the method and the target alone. The target must be that of the client: path and query as they were sent. It
   * returns at once, unless a signature has to be made.
   */
  readonly answer: (request: MetadataRequest) => MaybePromise<MetadataResponse | undefined>
}

/** What is looked at in a request for the metadata. */
export type MetadataRequest = Pick<ResourceRequest, 'method' | 'url'>

/** A signature costs more than everything else here, and anybody can ask for one. */
const leastServeSeconds = 60

/**
 * The endpoint of a resource server; from now on its challenges name the document.
 *
 * @throws {ConfigurationFault} when the identifier of this API is no URL.
 */
export function publishMetadata(policy: EnforcedPolicy): MetadataEndpoint {
  const { location } = policy.metadata
  if (!location) {
    throw new ConfigurationFault(
      'resource',
      'there is no metadata without it: the first audience is no https: URL; set resource to the URL of this API, and name it in audience too',
    )
  }
  const document = metadataDocument(location.resource, policy)
  const bodyNow = bodyOf(document, policy)
  const { cacheSeconds } = policy.metadata
  location.publish()
  return Object.freeze({
    url: location.url,
    document,
    answer: ({ method, url }: MetadataRequest) => {
      if (!location.isAskedBy(url)) return undefined
      if (method === 'OPTIONS') return preflightResponse()
      if (method !== 'GET' && method !== 'HEAD') return methodNotAllowed()
      return after(bodyNow(), (body) =>
        body === undefined ? notSigned() : documentResponse(body, cacheSeconds),
      )
    },
  })
}

/** The JSON text of a document; nothing as long as it lacks its signature. */
function bodyOf(
  document: ResourceMetadata,
  { metadata, clock, emit }: EnforcedPolicy,
): () => MaybePromise<string | undefined> {
  const { signer, signerTimeoutMs: timeoutMs, cacheSeconds } = metadata
  if (!signer) {
    const body = JSON.stringify(document)
    return () => body
  }
  const signed = new SignedDocument(document, {
    signer,
    timeoutMs,
    clock,
    serveSeconds: Math.max(cacheSeconds, leastServeSeconds),
    onFailure: (cause) => emit({ type: 'hook_failed', hook: 'signedMetadata', cause }),
  })
  return () => signed.body()
}
