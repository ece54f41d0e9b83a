import { asc, gt, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { unwantedContents } from '../database/schema.js'
import { describeError, type Log } from '../log.js'

const atOnce = 200

interface Unwanted {
  id: string
  isOld: boolean
}

/** The contents that no file has any more, which a change in the database has left to be removed from disk. */
export class UnwantedContents {
  constructor(private readonly database: Database) {}

  /**
   * Goes through all of them. Instances that do so at the same time do no harm to each other.
   *
   * One that is not there has been removed by whoever made it unwanted, or is about to be; it is forgotten an hour later. What cannot be
   * removed is told to the log, and stays for the next time.
   *
   * @param remove tells whether it was there
   */
  async settle(remove: (id: string) => Promise<boolean>, log: Log): Promise<void> {
    let last: string | undefined
    do {
      const found = await this.next(last)
      await this.end(found, remove, log)
      last = found.length === atOnce ? found.at(-1)?.id : undefined
    } while (last !== undefined)
  }

  /** The same for one of them. */
  async settleOne(id: string, remove: (id: string) => Promise<boolean>, log: Log): Promise<void> {
    await this.end([{ id, isOld: false }], remove, log)
  }

  private async end(
    found: readonly Unwanted[],
    remove: (id: string) => Promise<boolean>,
    log: Log,
  ): Promise<void> {
    const done: string[] = []
    for (const { id, isOld } of found) {
      try {
        if ((await remove(id)) || isOld) done.push(id)
      } catch (error) {
        log('content_not_removed', { id, ...describeError(error) })
      }
    }
    if (done.length > 0) {
      await this.database.delete(unwantedContents).where(inArray(unwantedContents.id, done))
    }
  }

  private next(after: string | undefined): Promise<Unwanted[]> {
    return this.database
      .select({
        id: unwantedContents.id,
        isOld: sql<boolean>`${unwantedContents.since} < now() - interval '1 hour'`,
      })
      .from(unwantedContents)
      .where(after === undefined ? undefined : gt(unwantedContents.id, after))
      .orderBy(asc(unwantedContents.id))
      .limit(atOnce)
  }
}
