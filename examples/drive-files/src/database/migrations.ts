import { resolve } from 'node:path'

/** The SQL that builds the schema, the same for the embedded Postgres and for a server. */
export const migrationsFolder = resolve(import.meta.dirname, '../../migrations')
