import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { describeError, type Log } from '../log.js'
import { type Connection, readDatabaseId } from './database.js'
import { StartupError } from '../startup-error.js'
import { migrationsFolder } from './migrations.js'
import { pooledDatabase } from './pooled-database.js'

/** Any number that no other program on the same database locks: `driv` in ASCII. */
const migrationLock = 0x64726976

/**
 * A Postgres server, which several instances of this program may share.
 *
 * A query of this program takes milliseconds. One that takes longer than `patienceMs` is stuck, and its
 * request with it. The server gives up first, so that the connection can be rolled back and used again; when
 * only this side gave up, a transaction would stay open, for whoever gets the connection next to commit.
 */
export async function openPostgresServer(url: string, log: Log, patienceMs = 10_000): Promise<Connection> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: patienceMs,
    // For a server that does not answer at all.
    query_timeout: patienceMs + 5_000,
    idle_in_transaction_session_timeout: patienceMs + 5_000,
    application_name: 'drive-files',
  })
  // The pool opens another, and a query that runs fails; but an unheard 'error' would end the process. The
  // pool repeats it for a connection that is idle, and says nothing of one that a transaction has.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', (error) => log('database_connection_lost', describeError(error)))
  })
  const database = pooledDatabase(pool)
  let id: string
  try {
    await migrateAlone(url)
    id = await readDatabaseId(database)
  } catch (error) {
    await pool.end()
    throw new StartupError(
      `The database ${describe(url)} cannot be used (${reason(error)}). ` +
        'Check DATABASE_URL, or leave it out to use the embedded Postgres.',
      { cause: error },
    )
  }
  return {
    database,
    id,
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
    // What is lost here fails the query below, and with it the start.
    client.on('error', () => undefined)
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
