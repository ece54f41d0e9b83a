import type { Connection } from '../../src/database/database.js'
import { openMemoryPostgres } from '../../src/database/embedded-postgres.js'
import { openPostgresServer } from '../../src/database/postgres-server.js'

/** Runs a suite on the embedded Postgres and, where there is one, on a server: the queries cannot tell. */
export function onEachPostgres(suite: (open: () => Promise<Connection>) => void): void {
  const { DATABASE_URL } = process.env
  describe('on the embedded Postgres', () => suite(openMemoryPostgres))
  if (DATABASE_URL === undefined) {
    test.skip('on a Postgres server: skipped because DATABASE_URL is not set', () => undefined)
  } else {
    describe('on the Postgres server of DATABASE_URL', () =>
      suite(() => openPostgresServer(DATABASE_URL, () => undefined)))
  }
}
