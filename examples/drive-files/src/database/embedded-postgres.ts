import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { type Connection, readDatabaseId } from './database.js'
import { StartupError } from '../startup-error.js'
import { lockFolder } from './folder-lock.js'
import { migrationsFolder } from './migrations.js'

/**
 * Postgres inside this process, with its data in `<dataDir>/postgres`. The folder `dataDir` must be there.
 *
 * @throws {FolderInUseError} when another process has it open, for two of them would destroy it; see there
 *   for what it cannot know
 * @throws {StartupError} when the data cannot be read
 */
export async function openEmbeddedPostgres(dataDir: string): Promise<Connection> {
  const folder = join(dataDir, 'postgres')
  const lock = await lockFolder(dataDir)
  try {
    const connection = await open(folder).catch((error: unknown) => {
      throw damaged(folder, error)
    })
    const close = async () => {
      await connection.close()
      await lock.release()
    }
    return { ...connection, description: folder, close }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Postgres that forgets everything when it is closed, for tests. */
export async function openMemoryPostgres(): Promise<Connection> {
  return open('memory://')
}

async function open(dataDir: string): Promise<Connection> {
  const client = await PGlite.create(dataDir)
  try {
    const database = drizzle(client)
    await migrate(database, { migrationsFolder })
    return {
      database,
      id: await readDatabaseId(database),
      description: dataDir,
      check: async () => {
        await client.query('select 1')
      },
      close: () => client.close(),
    }
  } catch (error) {
    await client.close()
    throw error
  }
}

function damaged(folder: string, error: unknown): StartupError {
  return new StartupError(
    `The database in ${folder} does not open (${error instanceof Error ? error.message : String(error)}). ` +
      'If it is damaged, put a copy from before in its place; or move the folder away, to start without any files.',
    { cause: error },
  )
}
