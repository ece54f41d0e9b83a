import type { ConfirmationPolicy } from '../confirmation/confirm.js'
import type { Emit } from '../events/emit.js'
import type { TokenWays } from '../request/presented-token.js'
import type { Scheme } from '../request/scheme.js'
import type { MetadataLocation } from './metadata-location.js'
import type { ResourceMetadata } from './resource-metadata.js'
import type { MetadataSigner } from './metadata-signer.js'

/** Members of the document. Those without a value are left out of it. */
export type MetadataMembers = {
  readonly [Name in keyof ResourceMetadata]?: ResourceMetadata[Name] | undefined
}

/** What is enforced, as far as the document tells of it. */
export interface EnforcedPolicy
  extends Pick<ConfirmationPolicy, 'dpop' | 'mtls' | 'clock'>, Pick<TokenWays, 'otherMethods'> {
  readonly metadata: MetadataPolicy
  readonly refusal: { readonly challenge: { readonly schemes: readonly Scheme[] } }
  readonly emit: Emit
}

/** The metadata of a protected resource, out of the options. */
export interface MetadataPolicy {
  /** Nothing: the identifier of this API is no URL, so there is no place for metadata. */
  readonly location: MetadataLocation | undefined
  /** What is only known from the options, as opposed to what is enforced. */
  readonly stated: MetadataMembers
  /** The issuers to tell of; nothing where they are not known. */
  readonly authorizationServers: readonly string[] | undefined
  /** Nothing: the document is not signed. */
  readonly signer: MetadataSigner | undefined
  /** How long a signer may take. */
  readonly signerTimeoutMs: number
  /** How long the document may be cached. */
  readonly cacheSeconds: number
}
