import type { Explanation } from './explain/explanation.js'
import type { JsonObject } from './json-object.js'
import type { SavedKeySet } from './keys/key-source.js'
import type { BackchannelLogoutOptions } from './logout/logout-options.js'
import type { LogoutReceiver } from './logout/logout-receiver.js'
import type { MaybePromise } from './maybe-promise.js'
import type { Outcome, Refused } from './outcome.js'
import type { ResourceRequest } from './request/resource-request.js'
import type { AccessRequirement } from './requirement/access-requirement.js'
import type { RouteRequirement } from './requirement/route-requirement.js'
import type { MetadataEndpoint } from './resource-metadata/metadata-endpoint.js'
import type { RevocationTarget } from './revocation/revocation-target.js'
import type { ResourceServerStats } from './stats.js'
import type { AccessToken } from './token/access-token.js'

/** A protected resource server: decides over requests, and says what to answer to those that it refuses. */
export interface ResourceServer<C = JsonObject, Anonymous extends boolean = false> {
  /**
   * Decides over a request: takes the token out of it, verifies it and, when a requirement is given, checks that
   * the token meets it.
   *
   * It returns a refusal as a value, and throws none. It returns at once when nothing has to be waited for; `await`
   * works either way.
   */
  authorize(request: ResourceRequest, requirement?: AccessRequirement<C>): MaybePromise<Outcome<C, Anonymous>>
  /**
   * Checks a further requirement for a request whose token this resource server has already accepted. Nothing
   * is verified again, its expiry included.
   *
   * @throws {ConfigurationFault} when the token came from elsewhere, or the requirement is not valid.
   */
  authorizeToken(
    token: AccessToken<C> | undefined,
    requirement: AccessRequirement<C>,
    request?: ResourceRequest,
  ): Outcome<C, Anonymous>
  /**
   * Decides again over a request that came through before and is still open: a WebSocket, a stream of events, a long download. All is
   * checked anew, lifetime, keys and revocation among it, and so is the requirement, when one is given. The proof of a bound token is
   * not: it counts once, and has counted. **So hand in that very request, never a later one**: of a later one only the token is seen to be
   * the same. No event `token_accepted` is told.
   *
   * Call it from time to time, and end what is open when it refuses. It costs what a request with the token costs: where its issuer or
   * a shared store is asked, a question.
   *
   * @param token with which the request came through; a request that carries another one is refused
   * @throws {ConfigurationFault} (as a rejection) when the token came from elsewhere, or the requirement is not valid.
   */
  recheck(
    token: AccessToken<C>,
    request: ResourceRequest,
    requirement?: AccessRequirement<C>,
  ): Promise<Outcome<C, Anonymous>>
  /**
   * Checks what a route is to require, before there is a request, and says what it asks. The `requirement` in it is ready for use:
   * hand it in with each request.
   *
   * @throws {ConfigurationFault} when the requirement is not valid, or names an audience that this resource server does not have.
   */
  declare(requirement?: AccessRequirement<C>): RouteRequirement
  /** The refusal of a request that came through without a token, where a handler needs one after all. */
  refuseAnonymous(request?: ResourceRequest): Refused
  /**
   * Fetches the key sets of all issuers, and finds their introspection endpoints, so that the first request need not wait.
   * Optional.
   *
   * Rejects with an `InfrastructureFault` when an issuer cannot be asked; the resource server recovers by itself
   * all the same, so an API may log that and start.
   */
  ready(): Promise<void>
  /**
   * Revokes tokens before they expire: one that this resource server has verified, as in the handler of a logout.
   * It is forgotten when the token has expired.
   *
   * Rejects with what the revocation store fails with; the revocation is not in force then.
   *
   * @param until the same for an opaque token of which the issuer does not say when it expires, in seconds since 1970
   * @throws {ConfigurationFault} (as a rejection) when this resource server did not verify the token, or nobody says when
   *   it expires.
   */
  revoke(token: AccessToken<unknown>, until?: number): Promise<void>
  /**
   * Revokes one token by its text or `jti`, or all tokens of a session, a user or a client.
   *
   * @param until when the last of these tokens has expired, in seconds since 1970: the revocation is forgotten then
   * @throws {ConfigurationFault} (as a rejection) when the target or the time is not valid, or the target names an issuer that is
   *   not accepted; which those are is not known with `resolveIssuer`.
   */
  revoke(target: RevocationTarget, until: number): Promise<void>
  /**
   * Runs every check over a token, without stopping at the first that fails, and says how each came out: for a support
   * desk, a command, a test. It decides as `authorize` does, and serves nothing.
   *
   * It looks at tokens that nobody has verified, so what it says of one that is not `verified` is what the token
   * claims. Only the keys of an issuer that is accepted are fetched, and only an issuer with `introspection` is asked.
   * Functions that were handed in (`scopeFrom`, `parseClaims`, a dialect) see only claims that are proved. No event
   * `token_accepted` or `request_refused` is told, and nothing of the token is remembered but what its issuer answered. Do
   * not show the result to clients.
   *
   * Of a whole request it also says how the token came, and whether its sender may use it: the scheme, the proof of possession check by
   * check, the certificate. Whether a proof was used before is not asked, since asking would use it up. A token in the body is found
   * where the body was not read yet.
   *
   * @param sent the token alone, without the scheme before it, or the request: on Node
   *   `{ method: req.method, url: req.originalUrl, headers: req.headersDistinct }`, or what `fromIncomingMessage` makes
   * @throws {ConfigurationFault} (as a rejection) when it is neither, or the requirement is not valid.
   */
  explain(sent: string | ResourceRequest, requirement?: AccessRequirement<C>): Promise<Explanation>
  /**
   * The endpoint that serves the metadata of this API (RFC 9728): its URL, its document, and the answers to requests. From the
   * call on, every challenge names the URL (`resource_metadata`), so call it where the document is served, also if something
   * else than this endpoint serves it.
   *
   * @throws {ConfigurationFault} when neither `resource` nor the first audience is the URL of this API.
   * @see RFC 9728 §3, §5.1
   */
  metadata(): MetadataEndpoint
  /**
   * Receives back-channel logouts of the accepted issuers: each logout token that is verified revokes the tokens of a session or, where it
   * names none, those of a user that were issued until then. They are verified by the keys of the issuer, with its `algorithms`.
   *
   * Route the logout URI of the client to `receive`, outside of what needs an access token. **Tokens of a session are known by their claim
   * `sid`**: where access tokens have none, see `revokes`.
   *
   * @throws {ConfigurationFault} naming the option that is at fault, and when an issuer is asked about each token, since it has no keys then.
   * @see OpenID Connect Back-Channel Logout 1.0 §2.5
   */
  backchannelLogout(options: BackchannelLogoutOptions): LogoutReceiver
  /** How the key sets, introspection and the cache of tokens stand. */
  stats(): ResourceServerStats
  /** The key sets that were fetched, for the option `restoreKeySets` of a later start. They are JSON values. */
  savedKeySets(): readonly SavedKeySet[]
}
