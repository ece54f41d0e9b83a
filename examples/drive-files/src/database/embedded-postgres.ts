import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Connection } from './database.js'
import { lockFolder } from './folder-lock.js'
import { migrationsFolder } from './migrations.js'

/**
 * Postgres inside this process, with its data in `<dataDir>/postgres`.
 *
 * @throws {FolderInUseError} when another process has it open, for two of them would destroy it
 */
export async function openEmbeddedPostgres(dataDir: string): Promise<Connection> {
  const folder = join(dataDir, 'postgres')
  await mkdir(dataDir, { recursive: true })
  const lock = await lockFolder(dataDir)
  try {
    const connection = await open(folder)
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
