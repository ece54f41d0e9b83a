import type { Settings } from '../options.js'
import type { SignedInRecord } from '../signed-in-record.js'
import type { Records } from '../stores/stores.js'

/** What a logout token says has ended: a session of the issuer, or all of a person. @see OpenID Connect Back-Channel Logout 1.0 §2.4 */
export interface EndedSessions {
  readonly issuer: string
  readonly subject?: string | undefined
  readonly sid?: string | undefined
  /** Seconds since 1970. */
  readonly issuedAt: number
}

interface Mark {
  readonly issuedAt: number
}

const maximum = 100_000
/** How long after the end of its session a code may still be exchanged. RFC 6749 §4.1.2 lets it live for ten minutes at most. */
const codeSeconds = 10 * 60

/**
 * What the issuer has ended, remembered until the last session that it can be about would have ended by itself. A session is compared
 * with it at each request: so it does not matter which instance was told, or that a sign-in was just being finished.
 */
export class EndedSessionMarks {
  readonly #marks: Records<Mark>

  constructor(private readonly settings: Settings) {
    // One that was forgotten would bring a session back, so a full memory refuses, and the issuer hears that.
    this.#marks = settings.stores.records('ended', { maximum, whenFull: 'refuse-new' })
  }

  async add({ issuer, subject, sid, issuedAt }: EndedSessions): Promise<void> {
    const key = sid === undefined ? bySubject(issuer, subject ?? '') : bySession(issuer, sid)
    await this.#marks.exclusively(key, async () => {
      // Logout tokens may overtake each other, and an earlier one takes nothing back.
      const before = (await this.#marks.get(key))?.issuedAt ?? 0
      const mark = { issuedAt: Math.max(issuedAt, before) }
      await this.#marks.set(key, mark, this.settings.lifetimeSeconds + codeSeconds)
    })
  }

  async has({ issuer, claims }: SignedInRecord): Promise<boolean> {
    if (typeof claims.sid === 'string' && (await this.#marks.get(bySession(issuer, claims.sid)))) return true
    const mark = await this.#marks.get(bySubject(issuer, claims.sub))
    return mark !== undefined && claims.iat <= mark.issuedAt
  }
}

const bySession = (issuer: string, sid: string) => JSON.stringify(['sid', issuer, sid])
const bySubject = (issuer: string, subject: string) => JSON.stringify(['sub', issuer, subject])
