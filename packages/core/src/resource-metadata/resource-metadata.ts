import type { BearerMethod } from '../request/bearer-methods.js'

/** The members that a person reads. Behind `#` stands the language. @see RFC 9728 §2.1 */
export type HumanReadableMember =
  'resource_name' | 'resource_documentation' | 'resource_policy_uri' | 'resource_tos_uri'

/**
 * The metadata of a protected resource: the members of the document, by their names in the standard. What is not there has
 * no value.
 *
 * @see RFC 9728 §2
 */
export type ResourceMetadata = Readonly<
  {
    /** The identifier, as it was configured. */
    resource: string
    /** The issuers whose tokens are accepted. */
    authorization_servers?: readonly string[]
    /** Where a bearer token may be; empty: no bearer tokens are taken. */
    bearer_methods_supported?: readonly BearerMethod[]
    scopes_supported?: readonly string[]
    authorization_details_types_supported?: readonly string[]
    /** By which algorithms proofs of possession may be signed. @see RFC 9449 */
    dpop_signing_alg_values_supported?: readonly string[]
    /** Whether tokens must be bound to a key. */
    dpop_bound_access_tokens_required?: boolean
    /** Whether tokens that are bound to a certificate are taken. @see RFC 8705 */
    tls_client_certificate_bound_access_tokens?: boolean
    jwks_uri?: string
    resource_signing_alg_values_supported?: readonly string[]
    /** A signed JWT that says the same. @see RFC 9728 §2.2 */
    signed_metadata?: string
  } & Partial<Record<HumanReadableMember | `${HumanReadableMember}#${string}`, string>>
>
