import type { OnRefusal } from '../challenge/refusal.js'
import type { Clock } from '../clock.js'
import type { EventListener } from '../events/qalqon-event.js'
import type { Fetch } from '../http/bounded-request.js'
import type { KeySetOptions } from './key-set-options.js'
import type { OpaqueTokenIssuer } from '../issuers/opaque-token-issuer.js'
import type { SavedKeySet } from '../keys/key-source.js'
import type { RoleMapper } from '../token/roles.js'
import type { ScopeHierarchy, ScopeMapper } from '../token/scopes.js'
import type { TokenCacheOptions } from './token-cache-options.js'
import type { JsonObject } from '../json-object.js'
import type { RevocationStore } from '../revocation/revocation-store.js'
import type { MaybePromise } from '../maybe-promise.js'
import type { ReplayStore } from '../replay/replay-store.js'
import type { BearerMethod } from '../request/bearer-methods.js'
import type { DpopOptions, DpopUse } from './dpop-options.js'
import type { MtlsOptions, MtlsUse } from './mtls-options.js'
import type { ProfileName } from './profile.js'
import type { IssuerOptions } from './issuer-options.js'
import type { ResourceMetadataOptions } from './resource-metadata-options.js'
import type { ResolvedIssuerOptions } from './resolved-issuer-options.js'

/**
 * How a resource server is set up. It is checked when it is built: a mistake throws a `ConfigurationFault` there
 * that names the option, never while a request is served. Unknown options are mistakes.
 *
 * `C` is the type of the claims, as `parseClaims` returns them. `Anonymous` is whether requests without a
 * token can come through.
 */
export interface ResourceServerOptions<C = JsonObject, Anonymous extends boolean = boolean> {
  /**
   * A profile that this API keeps as a whole; options that contradict it are refused.
   *
   * `'fapi2'` (FAPI 2.0 Security Profile): tokens must be bound to a key or a certificate (`dpop` and `mtls` are `'allowed'` unless they are
   * set, and where one is `'off'` the other is required), stand in the header, and are signed by PS256, ES256 or Ed25519. `'mcp'` (Model Context Protocol): tokens stand in the header, the
   * identifier of this API is its URL and has metadata, and the letter case of scheme and host does not count in `aud`.
   */
  readonly profile?: ProfileName
  /** The issuer whose tokens are accepted: its URL, or an object for all that is special. This, `issuers` or `resolveIssuer`. */
  readonly issuer?: string | IssuerOptions
  /** Several issuers. Keys of one never verify tokens of another. */
  readonly issuers?: readonly (string | IssuerOptions)[]
  /**
   * Finds the issuer that a token names, for APIs whose tenants have issuers of their own: returns its URL or an object
   * for it, whose `issuer` must be `iss`; `undefined`, `null` or `false` when it is not accepted. This, `issuer` or `issuers`. It is
   * handed the `iss` of a token that **nobody has verified**, and nothing is fetched for an issuer before it was
   * accepted here. The answer is remembered for all requests, so it must depend on `iss` alone. While it throws, rejects
   * or takes too long (`keySets.timeoutMs`), the last answer serves on (`keySets.staleLimitSeconds`); without one the
   * answer is 503.
   */
  readonly resolveIssuer?: (iss: string) => MaybePromise<string | IssuerOptions | undefined | null | false>
  /** How the answers of `resolveIssuer` are remembered. */
  readonly resolvedIssuers?: ResolvedIssuerOptions
  /**
   * Names the issuer that is asked about the opaque token of a request: such a token names none itself, and is never shown
   * to two. Required when several issuers have `introspection`, and beside `resolveIssuer`, which is then asked for the
   * issuer that was named. Default: the one that has it.
   */
  readonly opaqueTokenIssuer?: OpaqueTokenIssuer
  /**
   * The identifiers of this API, of which one must be among the audiences (`aud`) of a token, code point by code
   * point. Required: without it, tokens for any other API would be accepted.
   *
   * @see RFC 8725 §3.9
   */
  readonly audience: string | readonly string[]
  /**
   * The identifier of this API as a protected resource: an `https:` URL without a fragment (`http:` on loopback), written as
   * clients send it, and one of `audience`. Metadata names it exactly as it stands here, and its place follows from it.
   * Default: the first audience; where that is no such URL, there is no metadata.
   *
   * @see RFC 9728 §1.2
   */
  readonly resource?: string
  /**
   * What the metadata of this API says beside that which is enforced. It is served by `metadata()`, which does not need this
   * option, and only then.
   *
   * @see RFC 9728 §2
   */
  readonly metadata?: ResourceMetadataOptions
  /** The `realm` of challenges. Default: `resource`. @see RFC 9110 §11.5 */
  readonly realm?: string
  /** Which scopes a token grants. Default: those of the `scope` claim. See `scopesIn`. */
  readonly scopeFrom?: ScopeMapper
  /** Which roles a token gives. Default: those of the `roles` claim. See `rolesIn`. @see RFC 9068 §2.2.3.1 */
  readonly rolesFrom?: RoleMapper
  /** Which scopes each scope implies, such as `{ files: ['files.read', 'files.write'] }`. Default: none. */
  readonly scopeImplies?: ScopeHierarchy
  /**
   * Makes the typed claims of a token out of the raw ones, and may check them: a schema's `parse`. When it throws, the
   * token is refused with `claims_rejected`. It runs after all other checks of the claims, once for a token whose
   * verification is remembered (`tokenCache`) and for each request with a token about which its issuer is asked: what
   * depends on the request or on the time belongs into the handler.
   */
  readonly parseClaims?: (claims: JsonObject) => C
  /** How far clocks may differ when `exp`, `nbf` and an `auth_time` that lies ahead are checked, in seconds. Default 5, at most 300. */
  readonly clockToleranceSeconds?: number
  /** The time. Default: that of the machine. For tests. */
  readonly clock?: Clock
  /** Makes all requests to issuers. Default: the global `fetch`. It must heed `signal` and `redirect: 'manual'`. */
  readonly fetch?: Fetch
  /** The longest token that is looked at, in bytes. Default 16384. */
  readonly maxTokenBytes?: number
  /**
   * Where a token may stand. Default `['header']`: in the `Authorization` field alone, which can never be left out. What is
   * not named here is not looked at; a request that uses two of them is refused.
   *
   * `'body'` adds the parameter `access_token` of a form (`application/x-www-form-urlencoded`; POST, PUT, PATCH). It weakens
   * this: handlers, and whatever logs forms, get hold of the token; and forms of more than 64 KiB, or compressed ones, are
   * refused unless a body parser comes before.
   *
   * `'query'` adds the parameter `access_token` of the query. It weakens this: **tokens get into logs, histories and
   * `Referer` fields.** OAuth 2.1 forbids it.
   *
   * @see RFC 6750 §2, §5.3
   */
  readonly bearerMethods?: readonly BearerMethod[]
  /**
   * Whether access tokens that are bound to a key of the client are taken, with a proof of possession (DPoP) in each request:
   * `'off'`, `'allowed'`, `'required'`, or an object of options. Default `'off'`: such tokens are refused.
   *
   * @see RFC 9449
   */
  readonly dpop?: DpopUse | DpopOptions
  /**
   * Whether access tokens that are bound to a TLS certificate of the client are taken: `'off'`, `'allowed'`, `'required'`, or an object
   * of options. Default `'off'`: such tokens are refused.
   *
   * @see RFC 8705 §3
   */
  readonly mtls?: MtlsUse | MtlsOptions
  /**
   * Where clients see this API, for which proofs are made: its URL, with the path that a proxy takes away, if any. Default: the
   * origin of `resource`, where that is a URL. `'forwarded'`: as the next hop tells, where the framework knows that it is trusted
   * (`trust proxy` of Express, not `true`).
   *
   * @see RFC 9449 §4.3 (9)
   */
  readonly publicUrl?: string
  /**
   * Remembers which proofs were used, so that each is used once. Default: in the memory of this process, for up to 100000 proofs
   * at a time. When it does not answer, or is full, requests get 503.
   *
   * @see RFC 9449 §11.1
   */
  readonly replayStore?: ReplayStore
  /**
   * Lets requests without a token, or with credentials of another scheme, come through as anonymous. A bad token is
   * refused all the same, and a requirement is never met by an anonymous request. Default false.
   */
  readonly optional?: Anonymous
  /**
   * Lets CORS preflights come through without a token, as browsers send them. Only needed where the CORS
   * middleware does not answer them before. Default false.
   */
  readonly passPreflight?: Anonymous
  /**
   * Puts the token as it was sent on the `AccessToken`. Default false, so that it is not passed on to another
   * service, written to a log or stored by accident.
   */
  readonly exposeToken?: boolean
  /**
   * Remembers what was proved of a token, so that the same token need not be verified again. It holds facts and no
   * decisions: expiry, the issuer's keys, revocation and what a route requires are checked for every request. The text of a
   * token is not kept, only its SHA-256. A token is remembered from its second sight on. `false` switches it
   * off; an object changes how large it may become. Default: 20000 tokens, 64 MiB.
   */
  readonly tokenCache?: boolean | TokenCacheOptions
  /**
   * Remembers which tokens were revoked before they expired; see `revoke`. Default: in the memory of this process. When
   * it does not answer, requests get 503.
   */
  readonly revocationStore?: RevocationStore
  /** How key sets are fetched and kept. */
  readonly keySets?: KeySetOptions
  /**
   * Key sets that an earlier process saved with `savedKeySets()`, for a start that does not depend on the issuer: while
   * they are fresh nothing waits, and later they serve when the issuer does not answer. They are trusted
   * like `jwks`: **whoever can change them can make tokens that are accepted.**
   */
  readonly restoreKeySets?: readonly SavedKeySet[]
  /** Is told of everything that is worth logging or counting. */
  readonly onEvent?: EventListener
  /** Writes the body of refusals in the API's own way. */
  readonly onRefusal?: OnRefusal
}

/** Claims of a type of the API's own need a `parseClaims` that makes them: nothing else checks what a token holds. */
export type ClaimsParser<C> = JsonObject extends C
  ? unknown
  : Required<Pick<ResourceServerOptions<C>, 'parseClaims'>>
