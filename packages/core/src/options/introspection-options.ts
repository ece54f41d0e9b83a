import type { CryptoKey } from 'jose'
import type { IntrospectedTokens } from '../introspection/introspection-policy.js'
import type { JsonObject } from '../json-object.js'

/** The ways in which this resource server can prove to an issuer who it is. */
export type IntrospectionAuthentication = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'

/** A private key of WebCrypto, with what its assertions say of it. */
export interface IntrospectionKey {
  readonly key: CryptoKey
  /** Goes into the header of assertions, for issuers that know several keys of this client. */
  readonly kid?: string
  /** The signature algorithm. Default: the one that the key is for; `Ed25519` for such keys, where some issuers want `EdDSA`. */
  readonly alg?: string
}

/**
 * Asks an issuer about its tokens (RFC 7662): the way to take opaque tokens, and to learn at once that a token was
 * revoked. The API is a client of the issuer for this, with credentials of its own.
 *
 * Checked: that the issuer says `active: true`, and everything that it says beside that, as with the claims of a
 * JWT. Not checked: signatures, since there is none; the answer is trusted because it comes over TLS from the issuer.
 *
 * @see RFC 7662
 */
export interface IntrospectionOptions {
  /**
   * Which tokens are asked about. `'all'`: the JWTs of the issuer too, which are then not verified here.
   *
   * @default `'opaque'`
   */
  readonly tokens?: IntrospectedTokens
  /**
   * The URL of the introspection endpoint: `https:`, or `http:` on loopback.
   *
   * @default the `introspection_endpoint` of the issuer's metadata
   * @see RFC 8414 §2
   */
  readonly endpoint?: string
  /** The identifier of this API as a client of the issuer. */
  readonly clientId: string
  /**
   * Its secret.
   *
   * @default none; this or `privateKey` is required
   */
  readonly clientSecret?: string
  /**
   * Its private key, an asymmetric one, for `private_key_jwt`: a JWK with its private members and its `alg`, and a `kid`
   * if the issuer needs one; or a key of WebCrypto.
   *
   * @default none; this or `clientSecret` is required
   * @see RFC 7523 §2.2
   */
  readonly privateKey?: JsonObject | CryptoKey | IntrospectionKey
  /**
   * How the API proves who it is, as it is registered with the issuer. With `client_secret_basic`, identifier and secret are form-encoded before they are
   * put together, as RFC 6749 §2.3.1 says; `client_secret_post` helps with issuers that do not decode them.
   *
   * @default `'client_secret_basic'` with a secret, `'private_key_jwt'` with a key
   */
  readonly authentication?: IntrospectionAuthentication
  /**
   * The `aud` of the assertions of `private_key_jwt`. For issuers that are older than the update of RFC 7523: what they want to find there, such as the URL of
   * their introspection endpoint (Okta); the assertion then has no type. **An issuer that picks this value could
   * use the assertion elsewhere; so never use one key with two issuers.**
   *
   * @default the issuer, and the type `client-authentication+jwt`, as that update says
   */
  readonly assertionAudience?: string
  /**
   * For how long an active answer serves, in seconds, and never beyond the `exp` in it. **For so long a token counts
   * after it was revoked.** At most 3600; 0 asks anew for each request.
   *
   * @default 30
   */
  readonly cacheSeconds?: number
  /**
   * For how long the answer that a token is not active serves, in seconds; at most 60, and 0: not at all.
   *
   * @default 5
   */
  readonly negativeCacheSeconds?: number
  /**
   * The longest that a question may take, in milliseconds; at most 60000.
   *
   * @default 5000
   */
  readonly timeoutMs?: number
  /**
   * The longest answer that is read, in bytes; at most 1048576.
   *
   * @default 65536
   */
  readonly maxBytes?: number
  /**
   * How many active answers are kept, and how many others; the oldest make room. At most 1000000.
   *
   * @default 10000
   */
  readonly maxEntries?: number
}
