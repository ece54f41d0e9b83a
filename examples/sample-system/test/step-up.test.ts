import { decodeJwt } from 'jose'
import { Browser, formAction } from '../src/browser.js'
import { Sample } from '../src/temporary-sample.js'
import { ageSignIns } from './support/aged-sign-ins.js'
import { submit, WebClient } from './support/web-client.js'

/**
 * Step-up authentication (RFC 9470), with a real authorization server and a real Drive: what the Drive asks for before it deletes for
 * good, a client can bring about. Each test goes on where the one before has stopped.
 */
const alice = { email: 'alice@example.com', password: 'password' }
const scope = 'openid offline_access files.read files.write files.delete'

let sample: Sample
let browser: Browser
let photoPrint: WebClient
let refreshToken: string

beforeAll(async () => {
  sample = await Sample.create()
  await Promise.all([sample.start('authorizationServer'), sample.start('drive')])
  browser = new Browser(sample.issuer)
  photoPrint = await WebClient.discover(
    sample.issuer,
    'photo-print',
    `${sample.photoPrint}/callback`,
    sample.drive,
  )
  let page = await browser.open(await photoPrint.authorizationUrl(scope, { prompt: 'consent' }))
  page = await submit(browser, page, 'login', alice)
  const tokens = await photoPrint.tokens(await submit(browser, page, 'consent', { decision: 'allow' }))
  refreshToken = tokens.refresh_token!
}, 90_000)

afterAll(() => sample.remove())

async function call(method: string, path: string, token: string) {
  const response = await fetch(sample.drive + path, { method, headers: { authorization: `Bearer ${token}` } })
  const challenge = response.headers.get('www-authenticate') ?? ''
  return { status: response.status, challenge, text: await response.text() }
}

/** Gets a token in a browser in which Alice is signed in; she is asked for her password only where the issuer asks. */
async function getToken(extra: Record<string, string> = {}) {
  let page = await browser.open(
    await photoPrint.authorizationUrl(scope.replace('offline_access ', ''), extra),
  )
  const asked = formAction(page, 'login') !== undefined
  if (asked) page = await submit(browser, page, 'login', alice)
  return { asked, token: (await photoPrint.tokens(page)).access_token }
}

const secondsSinceSignIn = (token: string) => Date.now() / 1000 - Number(decodeJwt(token).auth_time)

/** Alice goes away for ten minutes, and stays signed in at the issuer. */
async function tenMinutesLater(): Promise<void> {
  await sample.stop('authorizationServer')
  expect(await ageSignIns(sample.dataDir, 600)).toEqual(new Set(['Session', 'RefreshToken']))
  await sample.start('authorizationServer')
}

/** A file of Alice's that is in the trash. */
async function trashedFile(token: string): Promise<string> {
  const { text } = await call('GET', '/files', token)
  const [file] = (JSON.parse(text) as { files: { id: string }[] }).files
  expect((await call('DELETE', `/files/${file!.id}`, token)).status).toBe(204)
  return file!.id
}

test('who signed in ten minutes ago moves a file into the trash, and may not delete it for good', async () => {
  await tenMinutesLater()
  const { asked, token } = await getToken()
  expect(asked).toBe(false)
  expect(secondsSinceSignIn(token)).toBeGreaterThanOrEqual(600)

  const id = await trashedFile(token)
  for (const path of [`/trash/${id}`, '/trash']) {
    const { status, challenge } = await call('DELETE', path, token)
    expect(status).toBe(401)
    expect(challenge).toContain('error="insufficient_user_authentication"')
    expect(challenge).toContain('max_age="300"')
  }
})

test('to refresh the token is not to sign in', async () => {
  const refreshed = await photoPrint.refresh(refreshToken, { resource: sample.drive })
  expect(secondsSinceSignIn(refreshed.access_token)).toBeGreaterThanOrEqual(600)
  const { status, challenge } = await call('DELETE', '/trash', refreshed.access_token)
  expect(status).toBe(401)
  expect(challenge).toContain('error="insufficient_user_authentication"')
})

test('with the max_age of the challenge the issuer asks for the password, and the new token deletes', async () => {
  await tenMinutesLater()
  const old = (await getToken()).token
  const id = await trashedFile(old)
  const { challenge } = await call('DELETE', `/trash/${id}`, old)
  const [, maxAge = ''] = /max_age="(\d+)"/.exec(challenge) ?? []

  const { asked, token } = await getToken({ max_age: maxAge })
  expect(asked).toBe(true)
  expect(secondsSinceSignIn(token)).toBeLessThan(300)
  expect((await call('DELETE', `/trash/${id}`, token)).status).toBe(204)
  expect((await call('POST', `/trash/${id}/restore`, token)).status).toBe(404)

  // The sign-in is young enough now: nobody is asked again, and the old token is none the better for it.
  expect((await getToken({ max_age: maxAge })).asked).toBe(false)
  expect((await call('DELETE', '/trash', old)).status).toBe(401)
})

test('so it does with prompt=login, however young the sign-in is, and the new token empties the trash', async () => {
  expect((await getToken()).asked).toBe(false)
  await tenMinutesLater()
  const { asked, token } = await getToken({ prompt: 'login' })
  expect(asked).toBe(true)
  expect(secondsSinceSignIn(token)).toBeLessThan(300)
  await trashedFile(token)
  expect((await call('DELETE', '/trash', token)).status).toBe(204)
  expect(JSON.parse((await call('GET', '/trash', token)).text)).toEqual({
    files: [],
    folders: [],
    next: null,
  })

  expect((await getToken({ prompt: 'login' })).asked).toBe(true)
})
