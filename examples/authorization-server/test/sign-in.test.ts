import { Browser } from 'sample-system/browser'
import {
  confirmSignOut,
  decide,
  decode,
  docSign,
  drive,
  photoPrint,
  signIn,
  signInAndAllow,
} from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const scope = 'openid profile files.read'

describe('the login page', () => {
  test('names the application, the sample accounts and their password', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope, resource: drive }))
    expect(page.status).toBe(200)
    expect(page.text).toContain('<strong>Photo Print</strong>')
    expect(page.text).toContain('alice@example.com')
    expect(page.text).toContain('bob@example.com')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(browser.cookieNames.every((name) => name.startsWith('authorization-server.'))).toBe(true)
  })

  test('allows nothing that is written into it, no frame, and forms only to itself and to the clients', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope }))
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(
      "form-action 'self' http://127.0.0.1:4100 http://127.0.0.1:4200 http://127.0.0.1:4300",
    )
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
  })

  test('a wrong password shows the page again, keeps the address and forgets the password', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope }))
    const again = await signIn(browser, page, 'alice@example.com', 'letmein"><b>')
    expect(again.status).toBe(422)
    expect(again.text).toContain('role="alert"')
    expect(again.text).toContain('value="alice@example.com"')
    expect(again.text).not.toContain('letmein')
    expect((await signIn(browser, again, 'alice@example.com')).text).toContain('Photo Print wants to')
  })

  test('an unknown address gets the same answer as a wrong password', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope }))
    const unknown = await signIn(browser, page, 'nobody@example.com')
    const wrong = await signIn(browser, page, 'alice@example.com', 'wrong')
    expect(unknown.status).toBe(wrong.status)
    expect(unknown.text.replace('nobody@', 'alice@')).toBe(wrong.text)
  })

  test('what was typed is text on the page, not markup', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope }))
    const again = await signIn(browser, page, '"><script>alert(1)</script>')
    expect(again.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    expect(again.text).not.toContain('<script>')
  })

  test('Cancel goes back to the application with access_denied', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const page = await browser.open(client.authorizationUrl({ scope }))
    const end = await browser.submit(`${new URL(page.url).pathname}/cancel`, {})
    const { origin, searchParams } = new URL(end.url)
    expect(origin).toBe('http://127.0.0.1:4200')
    expect(searchParams.get('error')).toBe('access_denied')
    expect(searchParams.get('state')).toBe(client.state)
    expect(searchParams.get('iss')).toBe(server.issuer)
  })

  test('another browser cannot answer it', async () => {
    const page = await new Browser(server.issuer).open(photoPrint(server.issuer).authorizationUrl({ scope }))
    const stranger = await signIn(new Browser(server.issuer), page, 'alice@example.com')
    expect(stranger.status).toBe(400)
    expect(stranger.text).toContain('its time is over')
  })

  test('a form that is too long is refused with 413, and the sign-in can go on', async () => {
    const browser = new Browser(server.issuer)
    const page = await browser.open(photoPrint(server.issuer).authorizationUrl({ scope }))
    expect((await signIn(browser, page, 'a'.repeat(20_000))).status).toBe(413)
    expect((await signIn(browser, page, 'alice@example.com')).status).toBe(200)
  })
})

describe('the consent page', () => {
  test('says in words what is asked for, and whose files', async () => {
    const browser = new Browser(server.issuer)
    const all = 'openid profile email offline_access files.read files.write files.delete files.share'
    const url = photoPrint(server.issuer).authorizationUrl({ scope: all, prompt: 'consent', resource: drive })
    const page = await signIn(browser, await browser.open(url), 'bob@example.com')
    expect(page.text).toContain('Photo Print wants to')
    for (const words of [
      'See the files of Bob',
      'Add and change files of Bob',
      'Delete files of Bob',
      'Share files of Bob',
      'See the name of Bob',
      'See the e-mail address of Bob',
      'Keep this access while Bob is away',
    ]) {
      expect(page.text).toContain(words)
    }
  })

  test('Deny goes back to the application with access_denied, and nothing is remembered', async () => {
    const browser = new Browser(server.issuer)
    const url = docSign(server.issuer).authorizationUrl({ scope, resource: drive })
    const page = await signIn(browser, await browser.open(url), 'bob@example.com')
    const end = await decide(browser, page, 'deny')
    expect(new URL(end.url).searchParams.get('error')).toBe('access_denied')
    expect((await browser.open(url)).text).toContain('Doc Sign wants to')
  })

  test('is shown once: then neither password nor consent, and for more only what is new', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const url = client.authorizationUrl({ scope, resource: drive })
    await signInAndAllow(browser, url)

    expect(new URL((await browser.open(url)).url).searchParams.has('code')).toBe(true)

    const wider = client.authorizationUrl({ scope: `${scope} files.share`, resource: drive })
    const more = await browser.open(wider)
    expect(more.text).toContain('Photo Print also wants to')
    expect(more.text).toContain('Share files of Alice')
    expect(more.text).not.toContain('See the name of Alice')
    expect(more.text).not.toContain('See the files of Alice')
    const tokens = await client.exchange(await decide(browser, more, 'allow'), { resource: drive })
    expect(tokens.body.scope).toBe('files.read files.share')
  })

  test('is remembered for the account, also in another browser, and not for other accounts', async () => {
    const url = docSign(server.issuer).authorizationUrl({ scope: 'openid email', resource: drive })
    await signInAndAllow(new Browser(server.issuer), url)

    const elsewhere = new Browser(server.issuer)
    const end = await signIn(elsewhere, await elsewhere.open(url), 'alice@example.com')
    expect(new URL(end.url).searchParams.has('code')).toBe(true)

    const other = new Browser(server.issuer)
    const page = await signIn(other, await other.open(url), 'bob@example.com')
    expect(page.text).toContain('Doc Sign wants to')
  })
})

describe('single sign-on', () => {
  test('a second application needs consent, but no password', async () => {
    const browser = new Browser(server.issuer)
    await browser
      .open(photoPrint(server.issuer).authorizationUrl({ scope: 'openid' }))
      .then((page) => signIn(browser, page, 'bob@example.com'))
      .then((page) => decide(browser, page, 'allow'))
    const page = await browser.open(docSign(server.issuer).authorizationUrl({ scope: 'openid files.write' }))
    expect(page.text).toContain('Doc Sign wants to')
    expect(page.text).not.toContain('type="password"')
    const end = await decide(browser, page, 'allow')
    expect(end.url.startsWith('http://127.0.0.1:4300/callback?code=')).toBe(true)
  })

  test('prompt=none after consent: a new code in silence, also for the Drive, and none for what is new', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const wanted = { scope: 'openid files.read', resource: drive }
    await signInAndAllow(browser, client.authorizationUrl(wanted), 'bob@example.com')

    const silent = await browser.open(client.authorizationUrl({ ...wanted, prompt: 'none' }))
    const { body } = await client.exchange(silent, { resource: drive })
    expect(decode(body.access_token).payload).toMatchObject({ aud: drive, sub: 'bob', scope: 'files.read' })

    const wider = { ...wanted, scope: 'openid files.read files.write', prompt: 'none' }
    const end = await browser.open(client.authorizationUrl(wider))
    expect(new URL(end.url).searchParams.get('error')).toBe('consent_required')
  })

  test('prompt=none: login_required, then consent_required or a code', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const silent = client.authorizationUrl({ scope: 'openid email', prompt: 'none' })
    const errorOf = async (url: string) =>
      new URL((await browser.open(url)).url).searchParams.get('error') ?? 'a code'

    expect(await errorOf(silent)).toBe('login_required')
    await signInAndAllow(browser, client.authorizationUrl({ scope: 'openid email files.delete' }))
    expect(await errorOf(silent)).toBe('a code')
    const other = docSign(server.issuer).authorizationUrl({ scope: 'files.share', prompt: 'none' })
    expect(await errorOf(other)).toBe('consent_required')
  })

  test('signing in as somebody else ends the first session before the second begins', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const wanted = { scope: 'openid files.write', resource: drive }
    const first = await signIn(
      browser,
      await browser.open(client.authorizationUrl(wanted)),
      'alice@example.com',
    )
    await decide(browser, first, 'allow')

    const page = await browser.open(client.authorizationUrl({ ...wanted, prompt: 'login' }))
    const between = await signIn(browser, page, 'bob@example.com')
    expect(between.headers.get('content-security-policy')).toContain("'sha256-")
    const consent = await confirmSignOut(browser, between)
    const tokens = await client.exchange(await decide(browser, consent, 'allow'), { resource: drive })
    expect(decode(tokens.body.access_token).payload.sub).toBe('bob')
  })

  test('end session asks first, then signs out everywhere and goes back to the application', async () => {
    const browser = new Browser(server.issuer)
    const client = photoPrint(server.issuer)
    const url = client.authorizationUrl({ scope: 'openid profile' })
    const landed = await signInAndAllow(browser, url)
    const { id_token: idToken, access_token: accessToken } = (await client.exchange(landed)).body

    const leave = new URL('/end-session', server.issuer)
    leave.search = new URLSearchParams({
      id_token_hint: idToken,
      post_logout_redirect_uri: 'http://127.0.0.1:4200/',
      state: 'bye',
    }).toString()
    const page = await browser.open(leave.href)
    expect(page.text).toContain('Sign out?')
    const out = await confirmSignOut(browser, page)
    expect(out.url).toBe('http://127.0.0.1:4200/?state=bye')

    expect((await browser.open(url)).text).toContain('type="password"')
    const userinfo = await fetch(new URL('/userinfo', server.issuer), {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(userinfo.status).toBe(401)
  })
})

describe('errors are pages', () => {
  test('an unregistered redirect URI is not redirected to', async () => {
    const client = photoPrint(server.issuer)
    const url = client.authorizationUrl({ scope, redirect_uri: 'http://127.0.0.1:6666/callback' })
    const page = await new Browser(server.issuer).open(url)
    expect(page.status).toBe(400)
    expect(page.text).toContain('invalid_redirect_uri')
    expect(page.text).not.toMatch(/\bat .*\.js:\d+/)
  })

  test('an unknown address is 404, and the front page, the style and the health check are there', async () => {
    const browser = new Browser(server.issuer)
    expect((await browser.open('/nothing')).status).toBe(404)
    expect((await browser.open('/')).text).toContain('Authorization server')
    expect((await browser.open('/style.css')).headers.get('content-type')).toContain('text/css')
    expect((await browser.open('/ui/style.css')).headers.get('content-type')).toContain('text/css')
    expect((await browser.open('/ui/shield.svg')).headers.get('content-type')).toContain('image/svg+xml')
    expect((await browser.open('/healthz')).text).toBe('ok\n')
  })
})
