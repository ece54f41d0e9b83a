import type { CryptoKey } from 'jose'
import type { JsonObject } from '../json-object.js'
import type { ResourceMetadata } from '../resource-metadata/resource-metadata.js'

/** The options whose values a person reads. */
type HumanReadableOption = 'resourceName' | 'resourceDocumentation' | 'resourcePolicyUri' | 'resourceTosUri'

/**
 * The same in another language, whose tag (BCP 47) stands behind `#`: `'resourceName#uz': 'Fayllar'`.
 *
 * @see RFC 9728 §2.1
 */
export type LocalizedMetadataOptions = Readonly<Partial<Record<`${HumanReadableOption}#${string}`, string>>>

/** A private key of WebCrypto, with what a signature says of it. */
export interface MetadataSigningKey {
  readonly key: CryptoKey
  /** Goes into the header, for clients that know several keys. */
  readonly kid?: string
  /** The signature algorithm. Default: the one that the key is for. */
  readonly alg?: string
}

/** How `signed_metadata` is made with a key. */
export interface SignedMetadataOptions {
  /**
   * A private key, an asymmetric one: a JWK with its private members and its `alg`, and a `kid` if there are several; or a
   * key of WebCrypto. How clients come to trust it is for the operator to arrange.
   */
  readonly privateKey: JsonObject | CryptoKey | MetadataSigningKey
  /**
   * Who attests to what the metadata says, its `iss`.
   *
   * @default `resource`
   */
  readonly issuer?: string
}

/**
 * Makes `signed_metadata`, for keys that this process does not have: a signed JWT whose claims are the members that it is
 * handed, and `iss`. What it returns is compared with them; its signature is not verified.
 */
export type SignMetadata = (metadata: ResourceMetadata) => string | PromiseLike<string>

/**
 * What the metadata of this API says beside that which is enforced. The members `resource`, `authorization_servers`,
 * `bearer_methods_supported`, `dpop_…` and `tls_…` come out of the other options, and are always true.
 *
 * A list that is empty has no value, and is left out.
 *
 * @see RFC 9728 §2
 */
export interface ResourceMetadataOptions extends LocalizedMetadataOptions {
  /**
   * The scopes to tell of (`scopes_supported`); there may be others. `offline_access` is taken out, since it is no scope of an API.
   *
   * @default none
   */
  readonly scopesSupported?: readonly string[]
  /**
   * The types of authorization details that this API knows (`authorization_details_types_supported`).
   *
   * @default none
   * @see RFC 9396
   */
  readonly authorizationDetailsTypesSupported?: readonly string[]
  /**
   * The name of this API, for people (`resource_name`). This and the next three can stand there in other languages too:
   * `'resourceName#uz': 'Fayllar'`.
   *
   * @default none
   */
  readonly resourceName?: string
  /**
   * The URL of a page for developers (`resource_documentation`).
   *
   * @default none
   */
  readonly resourceDocumentation?: string
  /**
   * The URL of a page about how clients may use the data (`resource_policy_uri`).
   *
   * @default none
   */
  readonly resourcePolicyUri?: string
  /**
   * The URL of the terms of service (`resource_tos_uri`).
   *
   * @default none
   */
  readonly resourceTosUri?: string
  /**
   * The issuers to tell of (`authorization_servers`), each one that is accepted; an empty list tells of none. Beside
   * `resolveIssuer` these are not known: the list is taken as it is then, and without it there is none.
   *
   * @default all that are accepted
   */
  readonly authorizationServers?: readonly string[]
  /**
   * The URL of the key set with which this API signs its answers or has them encrypted (`jwks_uri`): `https:`, or `http:` on loopback.
   *
   * @default none
   */
  readonly jwksUri?: string
  /**
   * The algorithms with which this API signs its answers (`resource_signing_alg_values_supported`), never `none`.
   *
   * @default none
   */
  readonly resourceSigningAlgValuesSupported?: readonly string[]
  /**
   * Adds `signed_metadata`, made with a key or by a function. It is made when somebody asks for the document, and again when
   * it is older than `cacheSeconds`, and a minute. As long as there is none, the answer is 503. A function has as long to
   * answer as `keySets.timeoutMs` says.
   *
   * @default none
   * @see RFC 9728 §2.2
   */
  readonly signedMetadata?: SignedMetadataOptions | SignMetadata
  /**
   * For how long the document may be cached (`Cache-Control`), in seconds; at most 604800.
   *
   * @default 3600
   * @see RFC 9728 §7.10
   */
  readonly cacheSeconds?: number
  /**
   * Serves the document behind the host alone as well, where clients of the Model Context Protocol look at last. Clients that
   * follow RFC 9728 §3.3 drop what they find there, unless the identifier has no path.
   *
   * @default `false`
   */
  readonly alsoAtRoot?: boolean
}
