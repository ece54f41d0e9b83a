import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { describeError, type Log } from '../log.js'
import type { Connection } from './database.js'
import { StartupError } from '../startup-error.js'
import { migrationsFolder } from './migrations.js'

/** Any number that no other program on the same database locks: `driv` in ASCII. */
const migrationLock = 0x64726976

/** A Postgres server, which several instances of this program may share. */
export async function openPostgresServer(url: string, log: Log): Promise<Connection> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A query of this program takes milliseconds. One that waits longer is stuck, and its request with it.
    query_timeout: 10_000,
    application_name: 'drive-files',
  })
  // An idle connection that the server drops; the pool opens another, but an unheard 'error' would end the process.
  pool.on('error', (error) => log('database_connection_lost', describeError(error)))
  try {
    await migrateAlone(url)
  } catch (error) {
    await pool.end()
    throw new StartupError(
      `The database ${describe(url)} cannot be used (${reason(error)}). ` +
        'Check DATABASE_URL, or leave it out to use the embedded Postgres.',
      { cause: error },
    )
  }
  return {
    database: drizzle(pool),
    description: describe(url),
    check: async () => {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

/** Instances that start together queue up here; all but the first find nothing left to do. */
async function migrateAlone(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
  try {
    const client = await pool.connect()
    try {
      await client.query("set lock_timeout = '60s'")
      await client.query('select pg_advisory_lock($1)', [migrationLock])
      await migrate(drizzle(client), { migrationsFolder })
    } finally {
      // Ends the connection, and with it the lock.
      client.release(true)
    }
  } finally {
    await pool.end()
  }
}

function describe(url: string): string {
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}`
}

/** Several addresses that were tried fail with one error without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ')
  return error instanceof Error ? error.message : String(error)
}
