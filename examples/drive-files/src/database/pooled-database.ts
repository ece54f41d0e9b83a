import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'

/**
 * The database behind a pool of connections.
 *
 * Each transaction gives its connection back, whatever becomes of it. Drizzle itself keeps one on which a transaction could not even
 * begin, until the pool has none left; and it hands on one on which nothing could be rolled back.
 */
export function pooledDatabase(pool: Pool): NodePgDatabase {
  const transaction: NodePgDatabase['transaction'] = async (change, config) => {
    const client = await pool.connect()
    let isWhole = false
    let thrown: unknown
    try {
      const result = await drizzle(client).transaction(
        async (its) => {
          try {
            return await change(its)
          } catch (error) {
            thrown = error
            throw error
          }
        },
        // Said each time, for a server may have another default: a tree is looked at again after the wait for it, see `changeThing`.
        { isolationLevel: 'read committed', ...config },
      )
      isWhole = true
      return result
    } catch (error) {
      // The change failed, and was rolled back. Any other error is one of beginning, committing or rolling back.
      isWhole = error === thrown
      throw error
    } finally {
      client.release(!isWhole)
    }
  }
  return Object.assign(drizzle(pool), { transaction })
}
