import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drive } from './schema.js'

/** Postgres, whether it runs inside this process or on a server: the queries cannot tell. */
export type Database = PgDatabase<PgQueryResultHKT>

/** An open database with its schema in place. */
export interface Connection {
  database: Database
  /** Identifies the database, by whatever address it is reached. */
  id: string
  /** For people: where it is. Never a password. */
  description: string
  /** Resolves when the database answers, rejects when it does not. */
  check: () => Promise<void>
  close: () => Promise<void>
}

/** Reads what the first migration wrote. */
export async function readDatabaseId(database: Database): Promise<string> {
  const [row] = await database.select().from(drive)
  if (row === undefined) throw new Error('the table drive has no row')
  return row.id
}
