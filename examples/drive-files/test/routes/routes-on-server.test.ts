import { openPostgresServer } from '../../src/database/postgres-server.js'
import type * as sharedDrive from './shared-drive.js'

const { DATABASE_URL } = process.env

/** The routes as in `routes.test.ts`, on a server: what the queries mean must not depend on where Postgres runs. */
if (DATABASE_URL === undefined) {
  test.skip('the routes on a Postgres server: skipped because DATABASE_URL is not set', () => undefined)
} else {
  const { runOn } = jest.requireActual<typeof sharedDrive>('./shared-drive.js')
  runOn(() => openPostgresServer(DATABASE_URL, () => undefined))
  jest.requireActual('./every-route.js')
}
