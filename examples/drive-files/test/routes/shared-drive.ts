import type { Connection } from '../../src/database/database.js'
import { openMemoryPostgres } from '../../src/database/embedded-postgres.js'
import { openTestDrive, type TestDrive } from '../support/drive.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

/** One for all tests of the routes: to start the embedded Postgres takes seconds. Each test has users of its own. */
export let drive: TestDrive

let open: () => Promise<Connection> = openMemoryPostgres

/** Has the tests of the routes, which are to be loaded after this, run on another database. */
export function runOn(opener: () => Promise<Connection>): void {
  open = opener
}

beforeAll(async () => {
  drive = await openTestDrive(open)
})
afterAll(() => drive.close())
