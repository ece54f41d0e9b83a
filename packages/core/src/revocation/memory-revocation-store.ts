import type { Clock } from '../clock.js'
import { readClock } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import {
  isBefore,
  type RevocableToken,
  type RevocationSelector,
  type RevocationStore,
} from './revocation-store.js'

/** Options of the revocation store in memory. */
export interface MemoryRevocationStoreOptions {
  /**
   * How many revocations it may hold; one more is refused, and none is ever dropped for it.
   *
   * @default 100000
   */
  readonly maxEntries?: number
  /**
   * The time in seconds since 1970, for tests.
   *
   * @default the clock of the machine
   */
  readonly clock?: Clock
}

interface Entry {
  readonly until: number
  /** Which tokens are covered, by the time at which they were issued. */
  readonly issuedBefore: number
}

/**
 * A revocation store in the memory of this process: what is revoked here is not known to other instances, and is
 * forgotten at a restart.
 *
 * @throws {ConfigurationFault} when `maxEntries` is no number of entries, or `clock` tells no seconds.
 */
export class MemoryRevocationStore implements RevocationStore {
  readonly #entries = new Map<string, Entry>()
  readonly #maxEntries: number
  readonly #clock: Clock
  #nextSweep = 1000

  constructor({ maxEntries = 100_000, clock }: MemoryRevocationStoreOptions = {}) {
    if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
      throw new ConfigurationFault('maxEntries', 'expected how many revocations the store may hold')
    }
    this.#maxEntries = maxEntries
    this.#clock = readClock('clock', clock)
  }

  isEmpty(): boolean {
    return this.#entries.size === 0
  }

  isRevoked(token: RevocableToken): boolean {
    const now = this.#clock()
    return namesOf(token).some((name) => {
      const entry = name === undefined ? undefined : this.#entries.get(name)
      return entry !== undefined && now < entry.until && isBefore(token.issuedAt, entry.issuedBefore)
    })
  }

  /** @throws {Error} when the store is full. The revocation is not in force then. */
  revoke(selector: RevocationSelector, until: number): void {
    const name = nameOf(selector)
    const known = this.#entries.get(name)
    if (known === undefined) this.#makeRoom()
    const issuedBefore = 'issuedBefore' in selector ? selector.issuedBefore : Infinity
    // A second revocation never takes back any of the first.
    this.#entries.set(name, {
      until: Math.max(until, known?.until ?? until),
      issuedBefore: Math.max(issuedBefore, known?.issuedBefore ?? issuedBefore),
    })
  }

  /** What has run out goes when the store has doubled, so that a revocation costs little on the average. */
  #makeRoom(): void {
    if (this.#entries.size < Math.min(this.#nextSweep, this.#maxEntries)) return
    const now = this.#clock()
    for (const [name, { until }] of this.#entries) if (now >= until) this.#entries.delete(name)
    this.#nextSweep = Math.max(1000, this.#entries.size * 2)
    if (this.#entries.size >= this.#maxEntries) {
      throw new Error(
        `the revocation store is full: it holds ${this.#maxEntries} revocations that have not run out`,
      )
    }
  }
}

/** JSON keeps the parts of a name apart, whatever characters they hold. */
const name = (kind: string, ...parts: string[]) => JSON.stringify([kind, ...parts])

function nameOf(selector: RevocationSelector): string {
  if ('tokenHash' in selector) return name('hash', selector.tokenHash)
  const { issuer } = selector
  if ('jti' in selector) return name('jti', issuer, selector.jti)
  if ('sid' in selector) return name('sid', issuer, selector.sid)
  if (!('subject' in selector)) return name('client', issuer, selector.clientId)
  const { subject } = selector
  return 'clientId' in selector
    ? name('sub-client', issuer, subject, selector.clientId)
    : name('sub', issuer, subject)
}

function namesOf({ issuer, tokenHash, jti, sid, subject, clientId }: RevocableToken): (string | undefined)[] {
  return [
    name('hash', tokenHash),
    jti && name('jti', issuer, jti),
    sid && name('sid', issuer, sid),
    subject && name('sub', issuer, subject),
    clientId && name('client', issuer, clientId),
    subject && clientId && name('sub-client', issuer, subject, clientId),
  ]
}
