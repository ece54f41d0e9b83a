import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Browser } from 'sample-system/browser'
import { freePort } from 'sample-system/free-port'
import { decode, drive, photoPrint, signInAndAllow } from './support/client.js'
import { run, startServer, stopEverything, temporaryFolder } from './support/running-server.js'

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
  void server.stop()
  await setTimeout(300)
  expect(await server.stop()).toBe(0) // asked twice, as npm and a terminal do
  expect(Date.now() - asked).toBeLessThan(2000)
  expect(server.stderr()).toBe('')
  socket.destroy()
})

test('a folder belongs to one server; what one that was killed left behind holds nobody up for long', async () => {
  const first = await startServer()
  const second = run({ PORT: String(await freePort()), DATA_DIR: first.dataDir })
  const killed = await startServer()
  await killed.stop('SIGKILL')
  const [code, next] = await Promise.all([second.exited, startServer({ DATA_DIR: killed.dataDir })])

  expect(code).toBe(1)
  expect(second.stdout()).toBe('')
  expect(second.stderr()).toBe(
    `authorization server: DATA_DIR ${first.dataDir} is in use by another authorization server. ` +
      'Stop that one, or set DATA_DIR to another folder.\n',
  )
  expect((await fetch(`${first.issuer}/healthz`)).status).toBe(200)
  expect(await Promise.all([first.stop(), next.stop()])).toEqual([0, 0])
  expect(first.stderr() + next.stderr()).toBe('')
  expect(await readdir(first.dataDir)).toEqual(['keys.json'])
}, 30_000)

test('a server whose folder was taken away stops, and says why', async () => {
  const server = await startServer()
  await rm(server.dataDir, { recursive: true })
  expect(await server.exited).toBe(1)
  expect(server.stderr()).toBe(
    `authorization server: DATA_DIR ${server.dataDir} may be in use by another process now, so this one stops\n`,
  )
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

test('what cannot be used is told on one line, with the mend', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'file')
  await writeFile(file, '')
  await mkdir(join(folder, 'a', 'keys.json'), { recursive: true })
  await mkdir(join(folder, 'b'))
  await writeFile(join(folder, 'b', 'records'), '')
  const PORT = String(await freePort())
  const cases = [
    [
      { HOST: '192.0.2.1', DATA_DIR: join(folder, 'c') },
      'HOST 192.0.2.1 is not an address of this machine. Set',
    ],
    [{ HOST: 'host.invalid', DATA_DIR: join(folder, 'd') }, 'HOST host.invalid is not known as a host. Set'],
    [{ DATA_DIR: join(file, 'data') }, `DATA_DIR ${file}/data cannot be used (ENOTDIR`],
    [{ DATA_DIR: file }, `DATA_DIR ${file} cannot be used (EEXIST`],
    [{ DATA_DIR: join(folder, 'a') }, `${folder}/a/keys.json cannot be used (EISDIR`],
    [{ DATA_DIR: join(folder, 'b') }, `${folder}/b/records cannot be used (ENOTDIR`],
  ] as const
  for (const [variables, message] of cases) {
    const started = run({ PORT, ...variables })
    expect(await started.exited).toBe(1)
    expect(started.stderr()).toContain(`authorization server: ${message}`)
    expect(started.stderr().split('\n')).toHaveLength(2)
  }
}, 30_000)

test('a bad environment and damaged keys are told on one line each, without a stack trace', async () => {
  const dataDir = await temporaryFolder()
  await writeFile(join(dataDir, 'keys.json'), '{"signing":[]}')
  const [bad, damaged] = [
    run({ PORT: 'four', ISSUER: 'auth.example.com' }),
    run({ PORT: String(await freePort()), DATA_DIR: dataDir }),
  ]
  expect(await bad.exited).toBe(1)
  expect(bad.stderr()).toContain('PORT is "four": set it to a port number')
  expect(bad.stderr()).toContain('ISSUER is "auth.example.com": set it to an https origin without a path')
  expect(await damaged.exited).toBe(1)
  expect(damaged.stderr()).toContain('does not hold usable keys')
  expect(bad.stderr() + damaged.stderr()).not.toMatch(/\n\s+at /)
  expect(await readFile(join(dataDir, 'keys.json'), 'utf8')).toBe('{"signing":[]}')
})
