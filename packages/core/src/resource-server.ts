import { refuse, type RefusalContext, type RefusalResponse } from './challenge/refusal.js'
import { ConfigurationFault, InfrastructureFault, TokenFault } from './faults/index.js'
import type { KeySetStatus, SavedKeySet } from './keys/key-source.js'
import { after, attempt, type MaybePromise } from './maybe-promise.js'
import type { Policy } from './options/policy.js'
import { readOptions } from './options/read-options.js'
import type { ClaimsParser, ResourceServerOptions } from './options/resource-server-options.js'
import { authenticate } from './protected-resource.js'
import { isCorsPreflight } from './request/cors-preflight.js'
import type { ResourceRequest } from './request/resource-request.js'
import { toRequirement, type AccessRequirement, type Requirement } from './requirement/requirement.js'
import type { AccessToken } from './token/access-token.js'
import type { JsonObject } from './json-object.js'

/** What a handler can count on: a token; nothing, where anonymous requests can come through. */
export type TokenOf<C, Anonymous extends boolean> = Anonymous extends false
  ? AccessToken<C>
  : AccessToken<C> | undefined

/** The request may go on. */
export interface Accepted<C = JsonObject, Anonymous extends boolean = false> {
  readonly ok: true
  readonly token: TokenOf<C, Anonymous>
}

/** The request is refused, and this is the answer. */
export interface Refused {
  readonly ok: false
  readonly fault: TokenFault | InfrastructureFault
  readonly response: RefusalResponse
}

/** What came out of a request. */
export type Outcome<C = JsonObject, Anonymous extends boolean = false> = Accepted<C, Anonymous> | Refused

/** What a resource server knows about itself. */
export interface ResourceServerStats {
  /** By issuer. */
  readonly keySets: Readonly<Record<string, KeySetStatus>>
}

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
  /** The refusal of a request that came through without a token, where a handler needs one after all. */
  refuseAnonymous(request?: ResourceRequest): Refused
  /**
   * Fetches the key sets of all issuers, so that the first request need not wait. Optional.
   *
   * Rejects with an `InfrastructureFault` when an issuer cannot be asked; the resource server recovers by itself
   * all the same, so an API may log that and start.
   */
  ready(): Promise<void>
  /** How the key sets stand. */
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

const credentialsMissing = () =>
  new TokenFault('credentials_missing', 'the request has no Authorization field of the Bearer scheme')

class PolicyResourceServer<C, Anonymous extends boolean> implements ResourceServer<C, Anonymous> {
  readonly #policy: Policy<C>
  readonly #accepted = new WeakSet<AccessToken<C>>()

  constructor(policy: Policy<C>) {
    this.#policy = policy
  }

  authorize(request: ResourceRequest, required?: AccessRequirement): MaybePromise<Outcome<C, Anonymous>> {
    const requirement = required === undefined ? undefined : toRequirement(required)
    if (this.#isExempt(request)) return this.#pass(undefined)
    return attempt(
      () =>
        after(authenticate(request, this.#policy), (token) => {
          const accepted = this.#enforce(token, requirement)
          if (token) this.#accept(token)
          return accepted
        }),
      (thrown) => this.#refuse(thrown, { request, requirement }),
    )
  }

  authorizeToken(
    token: AccessToken<C> | undefined,
    required: AccessRequirement,
    request?: ResourceRequest,
  ): Outcome<C, Anonymous> {
    const requirement = toRequirement(required)
    if (token !== undefined && !this.#accepted.has(token)) {
      throw new ConfigurationFault(
        'authorizeToken',
        'expected a token that authorize() of this resource server has accepted',
      )
    }
    if (token === undefined && request && this.#isExempt(request)) return this.#pass(undefined)
    try {
      return this.#enforce(token, requirement)
    } catch (thrown) {
      return this.#refuse(thrown, { request, requirement })
    }
  }

  refuseAnonymous(request?: ResourceRequest): Refused {
    return this.#refuse(credentialsMissing(), { request })
  }

  async ready(): Promise<void> {
    const results = await Promise.allSettled(
      [...this.#policy.issuers.values()].map(async ({ keys }) => keys.ready()),
    )
    const failure = results.find((result) => result.status === 'rejected')
    if (failure) throw failure.reason
  }

  stats(): ResourceServerStats {
    const { issuers } = this.#policy
    return { keySets: Object.fromEntries([...issuers].map(([issuer, { keys }]) => [issuer, keys.status()])) }
  }

  savedKeySets(): readonly SavedKeySet[] {
    return [...this.#policy.issuers.values()]
      .map(({ keys }) => keys.saved())
      .filter((saved) => saved !== undefined)
  }

  #isExempt(request: ResourceRequest): boolean {
    return this.#policy.passPreflight && isCorsPreflight(request)
  }

  #enforce(token: AccessToken<C> | undefined, requirement: Requirement | undefined): Accepted<C, Anonymous> {
    if (token === undefined) {
      if (this.#policy.optional && requirement === undefined) return this.#pass(undefined)
      throw credentialsMissing()
    }
    requirement?.enforce(token)
    return this.#pass(token)
  }

  #accept(token: AccessToken<C>): void {
    this.#accepted.add(token)
    const { issuer, subject, clientId } = token
    this.#policy.emit({ type: 'token_accepted', issuer, subject, clientId })
  }

  /** The one place where a token may be absent: the type says so where `optional` or `passPreflight` is set. */
  #pass(token: AccessToken<C> | undefined): Accepted<C, Anonymous> {
    return { ok: true, token: token as TokenOf<C, Anonymous> }
  }

  /** Whatever is no fault is a mistake in the program, and is not made into an answer here. */
  #refuse(fault: unknown, context: RefusalContext): Refused {
    const { refusal, emit } = this.#policy
    if (fault instanceof TokenFault) {
      const { code, step, status, detail } = fault
      emit({ type: 'request_refused', code, step, status, detail, fault })
    } else if (fault instanceof InfrastructureFault) {
      const { code, status, detail } = fault
      emit({ type: 'request_undecided', code, status, detail, fault })
    } else {
      throw fault
    }
    const response = refuse(fault, context, refusal)
    if (fault instanceof TokenFault) fault.headers = Object.fromEntries(response.headers)
    return { ok: false, fault, response }
  }
}
