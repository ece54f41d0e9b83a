import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Browser } from 'sample-system/browser'
import { decode, drive, photoPrint, signInAndAllow } from './support/client.js'
import { freePort, run, startServer, stopEverything, temporaryFolder } from './support/running-server.js'

afterAll(stopEverything)

test('keys, sessions, consents and refresh tokens survive a restart', async () => {
  const first = await startServer()
  const variables = { PORT: new URL(first.issuer).port, DATA_DIR: first.dataDir }
  const client = photoPrint(first.issuer)
  const browser = new Browser(first.issuer)
  const request = { scope: 'openid offline_access files.read', resource: drive, prompt: 'consent' }
  const tokens = (await client.exchange(await signInAndAllow(browser, client.authorizationUrl(request)))).body
  const keysBefore = await (await fetch(`${first.issuer}/jwks`)).text()
  expect(await first.stop()).toBe(0)

  const second = await startServer(variables)
  try {
    expect(await (await fetch(`${first.issuer}/jwks`)).text()).toBe(keysBefore)
    const refreshed = await client.refresh(tokens.refresh_token, { resource: drive })
    expect(decode(refreshed.body.access_token).payload.sub).toBe('alice')
    const silent = client.authorizationUrl({ scope: 'openid files.read', prompt: 'none' })
    expect(new URL((await browser.open(silent)).url).searchParams.has('code')).toBe(true)
    expect((await client.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
  } finally {
    expect(await second.stop('SIGINT')).toBe(0)
  }

  // Private, and a damaged record costs that record and a warning.
  const folder = join(first.dataDir, 'records')
  const [name] = await readdir(folder)
  for (const file of [join(first.dataDir, 'keys.json'), join(folder, name!)]) {
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  }
  await writeFile(join(folder, name!), '{"model":"Sess')
  const third = await startServer(variables)
  expect((await fetch(`${first.issuer}/healthz`)).status).toBe(200)
  expect(await third.stop()).toBe(0)
  expect(third.stderr()).toContain(`${name!} is damaged and left out`)
})

test('one line when it is ready; SIGTERM ends it within two seconds although a connection is kept open', async () => {
  const server = await startServer()
  expect(server.stdout()).toMatch(/^authorization server {2}http:\/\/127\.0\.0\.1:\d+ {2}.*\n$/)
  const socket = connect(Number(new URL(server.issuer).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    socket.once('data', () => resolve())
    socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\nGET /half')
  })
  const asked = Date.now()
  expect(await server.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(2000)
  expect(server.stderr()).toBe('')
  socket.destroy()
})

test('a port that is taken is named, with the variable that changes it', async () => {
  const server = await startServer()
  const port = new URL(server.issuer).port
  const second = run({ PORT: port, DATA_DIR: await temporaryFolder() })
  expect(await second.exited).toBe(1)
  expect(second.stderr()).toBe(
    `authorization server: port ${port} is taken. Stop what listens there, or set PORT to another number.\n`,
  )
  expect(second.stdout()).toBe('')
  await server.stop()
})

test('a bad environment and damaged keys are told on one line each, without a stack trace', async () => {
  const dataDir = await temporaryFolder()
  await writeFile(join(dataDir, 'keys.json'), '{"signing":[]}')
  const [bad, damaged] = [
    run({ PORT: 'four', ISSUER: 'auth.example.com' }),
    run({ PORT: String(await freePort()), DATA_DIR: dataDir }),
  ]
  expect(await bad.exited).toBe(1)
  expect(bad.stderr()).toContain('PORT is "four": set it to a port number')
  expect(bad.stderr()).toContain('ISSUER is "auth.example.com": set it to an http or https origin')
  expect(await damaged.exited).toBe(1)
  expect(damaged.stderr()).toContain('does not hold usable keys')
  expect(bad.stderr() + damaged.stderr()).not.toMatch(/\n\s+at /)
  expect(await readFile(join(dataDir, 'keys.json'), 'utf8')).toBe('{"signing":[]}')
})
