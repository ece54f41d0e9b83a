import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import type { ProofKey } from './proof-key.js'
import type { Settings } from './options.js'
import type { Records } from './stores/stores.js'

/** A sign-in that was begun and not finished: what the answer of the issuer is compared with. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly scope: string
  readonly prompt?: string | undefined
  readonly maxAge?: number | undefined
  /** The page where it began. */
  readonly back: string
  readonly proofKey?: ProofKey | undefined
  /** What the cookie of this attempt must say, so that nobody finishes in this browser what was begun in another. */
  readonly binding: string
}

const lifetimeSeconds = 10 * 60
const maximum = 10_000
/** How many tabs of one browser may be under way. */
const maximumPerBrowser = 8

/**
 * The attempts under way. Each has a cookie of its own, and not a place in the session: tabs that begin at the same moment would
 * overwrite each other's session, and at the first sign-in there is none.
 */
export class Attempts {
  readonly #records: Records<Attempt>

  constructor(private readonly settings: Settings) {
    this.#records = settings.stores.records('attempt', { maximum, whenFull: 'forget-oldest' })
  }

  async begin(req: Request, res: Response, attempt: Omit<Attempt, 'binding'>): Promise<void> {
    const binding = randomBytes(24).toString('base64url')
    await this.#records.set(attempt.state, { ...attempt, binding }, lifetimeSeconds)
    // Browsers send the oldest cookie first (RFC 6265 §5.4).
    const names = [...cookies(req).keys()].filter((name) => name.startsWith(this.#prefix))
    for (const name of names.slice(0, Math.max(0, names.length + 1 - maximumPerBrowser))) {
      res.clearCookie(name, this.#cookieOptions)
    }
    res.cookie(this.#cookieName(attempt.state), binding, {
      ...this.#cookieOptions,
      maxAge: lifetimeSeconds * 1000,
    })
  }

  /** @returns nothing for an attempt that is over, that there never was, or that another browser began */
  async finish(req: Request, res: Response, state: unknown): Promise<Attempt | undefined> {
    if (typeof state !== 'string' || !/^[\w-]{20,100}$/.test(state)) return undefined
    const name = this.#cookieName(state)
    const cookie = cookies(req).get(name)
    if (cookie === undefined) return undefined
    res.clearCookie(name, this.#cookieOptions)
    const found = await this.#records.get(state)
    if (found === undefined || !equal(cookie, found.binding)) return undefined
    return this.#records.take(state)
  }

  get #prefix(): string {
    return `${this.settings.part}.attempt.`
  }

  /** A part of the state is enough to tell the tabs apart. */
  #cookieName(state: string): string {
    return this.#prefix + state.slice(0, 10)
  }

  get #cookieOptions() {
    const { origin, path } = this.settings
    return {
      httpOnly: true,
      sameSite: 'lax',
      secure: origin.startsWith('https:'),
      path: path || '/',
    } as const
  }
}

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function cookies(req: Request): ReadonlyMap<string, string> {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=')
    return [name, value.join('=')] as const
  })
  return new Map(pairs)
}
