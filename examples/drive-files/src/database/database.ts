import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Postgres, whether it runs inside this process or on a server: the queries cannot tell. */
export type Database = PgDatabase<PgQueryResultHKT>

/** An open database with its schema in place. */
export interface Connection {
  database: Database
  /** For people: where it is. Never a password. */
  description: string
  /** Resolves when the database answers, rejects when it does not. */
  check: () => Promise<void>
  close: () => Promise<void>
}
