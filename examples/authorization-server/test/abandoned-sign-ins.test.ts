import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Browser } from 'sample-system/browser'
import type { StoredRecord } from '../src/records.js'
import { drive, photoPrint, signIn } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

test('what anybody can leave behind is forgotten within minutes, and a session of a person is not', async () => {
  await fetch(`${server.issuer}/end-session`)
  const browser = new Browser(server.issuer)
  const request = photoPrint(server.issuer).authorizationUrl({
    scope: 'openid profile files.read',
    resource: drive,
    prompt: 'login consent',
  })
  const login = await browser.open(request)
  const before = await recordsOf(server)
  await signIn(browser, login, 'alice@example.com')
  const after = await recordsOf(server)

  const anonymous = before.filter((record) => !hasPerson(record))
  expect(new Set(anonymous.map(({ model }) => model))).toEqual(new Set(['Session', 'Interaction']))
  for (const { expiresAt } of anonymous) expect(expiresAt).toBeLessThanOrEqual(Date.now() / 1000 + 600)
  const known = after.filter(hasPerson)
  const lastOf = (name: string) =>
    Math.max(...known.filter(({ model }) => model === name).map(({ expiresAt }) => expiresAt))
  expect(lastOf('Session')).toBeGreaterThan(Date.now() / 1000 + 13 * 24 * 60 * 60)
  expect(lastOf('Interaction')).toBeGreaterThan(Date.now() / 1000 + 25 * 60)
})

async function recordsOf({ dataDir }: RunningServer): Promise<StoredRecord[]> {
  const folder = join(dataDir, 'records')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => JSON.parse(text) as StoredRecord)
}

/** Grants and codes always are somebody's; sessions and interactions become so when the person signs in. */
function hasPerson({ model, payload }: StoredRecord): boolean {
  if (model === 'Interaction') return payload.session !== undefined
  return model !== 'Session' || payload.accountId !== undefined
}
