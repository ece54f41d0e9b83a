import { fetchUserInfo } from 'openid-client'
import { Browser, type Visit } from '../src/browser.js'
import { Sample } from '../src/temporary-sample.js'
import { submit, WebClient } from './support/web-client.js'

/**
 * The whole way, with a real authorization server and a real Drive: each test goes on where the one before has
 * stopped, as a person would.
 */
const alice = { email: 'alice@example.com', password: 'password' }

let sample: Sample
let photoPrintCallback: string
let browser: Browser
let photoPrint: WebClient
let page: Visit
let accessToken: string
let shortLived: { token: string; expiresAt: number }
let refreshToken: string
let idToken: string

beforeAll(async () => {
  sample = await Sample.create()
  photoPrintCallback = `${sample.photoPrint}/callback`
  await sample.start('authorizationServer', { ACCESS_TOKEN_TTL: '1' })
  shortLived = await robotToken()
  // A restart keeps the keys, so the token stays good until it expires.
  await sample.stop('authorizationServer')
  await sample.start('authorizationServer')
  await sample.start('drive')
  browser = new Browser(sample.issuer)
  photoPrint = await WebClient.discover(sample.issuer, 'photo-print', photoPrintCallback, sample.drive)
}, 60_000)

afterAll(() => sample.remove())

async function robotToken(): Promise<{ token: string; expiresAt: number }> {
  const response = await fetch(`${sample.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('backup-robot:backup-robot-sample-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'files.read' }),
  })
  const { access_token: token, expires_in: seconds } = (await response.json()) as {
    access_token: string
    expires_in: number
  }
  return { token, expiresAt: Date.now() + seconds * 1000 }
}

const listFiles = (token: string) =>
  fetch(`${sample.drive}/files`, { headers: { authorization: `Bearer ${token}` } })

const challenge = (response: Response) => response.headers.get('www-authenticate') ?? ''

test('an application sends the browser to the login page of the issuer', async () => {
  const scope = 'openid email offline_access files.read'
  page = await browser.open(await photoPrint.authorizationUrl(scope, { prompt: 'consent' }))
  expect(page.status).toBe(200)
  expect(page.text).toContain('Photo Print')
})

test('a wrong password is refused on the same page', async () => {
  page = await submit(browser, page, 'login', { ...alice, password: 'wrong' })
  expect([401, 422]).toContain(page.status)
  expect(page.text).toContain(alice.email)
})

test('the right password leads to the consent page, which says what the application may do', async () => {
  page = await submit(browser, page, 'login', alice)
  expect(page.text).toContain('Photo Print')
  expect(page.text).toMatch(/file/i)
})

test('consent leads back to the application, which gets an access token for the Drive', async () => {
  const callback = await submit(browser, page, 'consent', { decision: 'allow' })
  expect(callback.url).toMatch(`${photoPrintCallback}?`)
  const tokens = await photoPrint.tokens(callback)
  expect(tokens.claims()).toMatchObject({ iss: sample.issuer, sub: 'alice', aud: 'photo-print' })
  accessToken = tokens.access_token
  refreshToken = tokens.refresh_token!
  idToken = tokens.id_token!
  expect([accessToken, refreshToken, idToken]).not.toContain(undefined)
})

test('the Drive lists the files of the owner', async () => {
  const response = await listFiles(accessToken)
  expect(response.status).toBe(200)
  const { files } = (await response.json()) as { files: { name: string }[] }
  expect(files.length).toBeGreaterThan(0)
})

test('the Drive refuses to write: 403 that names the scope', async () => {
  const response = await fetch(`${sample.drive}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    body: new FormData(),
  })
  expect(response.status).toBe(403)
  expect(challenge(response)).toMatch(/^Bearer .*scope="files.write", .*error="insufficient_scope"/)
})

test('the Drive refuses the ID token, although the same issuer signed it', async () => {
  const response = await listFiles(idToken)
  expect(response.status).toBe(401)
  expect(challenge(response)).toContain('error="invalid_token"')
  expect(await response.text()).not.toContain(idToken)
})

test('a refresh token gives a new access token, and the token of the issuer for userinfo', async () => {
  const refreshed = await photoPrint.refresh(refreshToken, { resource: sample.drive })
  expect(refreshed.access_token).not.toBe(accessToken)
  expect((await listFiles(refreshed.access_token)).status).toBe(200)

  const forUserinfo = await photoPrint.refresh(refreshed.refresh_token!, { scope: 'openid email' })
  const user = await fetchUserInfo(photoPrint.config, forUserinfo.access_token, 'alice')
  expect(user).toMatchObject({ sub: 'alice', email: alice.email })
  expect((await listFiles(forUserinfo.access_token)).status).toBe(401)
})

test('the session of the issuer gives a new token without a page (prompt=none)', async () => {
  const callback = await browser.open(
    await photoPrint.authorizationUrl('openid files.read', { prompt: 'none' }),
  )
  const tokens = await photoPrint.tokens(callback)
  expect((await listFiles(tokens.access_token)).status).toBe(200)
})

test('another application gets its token without a password, after a consent of its own', async () => {
  const callback = `${sample.docSign}/callback`
  const docSign = await WebClient.discover(sample.issuer, 'doc-sign', callback, sample.drive)
  const consent = await browser.open(await docSign.authorizationUrl('openid files.read'))
  expect(consent.text).toContain('Doc Sign')
  expect(consent.text).not.toContain('type="password"')
  const tokens = await docSign.tokens(await submit(browser, consent, 'consent', { decision: 'allow' }))
  expect((await listFiles(tokens.access_token)).status).toBe(200)
})

test('a client that acts for itself is told that it has no files', async () => {
  const response = await listFiles((await robotToken()).token)
  expect(response.status).toBe(403)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
})

test('an expired token is refused', async () => {
  const tolerance = 5_000
  const left = shortLived.expiresAt + tolerance - Date.now()
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left + 100))
  const response = await listFiles(shortLived.token)
  expect(response.status).toBe(401)
  expect(challenge(response)).toContain('error="invalid_token", error_description="The access token expired"')
})

test('the Drive serves on while the issuer is stopped', async () => {
  await sample.stop('authorizationServer')
  expect((await listFiles(accessToken)).status).toBe(200)
})
