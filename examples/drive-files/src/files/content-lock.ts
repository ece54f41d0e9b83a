import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'

/**
 * Held, until it is done at the server, by a change that makes a content some file's. Whoever asks whether a content is wanted takes it
 * too, and so does not ask too early: a commit may still be on its way when the connection that it was sent on is lost.
 */
export async function lockContent(transaction: Database, contentId: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${contentId}, 0))`)
}
