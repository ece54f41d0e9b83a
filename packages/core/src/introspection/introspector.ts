import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import { InfrastructureFault, TokenFault } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { MaybePromise } from '../maybe-promise.js'
import { CircuitBreaker, type Admission } from './circuit-breaker.js'
import { IntrospectionCache, type DatedAnswer, type IntrospectionCacheBounds } from './introspection-cache.js'
import type { IntrospectionEndpoint, Unanswered } from './introspection-endpoint.js'

/** What asking about tokens works with. */
export interface IntrospectorParts {
  readonly issuer: string
  readonly endpoint: IntrospectionEndpoint
  readonly bounds: IntrospectionCacheBounds
  readonly clock: Clock
  readonly emit: Emit
}

/** A token that its issuer says is active. */
export interface ActiveToken {
  /** What the issuer says of it, deeply frozen. Nothing of it has been checked. */
  readonly claims: JsonObject
  /** Until when the answer serves, in seconds since 1970. */
  readonly until: number
}

/** What is known of introspection at a moment, for `stats()`. The counts are since the start. */
export interface IntrospectionStatus {
  /** How many answers are kept. */
  readonly answers: number
  /** How many requests found an answer that was kept. */
  readonly hits: number
  /** How many requests did not. */
  readonly misses: number
  /** How many answers had to make room before their time was over. */
  readonly evictions: number
  /** Whether the endpoint failed when it was last asked. */
  readonly failing: boolean
}

/** A question that is under way. */
interface Question {
  readonly token: string
  readonly digest: string
  readonly askedAt: number
  readonly admission: Admission
  /** Whether the answer may be kept: not when a token was revoked since. */
  keep: boolean
}

/** A question with the promise of its answer. */
interface Flight {
  readonly question: Question
  readonly answer: Promise<DatedAnswer>
}

/**
 * How many questions may be under way. Each holds a connection and a request, and whoever sends random tokens can cause
 * as many as he likes; more than these are refused at once, and the endpoint is not asked.
 */
const mostQuestions = 1000

/**
 * Asks one issuer about tokens, and keeps the answers for a short time.
 *
 * - One question at a time about one token, whoever waits for the answer.
 * - An answer serves for its time and not a moment longer, whether the endpoint fails or not.
 * - An endpoint that fails again and again is left alone for a while. That a token is not active is no failure.
 *
 * There is no timer but that of a question: everything is caused by requests.
 */
export class Introspector {
  readonly #parts: IntrospectorParts
  readonly #cache: IntrospectionCache
  readonly #breaker = new CircuitBreaker()
  readonly #flights = new Map<string, Flight>()
  #questions = 0
  #hits = 0
  #misses = 0
  #fault: InfrastructureFault | undefined

  constructor(parts: IntrospectorParts) {
    this.#parts = parts
    this.#cache = new IntrospectionCache(parts.bounds)
  }

  /**
   * What the issuer says of a token that is active; at once, when that is known.
   *
   * Throws or rejects with a `TokenFault` `token_inactive`, and with an `InfrastructureFault` when the issuer does not
   * say.
   *
   * @param digest names the token in what is kept: a digest of all of it
   */
  introspect(token: string, digest: string): MaybePromise<ActiveToken> {
    const now = this.#parts.clock()
    const kept = this.#cache.find(digest, now)
    if (kept) {
      this.#hits++
      return this.#activeIn(kept)
    }
    this.#misses++
    const answer = this.#flights.get(digest)?.answer ?? this.#ask(token, digest, now)
    return answer.then((found) => this.#activeIn(found))
  }

  /** Finds the endpoint before the first request. @throws {InfrastructureFault} */
  ready(): Promise<void> {
    return this.#parts.endpoint.ready(this.#parts.clock())
  }

  /** Forgets what is known of a token: the next request asks. */
  forget(digest: string): void {
    this.#cache.forget(digest)
    const flight = this.#flights.get(digest)
    if (flight) flight.question.keep = false
    this.#flights.delete(digest)
  }

  /** Forgets the active tokens of whose claims the condition holds. */
  forgetWhere(condition: (claims: JsonObject, digest: string) => boolean): void {
    this.#cache.forgetWhere(condition)
    // Of what is being asked nobody knows yet whether the condition holds.
    for (const digest of [...this.#flights.keys()]) this.forget(digest)
  }

  status(): IntrospectionStatus {
    return {
      answers: this.#cache.size,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#cache.evictions,
      failing: this.#fault !== undefined,
    }
  }

  /** Each request gets a fault of its own, since its answer is written on it. */
  #activeIn({ claims, until }: DatedAnswer): ActiveToken {
    if (claims) return { claims, until }
    const { issuer } = this.#parts
    throw new TokenFault('token_inactive', `${issuer} says that the token is not active`, { issuer })
  }

  #ask(token: string, digest: string, now: number): Promise<DatedAnswer> {
    const question = { token, digest, askedAt: now, admission: this.#admit(now), keep: true }
    this.#questions++
    const answer = this.#answer(question).finally(() => {
      this.#questions--
      // Whatever came in between, a trial does not outlast its question.
      this.#breaker.undecided(question.admission)
      if (this.#flights.get(digest)?.question === question) this.#flights.delete(digest)
    })
    this.#flights.set(digest, { question, answer })
    return answer
  }

  #admit(now: number): Admission {
    const { issuer } = this.#parts
    if (this.#questions >= mostQuestions) {
      const detail = `${mostQuestions} questions about tokens are under way at ${issuer}; no more are asked`
      throw new InfrastructureFault('introspection_unavailable', detail, { issuer })
    }
    const admission = this.#breaker.admit(now)
    if ('trial' in admission) return admission
    throw this.#leftAlone(admission.waitSeconds)
  }

  /** Nobody was asked: the last failure is told as what it is, an old one. */
  #leftAlone(waitSeconds: number): InfrastructureFault {
    const { issuer } = this.#parts
    const { code = 'introspection_unavailable', detail = 'unknown', cause } = this.#fault ?? {}
    const time =
      waitSeconds > 0
        ? `for another ${Math.ceil(waitSeconds)} s`
        : 'until one question, which is under way, is answered'
    return new InfrastructureFault(
      code,
      `${issuer} has failed again and again, and is not asked about tokens ${time}; the last failure: ${detail}`,
      { issuer, retryAfterSeconds: waitSeconds, cause },
    )
  }

  async #answer(question: Question): Promise<DatedAnswer> {
    const { endpoint, issuer, emit } = this.#parts
    const { token, digest, askedAt, admission } = question
    const found = await endpoint.ask(token, askedAt)
    if ('fault' in found) throw this.#failed(found, admission)
    this.#fault = undefined
    if (this.#breaker.succeeded(admission)) emit({ type: 'introspection_recovered', issuer })
    const answer = this.#cache.dated(found, askedAt)
    if (question.keep) this.#cache.keep(digest, answer)
    return answer
  }

  #failed({ fault, ofEndpoint }: Unanswered, admission: Admission): InfrastructureFault {
    const { clock, issuer, emit } = this.#parts
    if (ofEndpoint) this.#breaker.failed(admission, clock())
    else this.#breaker.undecided(admission)
    const pauseSeconds = this.#breaker.waitSeconds(clock())
    const told = fault.retryingAfter(pauseSeconds)
    if (ofEndpoint) this.#fault = told
    const { code, detail } = fault
    emit({ type: 'introspection_failed', issuer, code, detail, pauseSeconds, fault: told })
    return told
  }
}
