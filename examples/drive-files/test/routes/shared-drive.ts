import { openTestDrive, type TestDrive } from '../support/drive.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

/** One for all tests of the routes: to start the embedded Postgres takes seconds. Each test has users of its own. */
export let drive: TestDrive

beforeAll(async () => {
  drive = await openTestDrive()
})
afterAll(() => drive.close())
