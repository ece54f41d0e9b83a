import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.js'
import { InfrastructureFault, shorten } from '../faults/index.js'
import { settledWithin } from '../http/deadline.js'
import { issuerProblem } from '../keys/issuer-url.js'
import { isPromise, type MaybePromise } from '../maybe-promise.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { IssuerLookup } from './issuer-lookup.js'
import type { IssuerPolicy } from './issuer-policy.js'
import type { Issuers } from './issuers.js'
import { issuerNamedBy, type OpaqueTokenIssuer } from './opaque-token-issuer.js'
import { unknownIssuer } from './unknown-issuer.js'

/** How the answers of `resolveIssuer` are remembered. */
export interface ResolvedIssuerBounds {
  /**
   * The largest number of issuers that are remembered, each with its key set. What is beyond is forgotten and fetched again, so let
   * it be more than there are tenants.
   *
   * @default 1000
   */
  readonly maxIssuers: number
  /**
   * How long an issuer counts before it is asked for again, in seconds: a tenant that is removed is refused after that time at the
   * latest.
   *
   * @default 300
   */
  readonly rememberSeconds: number
  /**
   * How long an issuer is refused without being asked for again, in seconds: a tenant that is added may stay refused for that long,
   * where somebody sent a token of it before.
   *
   * @default 60
   */
  readonly rememberUnknownSeconds: number
  /** How long an answer may take, in milliseconds: `keySets.timeoutMs`. */
  readonly timeoutMs: number
  /** How long the last answer serves on while there is no new one, in seconds since it was given: `keySets.staleLimitSeconds`. */
  readonly staleLimitSeconds: number
}

/** What issuers are resolved with. */
export interface ResolvedIssuersParts<C> {
  readonly clock: Clock
  readonly bounds: ResolvedIssuerBounds
  /** Names the issuer that is asked about the opaque token of a request; without it, none is. */
  readonly selectForOpaque: OpaqueTokenIssuer | undefined
  /**
   * The issuer of a name; nothing when it is not accepted. `before` is what the last answer was made into, which is
   * returned as it is when the answer says the same, so that its key set is kept.
   */
  readonly resolve: (
    iss: string,
    before: IssuerPolicy<C> | undefined,
  ) => MaybePromise<IssuerPolicy<C> | undefined>
}

/** An issuer that was accepted. Times are seconds since 1970. */
interface Known<C> {
  readonly policy: IssuerPolicy<C>
  readonly answeredAt: number
  readonly askAgainAt: number
}

/** Longer names are nobody's issuer. */
const longestName = 2048

/** What is no issuer URL is nobody's issuer; whether this one may be http is for its options to say. */
export const mayBeIssuer = (iss: unknown): iss is string =>
  typeof iss === 'string' && iss.length <= longestName && issuerProblem(iss, true) === undefined

/** How many answers are waited for at a time: whoever sends made-up names must not fill the memory with questions. */
const maximumQuestions = 1000
const maximumUnknown = 10_000
/** How long a failing answer is left alone while an older one serves. */
const pauseSeconds = 5

/**
 * Issuers that a function finds when a token names them: the tenants of an API. Nothing is fetched for an issuer before the
 * function has accepted it. Its answers are remembered within bounds, also the negative ones.
 */
export class ResolvedIssuers<C> implements Issuers<C> {
  readonly #parts: ResolvedIssuersParts<C>
  readonly #known: LRUCache<string, Known<C>>
  readonly lookup: IssuerLookup
  /** Until when a name is refused. */
  readonly #unknown = new LRUCache<string, number>({
    max: maximumUnknown,
    maxSize: 2 * 1024 * 1024,
    sizeCalculation: (_until, name) => name.length + 1,
  })
  readonly #questions = new Map<string, Promise<IssuerPolicy<C>>>()

  constructor(parts: ResolvedIssuersParts<C>) {
    this.#parts = parts
    this.#known = new LRUCache({ max: parts.bounds.maxIssuers })
    this.lookup = {
      names: undefined,
      rememberUnknownSeconds: parts.bounds.rememberUnknownSeconds,
      selectsForOpaque: parts.selectForOpaque !== undefined,
    }
  }

  choose(iss: unknown): MaybePromise<IssuerPolicy<C>> {
    if (!mayBeIssuer(iss)) throw unknownIssuer(iss)
    const { clock, bounds } = this.#parts
    const now = clock()
    const known = this.#known.get(iss)
    if (known && isWithin(now, known.answeredAt, known.askAgainAt)) return known.policy
    const refusedUntil = this.#unknown.get(iss)
    if (
      !known &&
      refusedUntil !== undefined &&
      isWithin(now, refusedUntil - bounds.rememberUnknownSeconds, refusedUntil)
    ) {
      throw unknownIssuer(iss)
    }
    return this.#ask(iss, known, now)
  }

  chooseForOpaque(request: ResourceRequest): MaybePromise<IssuerPolicy<C> | undefined> {
    const { selectForOpaque } = this.#parts
    const name = selectForOpaque && issuerNamedBy(selectForOpaque, request)
    return name === undefined ? undefined : this.choose(name)
  }

  *known(): Iterable<IssuerPolicy<C>> {
    for (const { policy } of this.#known.values()) yield policy
  }

  /** One question at a time for each issuer, whoever waits for the answer. */
  #ask(iss: string, known: Known<C> | undefined, now: number): MaybePromise<IssuerPolicy<C>> {
    const asked = this.#questions.get(iss)
    if (asked) return asked
    if (this.#questions.size >= maximumQuestions) return this.#serveOn(iss, known, now, tooManyQuestions)
    let answer: MaybePromise<IssuerPolicy<C> | undefined>
    try {
      answer = this.#parts.resolve(iss, known?.policy)
    } catch (cause) {
      return this.#serveOn(iss, known, now, cause)
    }
    if (!isPromise(answer)) return this.#remember(iss, answer, now)
    const question = settledWithin(this.#parts.bounds.timeoutMs, answer)
      .then(
        (policy) => this.#remember(iss, policy, now),
        (cause: unknown) => this.#serveOn(iss, known, now, cause),
      )
      .finally(() => this.#questions.delete(iss))
    this.#questions.set(iss, question)
    return question
  }

  #remember(iss: string, policy: IssuerPolicy<C> | undefined, now: number): IssuerPolicy<C> {
    const { rememberSeconds, rememberUnknownSeconds } = this.#parts.bounds
    if (policy === undefined) {
      this.#known.delete(iss)
      this.#unknown.set(iss, now + rememberUnknownSeconds)
      throw unknownIssuer(iss)
    }
    this.#unknown.delete(iss)
    this.#known.set(iss, { policy, answeredAt: now, askAgainAt: now + rememberSeconds })
    return policy
  }

  /** A failing answer is no answer: the last one counts for some time, and without one nobody can say. */
  #serveOn(iss: string, known: Known<C> | undefined, now: number, cause: unknown): IssuerPolicy<C> {
    const end = (known?.answeredAt ?? -Infinity) + this.#parts.bounds.staleLimitSeconds
    if (known && isWithin(now, known.answeredAt, end)) {
      // The answer may have been waited for as long as the pause lasts.
      this.#known.set(iss, { ...known, askAgainAt: Math.min(this.#parts.clock() + pauseSeconds, end) })
      return known.policy
    }
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    throw new InfrastructureFault(
      'issuer_unresolved',
      `resolveIssuer did not answer for ${shorten(iss)}${reason}`,
      { issuer: shorten(iss), cause },
    )
  }
}

const tooManyQuestions = new Error(
  `it has ${maximumQuestions} questions to answer, and no more are asked until it has answered some`,
)

/** From one time on and before another. A clock that was set back leaves nothing standing. */
const isWithin = (now: number, from: number, until: number) => now >= from && now < until
