import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Browser } from 'sample-system/browser'
import type { StoredRecord } from '../../src/records.js'
import {
  call,
  type Client,
  codeFlow,
  decide,
  docSign,
  drive,
  driveWeb,
  photoPrint,
  signInAndAllow,
} from '../support/client.js'
import { type RunningServer, startServer } from '../support/running-server.js'

jest.setTimeout(30_000)

let server: RunningServer
let resource: string

beforeEach(async () => {
  server = await startServer()
  resource = `${server.issuer}/account`
})
afterEach(async () => {
  expect(server.stderr()).toBe('')
  await server.stop()
})

/** The Drive's page with a token of a person for the account API. */
async function signedIn(email: string, scope = 'openid apps.read apps.revoke') {
  const client = driveWeb(server.issuer)
  const landed = await signInAndAllow(
    new Browser(server.issuer),
    client.authorizationUrl({ scope, resource }),
    email,
  )
  const { body } = await client.exchange(landed, { resource })
  const token = body.access_token as string
  return (method: string, path: string) => call(client, token, method, path)
}

const offline = { scope: 'openid offline_access files.read', resource: drive, prompt: 'consent' }

test('a person sees who has access, to what, since when, and not what others have allowed', async () => {
  const before = Date.now() - 1000
  await codeFlow(photoPrint(server.issuer), offline, { resource: drive })
  const ofAlice = await (await signedIn('alice@example.com'))('GET', '/account/apps')
  expect(ofAlice.status).toBe(200)
  expect(ofAlice.body.apps).toHaveLength(2)
  expect(ofAlice.body.apps).toEqual(
    expect.arrayContaining([
      {
        clientId: 'photo-print',
        name: 'Photo Print',
        uri: 'http://127.0.0.1:4200',
        scopes: ['openid', 'offline_access', 'files.read'],
        firstParty: false,
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        lastUsed: expect.any(String),
      },
      expect.objectContaining({
        clientId: 'drive-web',
        name: 'Drive',
        firstParty: true,
        scopes: ['openid', 'apps.read', 'apps.revoke'],
      }),
    ]),
  )
  for (const { since, lastUsed } of ofAlice.body.apps as { since: string; lastUsed: string }[]) {
    expect(Date.parse(since)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(lastUsed)).toBeGreaterThanOrEqual(Date.parse(since))
  }

  const ofBob = await (await signedIn('bob@example.com'))('GET', '/account/apps')
  expect(ofBob.body.apps).toMatchObject([{ clientId: 'drive-web' }])
})

test('what was allowed step by step, in two browsers at once, is listed together', async () => {
  const client = docSign(server.issuer)
  const browsers = [new Browser(server.issuer), new Browser(server.issuer)]
  for (const browser of browsers) await signInAndAllow(browser, client.authorizationUrl({ scope: 'openid' }))
  for (const [index, scope] of ['email files.read', 'profile files.write'].entries()) {
    const page = await browsers[index]!.open(
      client.authorizationUrl({ scope: `openid ${scope}`, resource: drive }),
    )
    await decide(browsers[index]!, page, 'allow')
  }
  const { body } = await (await signedIn('alice@example.com'))('GET', '/account/apps')
  expect(body.apps).toContainEqual(
    expect.objectContaining({
      clientId: 'doc-sign',
      scopes: ['openid', 'email', 'profile', 'files.read', 'files.write'],
    }),
  )
})

test('a token that the client gets counts as use, and does not change since when it has access', async () => {
  const client = photoPrint(server.issuer)
  const first = (await codeFlow(client, offline)).body
  const variables = { PORT: new URL(server.issuer).port, DATA_DIR: server.dataDir }
  await server.stop()
  await dateBack(join(server.dataDir, 'records'))

  server = await startServer(variables)
  const alice = await signedIn('alice@example.com')
  const app = async () => {
    const { body } = await alice('GET', '/account/apps')
    return (body.apps as { clientId: string }[]).find(({ clientId }) => clientId === 'photo-print')
  }
  const then = new Date(longAgo * 1000).toISOString()
  expect(await app()).toMatchObject({ since: then, lastUsed: then })
  expect((await client.refresh(first.refresh_token as string)).status).toBe(200)
  const { since, lastUsed } = (await app()) as unknown as { since: string; lastUsed: string }
  expect(since).toBe(then)
  expect(Date.parse(lastUsed)).toBeGreaterThan(Date.now() - 60_000)
})

test('to take access away ends refresh tokens, opaque tokens and codes of that client, and it has to ask again', async () => {
  const client = photoPrint(server.issuer)
  const browser = new Browser(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl(offline))
  const unused = await browser.open(client.authorizationUrl({ scope: 'openid files.read', prompt: 'none' }))
  const tokens = (await client.exchange(landed)).body
  const other = docSign(server.issuer)
  const others = (await codeFlow(other, offline)).body
  const bobs = (await codeFlowOf('bob@example.com', photoPrint(server.issuer))).body
  expect(await userinfo(tokens.access_token as string)).toBe(200)

  const alice = await signedIn('alice@example.com')
  expect(await alice('DELETE', '/account/apps/photo-print')).toEqual({ status: 204, body: {} })

  expect((await client.refresh(tokens.refresh_token as string)).body.error).toBe('invalid_grant')
  expect(await userinfo(tokens.access_token as string)).toBe(401)
  expect((await client.exchange(unused)).body.error).toBe('invalid_grant')
  expect((await alice('GET', '/account/apps')).body.apps).not.toContainEqual(
    expect.objectContaining({ clientId: 'photo-print' }),
  )
  const silent = client.authorizationUrl({ scope: 'openid files.read', resource: drive, prompt: 'none' })
  expect(new URL((await browser.open(silent)).url).searchParams.get('error')).toBe('consent_required')
  const again = await browser.open(client.authorizationUrl({ scope: 'openid files.read', resource: drive }))
  expect(again.text).toContain('Photo Print wants to')

  // Nobody else is touched.
  expect((await other.refresh(others.refresh_token as string)).status).toBe(200)
  expect((await photoPrint(server.issuer).refresh(bobs.refresh_token as string)).status).toBe(200)

  const none = await alice('DELETE', '/account/apps/photo-print')
  expect(none).toMatchObject({ status: 404, body: { status: 404, title: expect.any(String) } })
})

test('each operation needs its scope, a token for this API, and the key of the token', async () => {
  const reader = await signedIn('alice@example.com', 'openid apps.read')
  expect(await reader('DELETE', '/account/apps/photo-print')).toMatchObject({ status: 403 })
  const revoker = await signedIn('bob@example.com', 'openid apps.revoke')
  expect(await revoker('GET', '/account/apps')).toMatchObject({ status: 403 })
  expect(await reader('POST', '/account/apps')).toMatchObject({ status: 405 })
  expect(await revoker('DELETE', '/account/apps/%E0%A4%A')).toMatchObject({ status: 404 })

  const client = driveWeb(server.issuer)
  const forDrive = await codeFlow(client, { scope: 'openid files.read' }, { resource: drive })
  expect(await call(client, forDrive.body.access_token as string, 'GET', '/account/apps')).toMatchObject({
    status: 401,
  })

  const bound = await codeFlow(client, { scope: 'openid apps.read', resource }, { resource })
  const thief = driveWeb(server.issuer)
  expect((await call(thief, bound.body.access_token as string, 'GET', '/account/apps')).status).toBe(401)
  const plain = await fetch(`${server.issuer}/account/apps`, {
    headers: { authorization: `Bearer ${bound.body.access_token}` },
  })
  expect(plain.status).toBe(401)
})

test('whoever has no token learns where to get one', async () => {
  const response = await fetch(`${server.issuer}/account/apps`)
  expect(response.status).toBe(401)
  const metadata = `${server.issuer}/.well-known/oauth-protected-resource/account`
  expect(response.headers.get('www-authenticate')).toContain(metadata)
  expect(await (await fetch(metadata)).json()).toMatchObject({
    resource,
    authorization_servers: [server.issuer],
    scopes_supported: ['apps.read', 'apps.revoke'],
    dpop_bound_access_tokens_required: true,
  })
})

const longAgo = Math.floor(Date.now() / 1000) - 30 * 24 * 60 * 60

/** Makes the consents in a folder of records a month old. */
async function dateBack(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const record = JSON.parse(await readFile(join(folder, name), 'utf8')) as StoredRecord
    if (record.model !== 'Consent') continue
    Object.assign(record.payload, { since: longAgo, lastUsed: longAgo })
    await writeFile(join(folder, name), JSON.stringify(record))
  }
}

async function codeFlowOf(email: string, client: Client) {
  return client.exchange(
    await signInAndAllow(new Browser(server.issuer), client.authorizationUrl(offline), email),
  )
}

async function userinfo(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${server.issuer}/userinfo`, { headers })).status
}
