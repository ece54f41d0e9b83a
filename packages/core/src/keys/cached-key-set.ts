import type { Clock } from '../clock.js'
import type { Emit } from '../events/emit.js'
import type { InfrastructureFault } from '../faults/index.js'
import { settledWithin } from '../http/deadline.js'
import { after, isPromise, type MaybePromise } from '../maybe-promise.js'
import type { Algorithm } from '../algorithms.js'
import { keyNotFound } from './key-not-found.js'
import { asInfrastructureFault } from './as-infrastructure-fault.js'
import type { KeySetBounds } from './key-set-bounds.js'
import type { KeySet } from './key-set.js'
import type { LoadedKeySet } from './key-set-loader.js'
import type { KeySetStatus, KeySource, SavedKeySet } from './key-source.js'
import { Renewal } from './renewal.js'
import { RetrySchedule } from './retry-schedule.js'
import { UnknownKeys } from './unknown-keys.js'
import type { VerificationKey } from './verification-key.js'
import type { WaitUntil } from './wait-until.js'

/** A key set that an earlier process saved. */
export interface RestoredKeySet {
  readonly saved: SavedKeySet
  readonly load: () => Promise<LoadedKeySet>
}

/** What the cache works with. */
export interface CachedKeySetParts {
  readonly issuer: string
  readonly clock: Clock
  readonly bounds: KeySetBounds
  readonly emit: Emit
  /** Told of every fetch: some runtimes end what a request has begun when it is answered. */
  readonly waitUntil?: WaitUntil | undefined
  /** @param before the set that the new one replaces */
  readonly load: (now: number, before: KeySet | undefined) => Promise<LoadedKeySet>
  /** A set from an earlier process, if one was given that may still serve. */
  readonly restored: RestoredKeySet | undefined
}

/** A set that serves. Times are seconds since 1970. */
interface Held {
  readonly keys: KeySet
  /** When it was asked for. */
  readonly fetchedAt: number
  /** From then on it is refreshed in the background. */
  readonly refreshAt: number
  /** From then on a request waits a moment for the refresh, unless the issuer is known to be failing. */
  readonly freshUntil: number
}

/** The part of a set's fresh time after which it is refreshed in the background. */
const refreshFraction = 0.8

/**
 * The key set of one issuer, fetched when it is needed and kept.
 *
 * - One fetch at a time, whoever waits for it.
 * - A set that is about to expire is refreshed in the background; while that fails, the last good one serves on. When no
 *   request came in time for that, the first ones wait for the refresh, and only for a moment.
 * - A key that is not in the set causes one fetch per cool-down, however many such keys there are.
 * - A fetched set replaces the old one whole, so that withdrawn keys die.
 *
 * There is no timer: everything is caused by requests.
 */
export class CachedKeySet implements KeySource {
  readonly #parts: CachedKeySetParts
  readonly #retry = new RetrySchedule()
  readonly #unknown = new UnknownKeys()
  #held: Held | undefined
  #restoring: Promise<void> | undefined
  #flight: Promise<KeySet> | undefined
  #flightBegan = 0
  readonly #renewal = new Renewal()
  #attemptedAt = -Infinity
  #fault: InfrastructureFault | undefined

  constructor(parts: CachedKeySetParts) {
    this.#parts = parts
  }

  find(algorithm: Algorithm, kid: string | undefined): MaybePromise<readonly VerificationKey[]> {
    const keys = this.#current()
    return isPromise(keys)
      ? keys.then((set) => this.#findIn(set, algorithm, kid))
      : this.#findIn(keys, algorithm, kid)
  }

  findNewer(
    algorithm: Algorithm,
    tried: readonly VerificationKey[],
  ): MaybePromise<readonly VerificationKey[]> {
    const newer = (keys: KeySet) =>
      keys.candidates(algorithm, undefined).filter((candidate) => !tried.includes(candidate))
    if (this.#isFetching() || this.#cooldownLeft() <= 0) return this.#fetched().then(newer)
    this.#refuseWhileFailing()
    return this.#held ? newer(this.#held.keys) : []
  }

  holds(key: VerificationKey): MaybePromise<boolean> {
    return after(this.#current(), (keys) => keys.holds(key))
  }

  ready(): MaybePromise<void> {
    return after(this.#current(), () => undefined)
  }

  status(): KeySetStatus {
    const { keys, fetchedAt, freshUntil } = this.#held ?? {}
    return { keys: keys?.size ?? 0, fetchedAt, freshUntil, failing: this.#retry.failing }
  }

  saved(): SavedKeySet | undefined {
    const { issuer } = this.#parts
    return this.#held
      ? { issuer, fetchedAt: this.#held.fetchedAt, jwks: this.#held.keys.toJwks() }
      : this.#parts.restored?.saved
  }

  #findIn(
    keys: KeySet,
    algorithm: Algorithm,
    kid: string | undefined,
  ): MaybePromise<readonly VerificationKey[]> {
    const candidates = keys.candidates(algorithm, kid)
    return candidates.length > 0 ? candidates : this.#findUnknown(algorithm, kid, keys)
  }

  /** The set to serve from: the one at hand while it may serve, otherwise the one that a fetch brings. */
  #current(): MaybePromise<KeySet> {
    if (this.#held === undefined && this.#parts.restored !== undefined) {
      this.#restoring ??= this.#restore(this.#parts.restored)
      return this.#restoring.then(() => this.#serve())
    }
    return this.#serve()
  }

  #serve(): MaybePromise<KeySet> {
    const now = this.#parts.clock()
    const held = this.#heldAt(now)
    if (held === undefined || !this.#mayServe(now)) return this.#fetchOrRefuse(now)
    if (now < held.refreshAt) return held.keys
    if (now >= held.freshUntil && !this.#retry.failing) return this.#renewal.soon(this.#fetch(), held.keys)
    if (this.#retry.waitSeconds(now) === 0) this.#fetch({ afterThisTurn: true }).catch(ignore)
    return held.keys
  }

  /**
   * The set at hand. Once the clock was set back to before it was fetched, nobody can tell how old it is: it
   * counts from now on, and is refreshed at once.
   */
  #heldAt(now: number): Held | undefined {
    const held = this.#held
    if (held && now < held.fetchedAt) {
      const freshUntil = now + (held.freshUntil - held.fetchedAt)
      this.#held = { ...held, fetchedAt: now, refreshAt: now, freshUntil }
    }
    return this.#held
  }

  /** Whether there is a set at hand that is not past the hard limit. */
  #mayServe(now: number): boolean {
    return this.#held !== undefined && now < this.#held.fetchedAt + this.#parts.bounds.staleLimitSeconds
  }

  /** With nothing to serve from: waits for a fetch, or refuses at once while the issuer is being left alone. */
  #fetchOrRefuse(now: number): Promise<KeySet> | never {
    const wait = this.#retry.waitSeconds(now)
    if (!this.#isFetching() && wait > 0 && this.#fault) throw this.#fault.retryingAfter(wait)
    return this.#fetched()
  }

  /**
   * The negative memory spares a key that was asked for lately the wait for a fetch, and nothing else: once the
   * cool-down is over any unknown key brings about a fetch, so that a key which is new is soon found.
   */
  #findUnknown(
    algorithm: Algorithm,
    kid: string | undefined,
    searched: KeySet,
  ): MaybePromise<readonly VerificationKey[]> {
    const answered = this.#isFetching()
      ? this.#unknown.has(algorithm, kid, this.#parts.clock())
      : this.#cooldownLeft() > 0
    if (answered) {
      this.#refuseWhileFailing()
      // A set that was fetched since is as new as can be had.
      const replaced = this.#held !== undefined && this.#held.keys !== searched
      return replaced ? this.find(algorithm, kid) : this.#refuseUnknown(algorithm, kid)
    }
    return this.#fetched().then((keys) => {
      const candidates = keys.candidates(algorithm, kid)
      return candidates.length > 0 ? candidates : this.#refuseUnknown(algorithm, kid)
    })
  }

  #refuseUnknown(algorithm: Algorithm, kid: string | undefined): never {
    const { issuer, clock, bounds } = this.#parts
    const now = clock()
    if (!this.#unknown.has(algorithm, kid, now)) {
      this.#unknown.remember(algorithm, kid, now + bounds.unknownKeyCooldownSeconds)
    }
    throw keyNotFound(issuer, algorithm, kid)
  }

  /** After a failed fetch nobody knows which keys the issuer has, and that is not the client's fault. */
  #refuseWhileFailing(): void {
    if (this.#retry.failing && this.#fault) throw this.#fault.retryingAfter(this.#cooldownLeft())
  }

  #cooldownLeft(): number {
    const { bounds, clock } = this.#parts
    const left = this.#attemptedAt + bounds.unknownKeyCooldownSeconds - clock()
    // More than the whole: the clock was set back since.
    return left > bounds.unknownKeyCooldownSeconds ? 0 : left
  }

  /** Whether a fetch is on its way. One that has outlived its timeout was ended by the runtime, together with the request that began it. */
  #isFetching(): boolean {
    const { clock, bounds } = this.#parts
    if (clock() > this.#flightBegan + bounds.timeoutMs / 1000 + 1) this.#flight = undefined
    return this.#flight !== undefined
  }

  /** The set that a fetch brings. That of another request may never end, so that nobody waits for it longer than it may take. */
  #fetched(): Promise<KeySet> {
    if (!this.#isFetching()) return this.#fetch()
    const { issuer, bounds } = this.#parts
    return settledWithin(bounds.timeoutMs, this.#fetch()).catch((thrown: unknown) => {
      throw asInfrastructureFault(thrown, issuer)
    })
  }

  /** @param afterThisTurn nobody waits for it: the request at hand goes first */
  #fetch({ afterThisTurn = false } = {}): Promise<KeySet> {
    if (this.#isFetching() && this.#flight) return this.#flight
    const attempt = afterThisTurn ? turnEnds().then(() => this.#attempt()) : this.#attempt()
    const flight = attempt.finally(() => {
      if (this.#flight !== flight) return
      this.#flight = undefined
      this.#renewal.end()
    })
    this.#flight = flight
    this.#flightBegan = this.#parts.clock()
    this.#parts.waitUntil?.(flight.then(ignore, ignore))
    return flight
  }

  async #attempt(): Promise<KeySet> {
    const { issuer, clock, load, emit } = this.#parts
    const startedAt = clock()
    this.#attemptedAt = startedAt
    try {
      const loaded = await load(startedAt, this.#held?.keys)
      // Its age counts from the request: nobody knows where on the way a slow answer grew old (RFC 9111 §4.2.3).
      const { freshUntil } = this.#hold(loaded, startedAt)
      this.#retry.succeeded()
      this.#fault = undefined
      emit({ type: 'key_set_refreshed', issuer, keys: loaded.keys.size, freshUntil })
      return loaded.keys
    } catch (thrown) {
      this.#retry.failed(clock())
      const fault = asInfrastructureFault(thrown, issuer).retryingAfter(this.#retry.waitSeconds(clock()))
      this.#fault = fault
      const { code, detail } = fault
      emit({
        type: 'key_set_refresh_failed',
        issuer,
        code,
        detail,
        servingOn: this.#mayServe(clock()),
        fault,
      })
      throw fault
    } finally {
      this.#attemptedAt = clock()
    }
  }

  #hold(loaded: LoadedKeySet, fetchedAt: number, refreshAfter = loaded.freshSeconds * refreshFraction): Held {
    const { keys, freshSeconds } = loaded
    const held = {
      keys,
      fetchedAt,
      refreshAt: fetchedAt + refreshAfter,
      freshUntil: fetchedAt + freshSeconds,
    }
    this.#held = held
    this.#unknown.clear()
    return held
  }

  /** A restored set keeps the time at which it was fetched, and is refreshed at its first use. */
  async #restore({ saved, load }: RestoredKeySet): Promise<void> {
    const loaded = await load()
    if (this.#held === undefined) this.#hold(loaded, saved.fetchedAt, 0)
  }
}

const turnEnds = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const ignore = () => undefined
