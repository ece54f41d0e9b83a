import { asc, gt, inArray } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { unwantedContents } from '../database/schema.js'

const atOnce = 200

/** The contents that no file has any more, which a change in the database has left to be removed from disk. */
export class UnwantedContents {
  constructor(private readonly database: Database) {}

  /**
   * Goes through all of them. Instances that do so at the same time do no harm to each other.
   *
   * @param remove whether it is gone; one that is not stays for the next time
   */
  async settle(remove: (id: string) => Promise<boolean>): Promise<void> {
    let last: string | undefined
    do {
      const found = await this.database
        .select()
        .from(unwantedContents)
        .where(last === undefined ? undefined : gt(unwantedContents.id, last))
        .orderBy(asc(unwantedContents.id))
        .limit(atOnce)
      const gone: string[] = []
      for (const { id } of found) if (await remove(id)) gone.push(id)
      if (gone.length > 0) {
        await this.database.delete(unwantedContents).where(inArray(unwantedContents.id, gone))
      }
      last = found.length === atOnce ? found.at(-1)?.id : undefined
    } while (last !== undefined)
  }
}
