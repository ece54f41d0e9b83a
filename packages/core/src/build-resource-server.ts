import { keepAnswer } from './challenge/answer-of.js'
import { fieldsByName, refuse, type RefusalContext } from './challenge/refusal.js'
import { explainRefusal, type RefusedThing } from './hints/explain-refusal.js'
import type { Explanation } from './explain/explanation.js'
import { checkExplainable } from './explain/explainable.js'
import { explainRequest, explainToken } from './explain/explain-token.js'
import { ConfigurationFault, InfrastructureFault, TokenFault } from './faults/index.js'
import type { SavedKeySet } from './keys/key-source.js'
import { backchannelLogoutOf } from './logout/backchannel-logout.js'
import type { BackchannelLogoutOptions } from './logout/logout-options.js'
import type { LogoutReceiver } from './logout/logout-receiver.js'
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
import { asksForOfflineAccess, warnOfOfflineAccess } from './requirement/offline-access.js'
import { toRequirement, type Requirement } from './requirement/requirement.js'
import type { RouteRequirement } from './requirement/route-requirement.js'
import { statsOf, type ResourceServerStats } from './stats.js'
import type { AccessToken } from './token/access-token.js'
import { VerifiedToken } from './token/verified-token.js'
import type { JsonObject } from './json-object.js'
import type { ResourceServer } from './resource-server.js'

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

  authorize(request: ResourceRequest, required?: AccessRequirement<C>): MaybePromise<Outcome<C, Anonymous>> {
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
    required: AccessRequirement<C>,
    request?: ResourceRequest,
  ): Outcome<C, Anonymous> {
    const requirement = this.#checked(required)
    if (token !== undefined) this.#checkOwn(token, 'authorizeToken')
    if (token === undefined && request && this.#isExempt(request)) return this.#pass(undefined)
    try {
      const accepted = this.#enforce(token, requirement, request)
      if (token !== undefined) this.#tellMet(token, requirement)
      return accepted
    } catch (thrown) {
      return this.#refuse(thrown, { request, requirement, token })
    }
  }

  async recheck(
    token: AccessToken<C>,
    request: ResourceRequest,
    required?: AccessRequirement<C>,
  ): Promise<Outcome<C, Anonymous>> {
    const requirement = this.#requirement(required)
    this.#checkOwn(token, 'recheck')
    try {
      const now = await authenticate(request, this.#policy, token)
      if (now === undefined) throw credentialsMissing(this.#policy, request)
      return this.#enforce(now.token, requirement, request)
    } catch (thrown) {
      return this.#refuse(thrown, { request, requirement, token })
    }
  }

  declare(required?: AccessRequirement<C>): RouteRequirement {
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

  async explain(sent: string | ResourceRequest, required?: AccessRequirement<C>): Promise<Explanation> {
    checkExplainable(sent)
    const requirement = this.#requirement(required)
    return typeof sent === 'string'
      ? explainToken(sent, requirement, this.#policy)
      : explainRequest(sent, requirement, this.#policy)
  }

  metadata(): MetadataEndpoint {
    return (this.#metadata ??= publishMetadata(this.#policy))
  }

  backchannelLogout(options: BackchannelLogoutOptions): LogoutReceiver {
    return backchannelLogoutOf(options, this.#policy)
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

  #checkOwn(token: AccessToken<C>, method: string): void {
    if (VerifiedToken.belongsTo(token, this.#policy.owner)) return
    throw new ConfigurationFault(
      method,
      'expected a token that authorize() of this resource server has accepted',
    )
  }

  #requirement(required: AccessRequirement<C> | undefined): Requirement | undefined {
    return required === undefined ? undefined : this.#checked(required)
  }

  #checked(required: AccessRequirement<C>): Requirement {
    const { audiences, warn } = this.#policy
    const requirement = toRequirement(required, audiences)
    if (asksForOfflineAccess(requirement)) warnOfOfflineAccess(warn)
    return requirement
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
    if (requirement) this.#tellMet(token, requirement)
    if (dpopNonce !== undefined) return { ...accepted, dpopNonce, cacheControl: forOneAlone }
    return this.#dependsOnMore(token, request) ? { ...accepted, cacheControl: forOneAlone } : accepted
  }

  #tellMet({ issuer, subject, clientId }: AccessToken<C>, requirement: Requirement): void {
    this.#policy.emit({ type: 'requirement_met', issuer, subject, clientId, requirement })
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
    if (fault instanceof TokenFault) {
      fault.headers = fieldsByName(response.headers)
      keepAnswer(fault, response)
    }
    return { ok: false, fault, response }
  }
}

/** The scheme of the credentials that are refused. Of a token that was accepted before, its request need not be at hand. */
function triedScheme({ request, token }: RefusedThing): Scheme | undefined {
  if (token) return token.confirmation?.jkt === undefined ? 'Bearer' : 'DPoP'
  return request && schemeOf(request)
}
