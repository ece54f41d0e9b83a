import { fieldsByName, refuse, type RefusalContext } from './challenge/refusal.js'
import { explainRefusal, type RefusedThing } from './hints/explain-refusal.js'
import type { Explanation } from './explain/explanation.js'
import { explainToken } from './explain/explain-token.js'
import { ConfigurationFault, InfrastructureFault, TokenFault } from './faults/index.js'
import type { SavedKeySet } from './keys/key-source.js'
import { isPromise, type MaybePromise } from './maybe-promise.js'
import type { Accepted, Outcome, Refused, TokenOf } from './outcome.js'
import type { Policy } from './options/policy.js'
import { readOptions } from './options/read-options.js'
import type { ClaimsParser, ResourceServerOptions } from './options/resource-server-options.js'
import { authenticate, type Authenticated } from './protected-resource.js'
import { publishMetadata, type MetadataEndpoint } from './resource-metadata/metadata-endpoint.js'
import { isCorsPreflight } from './request/cors-preflight.js'
import { credentialsMissing } from './request/credentials-missing.js'
import { isOutsideHeader } from './request/presented-token.js'
import { schemeOf, type Scheme } from './request/scheme.js'
import type { ResourceRequest } from './request/resource-request.js'
import { revokeTarget } from './revocation/revoke-target.js'
import type { RevocationTarget } from './revocation/revocation-target.js'
import type { AccessRequirement } from './requirement/access-requirement.js'
import { toRequirement, type Requirement } from './requirement/requirement.js'
import type { RouteRequirement } from './requirement/route-requirement.js'
import { statsOf, type ResourceServerStats } from './stats.js'
import type { AccessToken } from './token/access-token.js'
import { VerifiedToken } from './token/verified-token.js'
import type { JsonObject } from './json-object.js'

/** A protected resource server: decides over requests, and says what to answer to those that it refuses. */
export interface ResourceServer<C = JsonObject, Anonymous extends boolean = false> {
  /**
   * Decides over a request: takes the token out of it, verifies it and, when a requirement is given, checks that
   * the token meets it.
   *
   * It returns a refusal as a value, and throws none. It returns at once when nothing has to be waited for; `await`
   * works either way.
   */
  authorize(request: ResourceRequest, requirement?: AccessRequirement): MaybePromise<Outcome<C, Anonymous>>
  /**
   * Checks a further requirement for a request whose token this resource server has already accepted. Nothing
   * is verified again, its expiry included.
   *
   * @throws {ConfigurationFault} when the token came from elsewhere, or the requirement is none.
   */
  authorizeToken(
    token: AccessToken<C> | undefined,
    requirement: AccessRequirement,
    request?: ResourceRequest,
  ): Outcome<C, Anonymous>
  /**
   * Checks what a route is to require, before there is a request, and says what it asks. The `requirement` in it is ready for use:
   * hand it in with each request.
   *
   * @throws {ConfigurationFault} when the requirement is none, or names an audience that is none of this resource server.
   */
  declare(requirement?: AccessRequirement): RouteRequirement
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
   * @throws {ConfigurationFault} (as a rejection) when the target or the time is none, or the target names an issuer that is
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
   * @param token the token alone, without the scheme before it
   * @throws {ConfigurationFault} (as a rejection) when the token is no text, or the requirement is none.
   */
  explain(token: string, requirement?: AccessRequirement): Promise<Explanation>
  /**
   * The endpoint that serves the metadata of this API (RFC 9728): its URL, its document, and the answers to requests. From the
   * call on, every challenge names the URL (`resource_metadata`), so call it where the document is served, also if something
   * else than this endpoint serves it.
   *
   * @throws {ConfigurationFault} when neither `resource` nor the first audience is the URL of this API.
   * @see RFC 9728 §3, §5.1
   */
  metadata(): MetadataEndpoint
  /** How the key sets, introspection and the cache of tokens stand. */
  stats(): ResourceServerStats
  /** The key sets that were fetched, for the option `restoreKeySets` of a later start. They are JSON values. */
  savedKeySets(): readonly SavedKeySet[]
}

/**
 * Builds a resource server from its options. Nothing is fetched until the first request, or `ready()`.
 *
 * @throws {ConfigurationFault} naming the option that is at fault.
 * @example
 * const server = resourceServer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
 * const outcome = await server.authorize(request, { scope: ['files.read'] })
 */
export function resourceServer<C = JsonObject, const Anonymous extends boolean = false>(
  options: ResourceServerOptions<C, Anonymous> & ClaimsParser<C>,
): ResourceServer<C, Anonymous> {
  return new PolicyResourceServer<C, Anonymous>(readOptions(options))
}

/** The answer to a token that shared caches do not recognise as one. */
const forOneAlone = 'private, no-store'

class PolicyResourceServer<C, Anonymous extends boolean> implements ResourceServer<C, Anonymous> {
  readonly #policy: Policy<C>
  #metadata: MetadataEndpoint | undefined

  constructor(policy: Policy<C>) {
    this.#policy = policy
  }

  authorize(request: ResourceRequest, required?: AccessRequirement): MaybePromise<Outcome<C, Anonymous>> {
    const requirement = this.#requirement(required)
    if (this.#isExempt(request)) return this.#pass(undefined)
    try {
      const authenticated = authenticate(request, this.#policy)
      return isPromise(authenticated)
        ? authenticated
            .then((authenticated) => this.#accept(authenticated, requirement, request))
            .catch((thrown: unknown) => this.#refuse(thrown, { request, requirement }))
        : this.#accept(authenticated, requirement, request)
    } catch (thrown) {
      return this.#refuse(thrown, { request, requirement })
    }
  }

  authorizeToken(
    token: AccessToken<C> | undefined,
    required: AccessRequirement,
    request?: ResourceRequest,
  ): Outcome<C, Anonymous> {
    const requirement = toRequirement(required, this.#policy.audiences)
    if (token !== undefined && !VerifiedToken.belongsTo(token, this.#policy.owner)) {
      throw new ConfigurationFault(
        'authorizeToken',
        'expected a token that authorize() of this resource server has accepted',
      )
    }
    if (token === undefined && request && this.#isExempt(request)) return this.#pass(undefined)
    try {
      return this.#enforce(token, requirement, request)
    } catch (thrown) {
      return this.#refuse(thrown, { request, requirement, token })
    }
  }

  declare(required?: AccessRequirement): RouteRequirement {
    const requirement = this.#requirement(required)
    const authentication = this.#policy.optional && !requirement ? 'optional' : 'required'
    return Object.freeze({ authentication, ...(requirement && { requirement }) })
  }

  refuseAnonymous(request?: ResourceRequest): Refused {
    return this.#refuse(credentialsMissing(this.#policy, request), { request })
  }

  async ready(): Promise<void> {
    const issuers = Array.from(this.#policy.issuers.known())
    const results = await Promise.allSettled([
      ...issuers.map(async ({ keys }) => keys.ready()),
      ...issuers.map(async ({ introspection }) => introspection?.introspector.ready()),
    ])
    const failure = results.find((result) => result.status === 'rejected')
    if (failure) throw failure.reason
  }

  async explain(token: string, required?: AccessRequirement): Promise<Explanation> {
    if (typeof (token as unknown) !== 'string')
      throw new ConfigurationFault('explain', 'expected a token, which is a text')
    return explainToken(token, this.#requirement(required), this.#policy)
  }

  metadata(): MetadataEndpoint {
    return (this.#metadata ??= publishMetadata(this.#policy))
  }

  stats(): ResourceServerStats {
    return statsOf(this.#policy)
  }

  savedKeySets(): readonly SavedKeySet[] {
    return Array.from(this.#policy.issuers.known(), ({ keys }) => keys.saved()).filter(
      (saved) => saved !== undefined,
    )
  }

  async revoke(target: AccessToken<unknown> | RevocationTarget, until?: number): Promise<void> {
    await revokeTarget(target, until, this.#policy)
  }

  #requirement(required: AccessRequirement | undefined): Requirement | undefined {
    return required === undefined ? undefined : toRequirement(required, this.#policy.audiences)
  }

  #isExempt(request: ResourceRequest): boolean {
    return this.#policy.passPreflight && isCorsPreflight(request)
  }

  #enforce(
    token: AccessToken<C> | undefined,
    requirement: Requirement | undefined,
    request: ResourceRequest | undefined,
  ): Accepted<C, Anonymous> {
    if (token === undefined) {
      if (this.#policy.optional && requirement === undefined) return this.#pass(undefined)
      throw credentialsMissing(this.#policy, request)
    }
    requirement?.enforce(token, this.#policy)
    return this.#pass(token)
  }

  #accept(
    authenticated: Authenticated<C> | undefined,
    requirement: Requirement | undefined,
    request: ResourceRequest,
  ): Accepted<C, Anonymous> {
    if (authenticated === undefined) return this.#enforce(undefined, requirement, request)
    const { token, dpopNonce } = authenticated
    const accepted = this.#enforce(token, requirement, request)
    const { issuer, subject, clientId } = token
    this.#policy.emit({ type: 'token_accepted', issuer, subject, clientId })
    if (dpopNonce !== undefined) return { ...accepted, dpopNonce, cacheControl: forOneAlone }
    return this.#dependsOnMore(token, request) ? { ...accepted, cacheControl: forOneAlone } : accepted
  }

  /** Whether the answer depends on more than the fields that caches know: a token elsewhere, or the certificate in a field. */
  #dependsOnMore({ confirmation }: AccessToken<C>, request: ResourceRequest): boolean {
    const { otherMethods, mtls } = this.#policy
    if (confirmation?.x5tS256 !== undefined && mtls?.source.isField === true) return true
    return otherMethods !== undefined && isOutsideHeader(request, this.#policy)
  }

  /** The one place where a token may be absent: the type says so where `optional` or `passPreflight` is set. */
  #pass(token: AccessToken<C> | undefined): Accepted<C, Anonymous> {
    return { ok: true, token: token as TokenOf<C, Anonymous> }
  }

  /** Whatever is no fault is a mistake in the program, and is not made into an answer here. */
  #refuse(thrown: unknown, context: RefusalContext & RefusedThing): Refused {
    const { refusal, emit } = this.#policy
    const fault = thrown instanceof TokenFault ? explainRefusal(thrown, context, this.#policy) : thrown
    if (fault instanceof TokenFault) {
      const { code, step, status, detail, facts } = fault
      const { hint, issuer, kid, expected, actual } = facts
      emit({
        type: 'request_refused',
        code,
        step,
        status,
        detail,
        hint,
        issuer,
        kid,
        expected,
        actual,
        fault,
      })
    } else if (fault instanceof InfrastructureFault) {
      const { code, status, detail } = fault
      emit({ type: 'request_undecided', code, status, detail, fault })
    } else {
      throw fault
    }
    const response = refuse(fault, { ...context, tried: triedScheme(context) }, refusal)
    if (fault instanceof TokenFault) fault.headers = fieldsByName(response.headers)
    return { ok: false, fault, response }
  }
}

/** The scheme of the credentials that are refused. Of a token that was accepted before, its request need not be at hand. */
function triedScheme({ request, token }: RefusedThing): Scheme | undefined {
  if (token) return token.confirmation?.jkt === undefined ? 'Bearer' : 'DPoP'
  return request && schemeOf(request)
}
