import { Browser } from 'sample-system/browser'
import {
  Client,
  codeFlow,
  confirmSignOut,
  decode,
  drive,
  driveWeb,
  signIn,
  signInAndAllow,
} from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const scope = 'openid profile email files.read files.write files.delete files.share'

test('the password is enough: no consent page, also when the client asks for one, and none for more', async () => {
  const client = driveWeb(server.issuer)
  const browser = new Browser(server.issuer)
  const landed = await signIn(
    browser,
    await browser.open(client.authorizationUrl({ scope: 'openid files.read', resource: drive })),
    'alice@example.com',
  )
  expect(landed.url).toMatch(/^http:\/\/127\.0\.0\.1:4100\/drive\/callback\?code=/)

  for (const prompt of ['consent', 'none']) {
    const wider = await browser.open(client.authorizationUrl({ scope, resource: drive, prompt }))
    const { body } = await client.exchange(wider, { resource: drive })
    expect(body.scope).toBe('files.read files.write files.delete files.share')
  }
})

test('somebody else must sign in all the same', async () => {
  const client = driveWeb(server.issuer)
  const end = await new Browser(server.issuer).open(client.authorizationUrl({ scope, prompt: 'none' }))
  expect(new URL(end.url).searchParams.get('error')).toBe('login_required')
})

test('its tokens are bound to its key, and without a proof there is none', async () => {
  const client = driveWeb(server.issuer)
  const { body } = await codeFlow(client, { scope, resource: drive }, { resource: drive })
  expect(body.token_type).toBe('DPoP')
  expect(decode(body.access_token).payload).toMatchObject({
    aud: drive,
    client_id: 'drive-web',
    cnf: { jkt: client.prover!.thumbprint },
  })

  const careless = new Client(server.issuer, client.id, client.redirectUri)
  const refused = await codeFlow(careless, { scope, resource: drive }, { resource: drive })
  expect([refused.status, refused.body.error]).toEqual([400, 'invalid_grant'])
})

test('one sign-in leads to tokens for both of its APIs, each with its own scopes', async () => {
  const client = driveWeb(server.issuer)
  const account = `${server.issuer}/account`
  const first = await codeFlow(client, { scope: `${scope} apps.read apps.revoke` }, { resource: drive })
  expect(decode(first.body.access_token).payload).toMatchObject({
    aud: drive,
    scope: 'files.read files.write files.delete files.share',
  })
  const second = await client.refresh(first.body.refresh_token, { resource: account })
  expect(decode(second.body.access_token).payload).toMatchObject({
    aud: account,
    scope: 'apps.read apps.revoke',
  })
})

test('nobody else gets the scopes of the account API', async () => {
  const others = ['photo-print', 'doc-sign'].map(
    (id, index) => new Client(server.issuer, id, `http://127.0.0.1:4${index + 2}00/callback`),
  )
  for (const client of others) {
    const end = await new Browser(server.issuer).open(client.authorizationUrl({ scope: 'openid apps.read' }))
    expect(new URL(end.url).searchParams.get('error')).toBe('invalid_scope')
  }
})

test('its refresh token needs no offline_access, rotates, and ends with the session', async () => {
  const client = driveWeb(server.issuer)
  const browser = new Browser(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl({ scope, resource: drive }))
  const first = (await client.exchange(landed, { resource: drive })).body
  const second = (await client.refresh(first.refresh_token, { resource: drive })).body
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(decode(second.access_token).payload).toMatchObject({ aud: drive, sub: 'alice' })

  await confirmSignOut(browser, await browser.open('/end-session'))
  const { status, body } = await client.refresh(second.refresh_token, { resource: drive })
  expect([status, body.error]).toEqual([400, 'invalid_grant'])
})
