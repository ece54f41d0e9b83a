import { octets } from '#octets'
import { after, isPromise, type MaybePromise } from '../maybe-promise.js'

/** The nonces of one step of time. */
interface Step {
  /** The one that is given out. */
  readonly current: string
  /** Those that are taken. */
  readonly good: ReadonlySet<string>
}

/** What there is to say of the nonce of a proof. */
export interface NonceVerdict {
  readonly good: boolean
  /** The nonce that the next proof should have; absent where that of this one may serve on. */
  readonly next: string | undefined
}

/**
 * Nonces that need no memory: each is the HMAC of a step of time, so that every instance with the same keys makes and knows the
 * same ones. A nonce is taken in its own step and in the one after it; and in the one before it, since the clock of the
 * instance that has given it out may be a little ahead.
 *
 * @see RFC 9449 §8, §9
 */
export class Nonces {
  readonly #keys: readonly Uint8Array[]
  readonly #stepSeconds: number
  #step: MaybePromise<Step> | undefined
  /** Which step that is, counted from 1970. */
  #number = NaN

  /** @param keys the first one makes nonces, and those of all are taken */
  constructor(keys: readonly Uint8Array[], stepSeconds: number) {
    this.#keys = keys
    this.#stepSeconds = stepSeconds
  }

  judge(nonce: string | undefined, now: number): MaybePromise<NonceVerdict> {
    return after(this.#stepAt(now), ({ current, good }) => ({
      // A set tells how much of a text is right to nobody who measures the time that it takes.
      good: nonce !== undefined && good.has(nonce),
      next: nonce === current ? undefined : current,
    }))
  }

  #stepAt(now: number): MaybePromise<Step> {
    const number = Math.floor(now / this.#stepSeconds)
    if (this.#step === undefined || this.#number !== number) {
      this.#number = number
      this.#step = this.#make(number)
      if (isPromise(this.#step)) this.#keepWhenMade(this.#step)
    }
    return this.#step
  }

  /** What was made of it, so that nobody waits again; nothing where that failed, so that the next request tries anew. */
  #keepWhenMade(promised: Promise<Step>): void {
    const keep = (step: Step | undefined) => {
      if (this.#step === promised) this.#step = step
    }
    promised.then(keep, () => keep(undefined))
  }

  #make(number: number): MaybePromise<Step> {
    const steps = [number, number - 1, number + 1]
    const made = this.#keys.flatMap((key) => steps.map((step) => nonceOf(key, step * this.#stepSeconds)))
    return after(allOf(made), (nonces) => ({ current: nonces[0] ?? '', good: new Set(nonces) }))
  }
}

/** When its step begins stands in what is signed, and not in the nonce: nobody needs to see it. */
const nonceOf = (key: Uint8Array, start: number) => octets.hmacSha256(key, `dpop-nonce ${start}`)

const allOf = <T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> =>
  values.some(isPromise) ? Promise.all(values) : (values as readonly T[])
