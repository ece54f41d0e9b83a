import { Browser } from 'sample-system/browser'
import {
  Client,
  codeFlow,
  confirmSignOut,
  decode,
  drive,
  driveWeb,
  photoPrint,
  signInAndAllow,
} from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const offline = { scope: 'openid offline_access files.read', resource: drive, prompt: 'consent' }

test('a token for the Drive says who the person is', async () => {
  const request = { scope: 'openid files.read', resource: drive }
  const { body } = await codeFlow(photoPrint(server.issuer), request, { resource: drive })
  expect(decode(body.access_token).payload).toMatchObject({
    sub: 'alice',
    name: 'Alice Karimova',
    email: 'alice@example.com',
    email_verified: true,
  })
})

test('one for another API does not, nor does one of a program of its own', async () => {
  const assistant = Object.assign(
    new Client(server.issuer, 'notes-assistant', 'http://127.0.0.1:53682/callback', ''),
    { secret: undefined },
  )
  const notes = await codeFlow(assistant, { scope: 'notes.read' })
  const client = driveWeb(server.issuer)
  const resource = `${server.issuer}/account`
  const account = await codeFlow(client, { scope: 'openid apps.read', resource }, { resource })
  const robot = await new Client(server.issuer, 'backup-robot', '').post('/token', {
    grant_type: 'client_credentials',
    scope: 'files.read',
  })
  for (const { body } of [notes, account, robot]) {
    const { payload } = decode(body.access_token)
    for (const claim of ['name', 'email', 'email_verified', 'sid']) expect(payload).not.toHaveProperty(claim)
  }
})

test('ID token and token for the Drive name the session; it is the same for one client, and another for others', async () => {
  const browser = new Browser(server.issuer)
  const client = photoPrint(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl(offline))
  const first = (await client.exchange(landed, { resource: drive })).body
  const { sid } = decode(first.access_token).payload
  expect(sid).toEqual(expect.any(String))
  expect(decode(first.id_token).payload.sid).toBe(sid)

  const second = (await client.refresh(first.refresh_token, { resource: drive })).body
  expect(decode(second.access_token).payload.sid).toBe(sid)

  const other = driveWeb(server.issuer)
  const silent = await browser.open(other.authorizationUrl({ scope: 'files.read', prompt: 'none' }))
  const { body } = await other.exchange(silent, { resource: drive })
  expect(decode(body.access_token).payload.sid).toEqual(expect.any(String))
  expect(decode(body.access_token).payload.sid).not.toBe(sid)
})

test('offline access goes on when the session has ended, with tokens that name no session', async () => {
  const browser = new Browser(server.issuer)
  const client = photoPrint(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl(offline))
  const first = (await client.exchange(landed, { resource: drive })).body

  await confirmSignOut(browser, await browser.open('/end-session'))
  const silent = { ...offline, prompt: 'none' }
  const end = await browser.open(client.authorizationUrl(silent))
  expect(new URL(end.url).searchParams.get('error')).toBe('login_required')

  const { status, body } = await client.refresh(first.refresh_token, { resource: drive })
  expect(status).toBe(200)
  expect(decode(body.access_token).payload).toMatchObject({ sub: 'alice', email: 'alice@example.com' })
  expect(decode(body.access_token).payload).not.toHaveProperty('sid')
})
