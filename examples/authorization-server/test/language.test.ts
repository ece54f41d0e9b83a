import { Browser } from 'sample-system/browser'
import { confirmSignOut, decide, drive, photoPrint, signIn, signInAndAllow } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer({ SAMPLE_PARTS: 'Drive=http://127.0.0.1:4100' })
})
afterAll(() => server.stop())

const uzbek = { ui_locales: 'de uz' }

function start(fields: Record<string, string> = {}): string {
  return photoPrint(server.issuer).authorizationUrl({
    scope: 'openid files.write',
    resource: drive,
    ...fields,
  })
}

test('the whole sign-in is in Uzbek when the client asks for that', async () => {
  const browser = new Browser(server.issuer)
  const login = await browser.open(start(uzbek))
  expect(login.text).toContain('<html lang="uz"')
  expect(login.text).toContain('<strong>Photo Print</strong> ilovasida davom etish uchun')
  const again = await signIn(browser, login, 'bob@example.com', 'wrong')
  expect(again.text).toContain('Qaytadan urinib koʻring.')
  expect(again.text).toContain(`name="back" value="${new URL(login.url).pathname}"`)
  const consent = await signIn(browser, again, 'bob@example.com')
  expect(consent.text).toContain('Photo Print quyidagilarga ruxsat soʻrayapti:')
  expect(consent.text).toContain('Bobning fayllarini qoʻshish va oʻzgartirish')
  expect((await decide(browser, consent, 'allow')).url).toContain('code=')
})

test('what the switch was set to comes first, then the client, then the browser', async () => {
  const browser = new Browser(server.issuer)
  const page = await browser.open(start(uzbek))
  expect(page.text).toContain(`<input type="hidden" name="back" value="${new URL(page.url).pathname}" />`)
  const english = await browser.submit('/language', { language: 'en', back: new URL(page.url).pathname })
  expect(english.url).toBe(page.url)
  expect(english.text).toContain('<html lang="en"')
  expect((await browser.open(start(uzbek))).text).toContain('<html lang="en"')

  const headers = { 'accept-language': 'ru, uz;q=0.9, en;q=0.8' }
  expect(await (await fetch(server.issuer, { headers })).text()).toContain('<html lang="uz"')
  expect(await (await fetch(server.issuer)).text()).toContain('<html lang="en"')
})

test('the switch leads nowhere else, and takes no other language', async () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${server.issuer}/language`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
      headers,
    })
  const away = await post({ language: 'uz', back: '//evil.example' })
  expect([away.status, away.headers.get('location')]).toEqual([303, '/'])
  expect(away.headers.get('set-cookie')).toMatch(/^sample\.language=uz; .*HttpOnly; SameSite=Lax$/)
  const unknown = await post({ language: 'de', back: '/' })
  expect([unknown.status, unknown.headers.get('set-cookie')]).toEqual([303, null])
  expect((await post({ language: 'uz', back: '/' }, { origin: 'http://127.0.0.1:4200' })).status).toBe(403)
})

test('errors are explained in Uzbek too, with their code and what oidc-provider says in English', async () => {
  const browser = new Browser(server.issuer)
  const page = await browser.open(start({ ...uzbek, redirect_uri: 'http://127.0.0.1:6666/callback' }))
  expect(page.text).toContain('Ilova javobni roʻyxatdan oʻtmagan manzilga yuborishni soʻradi.')
  expect(page.text).toContain('<code>invalid_redirect_uri</code>: <span lang="en">')
  const hint = { id_token_hint: 'eyJhbGciOiJub25lIn0' }
  const hinted = await browser.open(start({ ...uzbek, ...hint, redirect_uri: 'http://127.0.0.1:6666/' }))
  expect(hinted.text).toContain('name="back" value="/authorize?client_id=photo-print&amp;')
  expect(hinted.text).not.toContain(hint.id_token_hint)
  const nothing = await fetch(`${server.issuer}/nothing?x=1`, { headers: { 'accept-language': 'uz' } })
  expect(await nothing.text()).toContain('Bu manzilda hech narsa yoʻq.')
})

test('to sign out is asked in Uzbek, and the ID token is not on the page', async () => {
  const browser = new Browser(server.issuer)
  const client = photoPrint(server.issuer)
  const landed = await signInAndAllow(browser, client.authorizationUrl({ scope: 'openid' }))
  const idToken = (await client.exchange(landed)).body.id_token as string
  const leave = new URL('/end-session', server.issuer)
  const back = { post_logout_redirect_uri: 'http://127.0.0.1:4200/', state: 'bye', ...uzbek }
  leave.search = new URLSearchParams({ id_token_hint: idToken, ...back }).toString()
  const page = await browser.open(leave.href)
  expect(page.text).toContain('Chiqasizmi?')
  expect(page.text).toContain('Quyidagi ilovalardan chiqasiz:')
  expect(page.text).not.toContain(idToken.slice(0, 20))

  // The switch comes back to the same question.
  const to = /name="back" value="([^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
  const english = await browser.submit('/language', { language: 'en', back: to })
  expect(english.text).toContain('<strong>Photo Print</strong> sent you here.')
  const out = await confirmSignOut(browser, english)
  expect(out.url).toBe('http://127.0.0.1:4200/?state=bye')
})

test('the foot of a page leads to the other parts of the sample', async () => {
  expect(await (await fetch(server.issuer)).text()).toContain('<a href="http://127.0.0.1:4100" >Drive</a>')
})
