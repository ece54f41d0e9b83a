import { sql } from 'drizzle-orm'
import type { Database } from '../../src/database/database.js'
import { openPostgresServer } from '../../src/database/postgres-server.js'
import { StartupError } from '../../src/startup-error.js'
import { CuttingProxy } from '../support/cutting-proxy.js'

const { DATABASE_URL } = process.env

test('a database that is not there: which, with the variable to mend and without its password', async () => {
  const opening = openPostgresServer('postgres://drive:hunter2@127.0.0.1:1/drive', () => undefined)
  await expect(opening).rejects.toThrow(StartupError)
  await expect(opening).rejects.toThrow(
    /^The database postgres:\/\/127\.0\.0\.1:1\/drive cannot be used \(.*DATABASE_URL/,
  )
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

if (DATABASE_URL === undefined) {
  test.skip('transactions on a server: skipped because DATABASE_URL is not set', () => undefined)
} else {
  describe('transactions', () => {
    const one = (database: Database) => database.transaction((its) => its.execute(sql`select 1`))

    test.each([
      ['begin', 'begin'],
      ['commit', 'commit\0'],
      ['a query', 'select 1'],
    ])('however many connections are lost at %s, there are others', async (_what, word) => {
      const proxy = await CuttingProxy.before(DATABASE_URL)
      const { database, close } = await openPostgresServer(proxy.url, () => undefined)
      proxy.word = word
      // More than the pool has.
      for (let n = 0; n < 11; n++) await expect(one(database)).rejects.toThrow()
      proxy.word = undefined
      await one(database)
      await close()
      await proxy.close()
    })

    test('that are refused by the program keep their connection', async () => {
      const { database, close } = await openPostgresServer(DATABASE_URL, () => undefined)
      const seen = new Set<unknown>()
      for (let n = 0; n < 3; n++) {
        const refused = database.transaction(async (its) => {
          const [row] = await its.select({ id: sql<number>`pg_backend_pid()` }).from(sql`(values (1)) v`)
          seen.add(row?.id)
          throw new Error('no')
        })
        await expect(refused).rejects.toThrow('no')
      }
      expect(seen.size).toBe(1)
      await close()
    })

    test('see what others have done while they waited, whatever the server is set to', async () => {
      const url = new URL(DATABASE_URL)
      url.searchParams.set('options', '-c default_transaction_isolation=serializable')
      const { database, close } = await openPostgresServer(url.href, () => undefined)
      const isolation = await database.transaction((its) =>
        its.select({ of: sql<string>`current_setting('transaction_isolation')` }).from(sql`(values (1)) v`),
      )
      expect(isolation).toEqual([{ of: 'read committed' }])
      await close()
    })
  })
}
