import type { OnRefusal } from '../challenge/refusal.js'
import type { Clock } from '../clock.js'
import type { EventListener } from '../events/qalqon-event.js'
import type { Fetch } from '../http/bounded-request.js'
import type { KeySetOptions } from './key-set-options.js'
import type { OpaqueTokenIssuer } from '../issuers/opaque-token-issuer.js'
import type { WaitUntil } from '../keys/wait-until.js'
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
 * `C` is the type of the claims, as `parseClaims` returns them. `Anonymous` is whether requests without a token can come through, with
 * `optional` or `passPreflight`: where one of these is set, and the options have a type of their own, it is
 * `ResourceServerOptions<JsonObject, true>`.
 */
export interface ResourceServerOptions<C = JsonObject, Anonymous extends boolean = false> {
  /**
   * A profile that this API keeps as a whole; options that contradict it are refused when the resource server is built.
   *
   * `'fapi2'` (FAPI 2.0 Security Profile): tokens must be bound to a key or a certificate (`dpop` and `mtls` are `'allowed'` unless they are
   * set, and where one is `'off'` the other is required), stand in the header, and are signed by PS256, ES256 or Ed25519. `'mcp'` (Model Context Protocol): tokens stand in the header, the
   * identifier of this API is its URL and has metadata, and the letter case of scheme and host does not count in `aud`.
   *
   * @default none
   */
  readonly profile?: ProfileName
  /**
   * The issuer whose tokens are accepted: its URL, exactly as in the `iss` of its tokens, or an object for all that is special.
   *
   * @default none; this, `issuers` or `resolveIssuer` is required
   */
  readonly issuer?: string | IssuerOptions
  /**
   * Several issuers, in the place of `issuer`. The keys of one never verify tokens of another.
   *
   * @default none
   */
  readonly issuers?: readonly (string | IssuerOptions)[]
  /**
   * Finds the issuer that a token names, for APIs whose tenants have issuers of their own: returns its URL or an object
   * for it, whose `issuer` must be `iss`; `undefined`, `null` or `false` when it is not accepted. It is
   * handed the `iss` of a token that **nobody has verified**, and nothing is fetched for an issuer before it was
   * accepted here. The answer is remembered for all requests, so it must depend on `iss` alone. While it throws, rejects
   * or takes too long (`keySets.timeoutMs`), the last answer serves on (`keySets.staleLimitSeconds`); without one the
   * answer is 503.
   *
   * @default none
   */
  readonly resolveIssuer?: (iss: string) => MaybePromise<string | IssuerOptions | undefined | null | false>
  /**
   * How the answers of `resolveIssuer` are remembered, within bounds.
   *
   * @default as its members say
   */
  readonly resolvedIssuers?: ResolvedIssuerOptions
  /**
   * Names the issuer that is asked about the opaque token of a request: such a token names none itself, and is never shown
   * to two. Required when several issuers have `introspection`, and beside `resolveIssuer`, which is then asked for the
   * issuer that was named.
   *
   * @default the one issuer that has `introspection`
   */
  readonly opaqueTokenIssuer?: OpaqueTokenIssuer
  /**
   * The identifiers of this API, of which one must be among the audiences (`aud`) of a token, code point by code
   * point. Without it, tokens for any other API would be accepted.
   *
   * @see RFC 8725 §3.9
   */
  readonly audience: string | readonly string[]
  /**
   * The identifier of this API as a protected resource: an `https:` URL without a fragment (`http:` on loopback), written as
   * clients send it, and one of `audience`. Metadata names it exactly as it stands here, and its place follows from it.
   *
   * @default the first audience; where that is no such URL, there is no metadata
   * @see RFC 9728 §1.2
   */
  readonly resource?: string
  /**
   * What the metadata of this API says beside that which is enforced. It is served by `metadata()`, which does not need this
   * option, and only then.
   *
   * @default what is enforced, and no more
   * @see RFC 9728 §2
   */
  readonly metadata?: ResourceMetadataOptions
  /**
   * The `realm` of challenges.
   *
   * @default `resource`
   * @see RFC 9110 §11.5
   */
  readonly realm?: string
  /**
   * Which scopes a token grants: `scopesIn('scp')`, or a function from the claims to a list.
   *
   * @default those of the `scope` claim
   */
  readonly scopeFrom?: ScopeMapper
  /**
   * Which roles a token gives: `rolesIn('groups')`, or a function from the claims to a list.
   *
   * @default those of the `roles` claim
   * @see RFC 9068 §2.2.3.1
   */
  readonly rolesFrom?: RoleMapper
  /**
   * Which scopes each scope implies, such as `{ files: ['files.read', 'files.write'] }`.
   *
   * @default none
   */
  readonly scopeImplies?: ScopeHierarchy
  /**
   * Makes the typed claims of a token out of the raw ones, and may check them: a schema's `parse`. When it throws, the
   * token is refused with `claims_rejected`. It runs after all other checks of the claims, once for a token whose
   * verification is remembered (`tokenCache`) and for each request with a token about which its issuer is asked: what
   * depends on the request or on the time belongs into the handler.
   *
   * @default the claims as the token has them
   */
  readonly parseClaims?: (claims: JsonObject) => C
  /**
   * How far clocks may differ when `exp`, `nbf` and an `auth_time` that lies ahead are checked, in seconds; 0 to 300.
   *
   * @default 5; with the profile `fapi2` 10, and from 10 to 50 there
   */
  readonly clockToleranceSeconds?: number
  /**
   * The time in seconds since 1970, for tests.
   *
   * @default the clock of the machine
   */
  readonly clock?: Clock
  /**
   * Makes all requests to issuers, for a proxy or for tests. It must heed `signal` and `redirect: 'manual'`.
   *
   * @default the global `fetch`
   */
  readonly fetch?: Fetch
  /**
   * The longest token that is looked at, in bytes; 256 to 1048576.
   *
   * @default 16384
   */
  readonly maxTokenBytes?: number
  /**
   * Where a token may stand. `'header'` is the `Authorization` field, which can never be left out. What is
   * not named here is not looked at; a request that uses two of them is refused.
   *
   * `'body'` adds the parameter `access_token` of a form (`application/x-www-form-urlencoded`; POST, PUT, PATCH). It weakens
   * this: handlers, and whatever logs forms, get hold of the token; and forms of more than 64 KiB, or compressed ones, are
   * refused unless a body parser comes before.
   *
   * `'query'` adds the parameter `access_token` of the query. It weakens this: **tokens get into logs, histories and
   * `Referer` fields.** OAuth 2.1 forbids it.
   *
   * @default `['header']`
   * @see RFC 6750 §2, §5.3
   */
  readonly bearerMethods?: readonly BearerMethod[]
  /**
   * Whether access tokens that are bound to a key of the client are taken, with a proof of possession (DPoP) in each request:
   * `'off'`, `'allowed'`, `'required'`, or an object of options.
   *
   * @default `'off'`: such tokens are refused
   * @see RFC 9449
   */
  readonly dpop?: DpopUse | DpopOptions
  /**
   * Whether access tokens that are bound to a TLS certificate of the client are taken: `'off'`, `'allowed'`, `'required'`, or an object
   * of options.
   *
   * @default `'off'`: such tokens are refused
   * @see RFC 8705 §3
   */
  readonly mtls?: MtlsUse | MtlsOptions
  /**
   * Where clients see this API, for which proofs are made: its URL, with the path that a proxy takes away, if any.
   * `'forwarded'`: as the next hop tells, where the framework knows that it is trusted (`trust proxy` of Express, not `true`).
   *
   * @default the origin of `resource`, where that is a URL
   * @see RFC 9449 §4.3 (9)
   */
  readonly publicUrl?: string
  /**
   * Remembers which proofs were used, so that each is used once: a store that several instances share. When it does not answer, or
   * is full, requests get 503.
   *
   * @default in the memory of this process, for up to 100000 proofs at a time
   * @see RFC 9449 §11.1
   */
  readonly replayStore?: ReplayStore
  /**
   * Lets requests without a token, or with credentials of another scheme, come through as anonymous. A bad token is
   * refused all the same, and a requirement is never met by an anonymous request.
   *
   * @default `false`
   */
  readonly optional?: Anonymous
  /**
   * Lets CORS preflights come through without a token, as browsers send them. Only needed where the CORS
   * middleware does not answer them before.
   *
   * @default `false`
   */
  readonly passPreflight?: Anonymous
  /**
   * Puts the token as it was sent on the `AccessToken`, from where it can be passed on to another service, written to a log or
   * stored by accident.
   *
   * @default `false`
   */
  readonly exposeToken?: boolean
  /**
   * Remembers what was proved of a token, so that the same token need not be verified again. It holds facts and no
   * decisions: expiry, the issuer's keys, revocation and what a route requires are checked for every request. The text of a
   * token is not kept, only its SHA-256. A token is remembered from its second sight on. `false` switches it
   * off; an object changes how large it may become.
   *
   * @default `true`: up to 20000 tokens, 64 MiB
   */
  readonly tokenCache?: boolean | TokenCacheOptions
  /**
   * Remembers which tokens were revoked before they expired: a store that several instances share. When it does not answer,
   * requests get 503.
   *
   * @default in the memory of this process
   */
  readonly revocationStore?: RevocationStore
  /**
   * How key sets are fetched and kept.
   *
   * @default as its members say
   */
  readonly keySets?: KeySetOptions
  /**
   * Key sets that an earlier process saved with `savedKeySets()`, for a start that does not depend on the issuer: while
   * they are fresh nothing waits, and later they serve when the issuer does not answer. They are trusted
   * like `jwks`: **whoever can change them can make tokens that are accepted.**
   *
   * @default none
   */
  readonly restoreKeySets?: readonly SavedKeySet[]
  /**
   * Is handed the promise of every fetch of keys, when it begins, for runtimes that end what a request has left running as soon as it is
   * answered: `waitUntil` of `cloudflare:workers`, or that of `@vercel/functions`. Without it, keys are refreshed there only by
   * requests that wait for them. The promise never rejects.
   *
   * @default nobody is told: Node, Bun and Deno end nothing
   */
  readonly waitUntil?: WaitUntil
  /**
   * Is told of everything that is worth logging or counting.
   *
   * @default nobody is told
   */
  readonly onEvent?: EventListener
  /**
   * Writes the body of refusals in the API's own way. Status and challenge stay as they are.
   *
   * @default problem details with a fixed text
   */
  readonly onRefusal?: OnRefusal
}

/** Claims of a type of the API's own need a `parseClaims` that makes them: nothing else checks what a token holds. */
export type ClaimsParser<C> = JsonObject extends C
  ? unknown
  : Required<Pick<ResourceServerOptions<C>, 'parseClaims'>>
