import { Person } from './support/person.js'
import { RunningDrive } from './support/running-drive.js'

jest.setTimeout(90_000)

let running: RunningDrive

// Less than what a token must have left to be used, so that each request needs a new one. And proofs need a nonce.
beforeAll(async () => {
  running = await RunningDrive.start({ ACCESS_TOKEN_TTL: '20', DPOP_NONCE_KEYS: 'k'.repeat(32) })
})

afterAll(() => running.stop())

test('tokens are refreshed while somebody works, also where many requests come at once', async () => {
  const alice = await Person.signedIn(running)
  const paths = ['/drive', '/drive/shared', '/drive/trash', '/drive/search?q=a', '/drive', '/drive/apps']
  const pages = await Promise.all(paths.map((path) => alice.send(path)))
  expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 200))
  expect((await alice.upload('Uploaded.txt', 'x', { json: true })).status).toBe(201)
})

test('while the issuer is away a token is used to its end, and a page that needs a new one says what is the matter', async () => {
  const alice = await Person.signedIn(running)
  await running.stopIssuer()
  // The token for the Drive has seconds left. For the other API there is none yet.
  expect((await alice.open('/drive')).status).toBe(200)
  const page = await alice.open('/drive/apps')
  expect(page.status).toBe(503)
  expect(page.text).toContain('The authorization server does not answer')
  expect(page.text).toContain('href="/drive/apps"')
  await running.startIssuer()
  expect((await alice.open('/drive/apps')).status).toBe(200)
})
