import type { Settings } from './options.js'
import type { SignedInRecord } from './signed-in-record.js'
import type { Records } from './stores/stores.js'

const maximum = 10_000

/**
 * Where the tokens of all sessions are kept. They do not stand in the session itself: whoever loads that at the beginning of a request
 * writes it back at the end, and would put a refresh token that was used meanwhile in the place of its successor.
 */
export class SignedInRecords {
  readonly #records: Records<SignedInRecord>

  constructor(private readonly settings: Settings) {
    this.#records = settings.stores.records('signed-in', { maximum, whenFull: 'forget-oldest' })
  }

  get(id: string): Promise<SignedInRecord | undefined> {
    return this.#records.get(id)
  }

  add(record: SignedInRecord): Promise<void> {
    return this.#records.set(record.id, record, (record.endsAt - this.settings.clock()) / 1000)
  }

  /**
   * Changes a record while nobody else does.
   *
   * @param change gets what the record is now, and returns what it becomes; nothing to leave it
   * @returns what it is then, and nothing when it has gone
   */
  change(
    id: string,
    change: (record: SignedInRecord) => Promise<SignedInRecord | undefined>,
  ): Promise<SignedInRecord | undefined> {
    return this.#records.exclusively(id, async () => {
      const record = await this.#records.get(id)
      if (record === undefined) return undefined
      const changed = await change(record)
      if (changed !== undefined) await this.add(changed)
      return changed ?? record
    })
  }

  /** Takes it away, after whatever is being done with it. */
  remove(id: string): Promise<SignedInRecord | undefined> {
    return this.#records.exclusively(id, () => this.#records.take(id))
  }
}
