import { Person } from '../support/person.js'
import { mostUploadBytes, RunningDrive } from '../support/running-drive.js'

// On a busy machine two programs take their time to start.
jest.setTimeout(90_000)

/** One for all tests of the routes. */
export let running: RunningDrive

/** Who is signed in with it. */
export let alice: Person

beforeAll(async () => {
  running = await RunningDrive.start({ MAX_UPLOAD_BYTES: String(mostUploadBytes) })
  alice = await Person.signedIn(running)
})

afterAll(() => running.stop())
