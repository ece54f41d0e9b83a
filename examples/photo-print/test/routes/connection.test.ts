import { onStage } from '../support/on-stage.js'
import { wordsOf, type Visitor, type Stage } from '../support/stage.js'

jest.setTimeout(60_000)
let stage: Stage

onStage('photo-print', (on) => (stage = on.stage))
beforeEach(() => {
  stage.events.length = 0
})

const status = async (visitor: Visitor, path: string) => wordsOf(await visitor.open(path))

test('Connect leads to the photos, and asks for no more than to read', async () => {
  const visitor = stage.visitor()
  const page = await visitor.connect()
  expect(page.url).toBe(`${stage.url}/photos`)
  expect(stage.events).toMatchObject([
    {
      type: 'authorization_requested',
      scope: 'openid profile email offline_access files.read',
      prompt: 'consent',
    },
    { type: 'tokens_received', hasRefreshToken: true, claims: { auth_time: expect.any(Number) } },
  ])
})

test('the issuer speaks the language of the page that led there', async () => {
  const visitor = stage.visitor()
  await visitor.speak('uz')
  const { url } = await visitor.post('/connect')
  expect(new URL(url).searchParams.get('ui_locales')).toBe('uz')
})

test('who says no is told so, and is not connected', async () => {
  const visitor = stage.visitor('bob@example.com')
  const page = await visitor.connect('/connect', 'deny')
  expect(page.url).toBe(`${stage.url}/`)
  expect(wordsOf(page)).toContain('You said no, so nothing was connected')
  expect(await status(visitor, '/')).not.toContain('You said no')
})

test('a sign-in that is over is told so', async () => {
  const page = await stage.visitor().open('/callback?state=x&code=y')
  expect(page.status).toBe(400)
  expect(wordsOf(page)).toContain('That sign-in is over')
})

test('an answer of another issuer is not trusted', async () => {
  const visitor = stage.visitor()
  const { url } = await visitor.post('/connect')
  const state = new URL(url).searchParams.get('state')!
  const page = await visitor.open(`/callback?state=${state}&code=y&iss=https://other.example.com`)
  expect(page.status).toBe(400)
  expect(wordsOf(page)).toContain('This answer is not trusted')
})

describe('silently', () => {
  test('works without a page when the issuer knows the person, and says how', async () => {
    const visitor = await stage.connected()
    expect(wordsOf(await visitor.post('/forget'))).toContain('This application has forgotten you')
    expect((await visitor.open('/photos')).url).toBe(`${stage.url}/`)
    const page = await visitor.connect('/connect-silently')
    expect(page.url).toBe(`${stage.url}/photos`)
    expect(wordsOf(page)).toContain('Connected without a page')
    expect(wordsOf(await visitor.open('/tokens'))).toContain('It comes with the scope offline_access')
  })

  test('explains login_required when not', async () => {
    const page = await stage.visitor().connect('/connect-silently')
    expect(page.url).toBe(`${stage.url}/`)
    expect(wordsOf(page)).toContain('(login_required)')
  })

  test('explains consent_required, when the person is known and has not agreed', async () => {
    const visitor = stage.visitor('bob@example.com')
    await visitor.connect('/connect', 'deny')
    expect(wordsOf(await visitor.connect('/connect-silently'))).toContain('(consent_required)')
  })
})

test('Sign out here ends this session alone', async () => {
  const visitor = await stage.connected()
  expect(wordsOf(await visitor.post('/sign-out'))).toContain('You are signed out here')
  expect(stage.events.map(({ type }) => type)).toContain('refresh_token_revoked')
  expect((await visitor.open('/tokens')).url).toBe(`${stage.url}/`)
  expect((await visitor.connect('/connect-silently')).url).toBe(`${stage.url}/photos`)
})

test('Disconnect ends the access, and the person stays signed in', async () => {
  const visitor = await stage.connected()
  const page = wordsOf(await visitor.post('/disconnect'))
  expect(page).toContain('The access is gone')
  expect(page).toContain('Alice Karimova')
  expect(page).toContain('Connect your Drive')
  expect(wordsOf(await visitor.open('/photos'))).toContain('Connect again to go on')
  expect((await visitor.connect()).url).toBe(`${stage.url}/photos`)
})

describe('Sign out everywhere', () => {
  test('ends the session at the issuer, which tells the sessions in other browsers nothing, and comes back', async () => {
    const visitor = await stage.connected()
    const asked = await visitor.atIssuer.open((await visitor.post('/sign-out-everywhere')).url)
    const back = await visitor.confirmSignOut(asked)
    expect(back.url).toBe(`${stage.url}/`)
    expect(await status(visitor, back.url)).toContain(
      'You are signed out here, and everywhere if you said so',
    )
    expect(wordsOf(await visitor.connect('/connect-silently'))).toContain('(login_required)')
  })

  test('told from outside, the next page says so, once', async () => {
    const visitor = await stage.connected()
    await visitor.confirmSignOut(await visitor.atIssuer.open('/end-session'))
    const page = await visitor.open('/photos')
    expect(page.url).toBe(`${stage.url}/`)
    expect(wordsOf(page)).toContain('You were signed out everywhere')
    expect(await status(visitor, '/')).not.toContain('You were signed out everywhere')
  })
})

test.each([
  '/connect',
  '/forget',
  '/sign-out',
  '/sign-out-everywhere',
  '/disconnect',
  '/write',
  '/tokens/refresh',
])('another part of the sample cannot post to %s', async (path) => {
  const response = await fetch(stage.url + path, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-site', origin: stage.sample.issuer },
    redirect: 'manual',
  })
  expect(response.status).toBe(403)
})
