import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { Browser, type Visit } from 'sample-system/browser'
import { Client, confirmSignOut, decode, driveWeb, signInAndAllow } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

jest.setTimeout(30_000)

/** A client that keeps what it is told. */
interface Receiver {
  readonly server: Server
  readonly url: string
  readonly told: { path: string; token: string }[]
}

let receivers: Record<'drive' | 'photoPrint' | 'docSign', Receiver>
let server: RunningServer
let browser: Browser

beforeEach(async () => {
  receivers = {
    drive: await receiver(200),
    photoPrint: await receiver(500),
    docSign: await receiver(204),
  }
  server = await startServer({
    DRIVE_URL: receivers.drive.url,
    PHOTO_PRINT_URL: receivers.photoPrint.url,
    DOC_SIGN_URL: receivers.docSign.url,
  })
  browser = new Browser(server.issuer)
})
afterEach(async () => {
  await server.stop()
  for (const { server } of Object.values(receivers)) server.close()
})

async function receiver(status: number): Promise<Receiver> {
  const told: Receiver['told'] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      told.push({ path: request.url!, token: new URLSearchParams(body).get('logout_token') ?? '' })
      response.writeHead(status).end('whatever it says')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told }
}

/** Signs in to a client, and returns the `sid` that its ID token names. */
async function sidOf(client: Client): Promise<unknown> {
  const url = client.authorizationUrl({ scope: 'openid' })
  const landed = await browser
    .open(url)
    .then((page) => (page.text.includes('/login"') ? signInAndAllow(browser, url) : allow(page)))
  return decode((await client.exchange(landed)).body.id_token as string).payload.sid
}

async function allow(page: Visit): Promise<Visit> {
  const action = /action="([^"]+\/consent)"/.exec(page.text)?.[1]
  return action === undefined ? page : browser.submit(action, { decision: 'allow' })
}

const clients = () => ({
  drive: driveWeb(server.issuer, receivers.drive.url),
  photoPrint: new Client(server.issuer, 'photo-print', `${receivers.photoPrint.url}/callback`),
  docSign: new Client(server.issuer, 'doc-sign', `${receivers.docSign.url}/callback`),
})

async function signOut(fields: Record<string, string>, start = '/end-session'): Promise<Visit> {
  const page = await browser.open(start)
  await confirmSignOut(browser, page, fields)
  return page
}

test('every client of the session is told of its end, also when one of them fails, and that one is logged', async () => {
  const { drive, photoPrint, docSign } = clients()
  const sids = {
    photoPrint: await sidOf(photoPrint),
    drive: await sidOf(drive),
    docSign: await sidOf(docSign),
  }
  expect(new Set(Object.values(sids)).size).toBe(3)

  const page = await signOut({ logout: 'yes' })
  for (const name of ['Drive', 'Photo Print', 'Doc Sign'])
    expect(page.text).toContain(`<span class="scope">${name}</span>`)

  const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`))
  for (const [name, client, path] of [
    ['drive', drive, '/drive/backchannel-logout'],
    ['photoPrint', photoPrint, '/backchannel-logout'],
    ['docSign', docSign, '/backchannel-logout'],
  ] as const) {
    expect(receivers[name].told).toHaveLength(1)
    expect(receivers[name].told[0]!.path).toBe(path)
    const checks = { issuer: server.issuer, audience: client.id, typ: 'logout+jwt', algorithms: ['RS256'] }
    const { payload } = await jwtVerify(receivers[name].told[0]!.token, keys, checks)
    expect(payload).toMatchObject({
      sub: 'alice',
      sid: sids[name],
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    expect(payload).not.toHaveProperty('nonce')
  }

  expect(server.stderr()).toMatch(
    /^authorization server: photo-print could not be told of a logout: expected 200 OK from \S+, got: 500 .*\n$/,
  )
  expect(server.stderr()).not.toContain(receivers.photoPrint.told[0]!.token)
  const { text } = await browser.open(photoPrint.authorizationUrl({ scope: 'openid' }))
  expect(text).toContain('type="password"')
})

test('one that cannot be reached is logged with the reason', async () => {
  const { photoPrint, docSign } = clients()
  await sidOf(photoPrint)
  await sidOf(docSign)
  receivers.photoPrint.server.close()
  receivers.photoPrint.server.closeAllConnections()
  await signOut({ logout: 'yes' })
  expect(receivers.docSign.told).toHaveLength(1)
  expect(server.stderr()).toMatch(/^authorization server: photo-print could not be told .*ECONNREFUSED.*\n$/)
})

test('who stays signed in here leaves one application alone, and only that one is told', async () => {
  const { photoPrint, docSign } = clients()
  await sidOf(photoPrint)
  await sidOf(docSign)
  await signOut({}, '/end-session?client_id=doc-sign')
  expect(receivers.docSign.told).toHaveLength(1)
  expect(receivers.photoPrint.told).toHaveLength(0)
})

test('who stays signed in here is told so', async () => {
  await sidOf(clients().docSign)
  const stay = async (start: string) => (await confirmSignOut(browser, await browser.open(start), {})).text
  expect(await stay('/end-session')).toContain('<h1>Still signed in</h1>')
  expect(await stay('/end-session?client_id=doc-sign')).toContain('signed out of <strong>Doc Sign</strong>')
  await signOut({ logout: 'yes' })
  expect((await browser.open('/end-session/success')).text).toContain('<h1>Signed out</h1>')
})

test('the metadata says so', async () => {
  const response = await fetch(`${server.issuer}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  })
})
