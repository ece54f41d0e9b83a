import { EventEmitter, once } from 'node:events'
import { Application } from './support/application.js'
import { Person } from './support/person.js'
import { type RealIssuer, startIssuer } from './support/real-issuer.js'

jest.setTimeout(60_000)
const drive = 'http://127.0.0.1:4100'
let app: Application
let issuer: RealIssuer

beforeAll(async () => {
  app = await Application.listen()
  issuer = await startIssuer(app.url, drive)
  app.configure({ issuer: issuer.url, resources: [drive] })
})
afterAll(async () => {
  app.stop()
  await issuer.stop()
})
beforeEach(() => {
  app.events.length = 0
  app.outcomes.length = 0
  app.ahead = 0
})

const someone = (email?: string) => new Person(app.url, issuer.url, email)

test('the authorization request has PKCE, state, nonce, resource, and the language of the page', async () => {
  const person = someone()
  const { searchParams } = await person.begin()
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'photo-print',
    redirect_uri: `${app.url}/callback`,
    scope: 'openid profile email offline_access files.read',
    resource: drive,
    code_challenge_method: 'S256',
    prompt: 'consent',
    ui_locales: 'en',
  })
  for (const name of ['code_challenge', 'state', 'nonce']) {
    expect(searchParams.get(name)!.length).toBeGreaterThanOrEqual(43)
  }
  expect(app.events).toEqual([
    {
      type: 'authorization_requested',
      scope: searchParams.get('scope'),
      resources: [drive],
      prompt: 'consent',
      uiLocales: 'en',
    },
  ])
})

test('a person signs in, and the browser gets a session cookie and no token', async () => {
  const person = someone()
  const page = await person.signIn()
  expect(page.url).toBe(`${app.url}/me`)
  expect(JSON.parse(page.text)).toEqual({ status: 'signed_in', sub: 'alice' })
  expect(person.at.client.cookieNames).toEqual(['photo-print.session'])
  const received = app.events.find(({ type }) => type === 'tokens_received')
  expect(received).toMatchObject({ claims: { iss: issuer.url, aud: 'photo-print' }, hasRefreshToken: true })
  expect(JSON.stringify(app.events)).not.toMatch(/eyJ/)
})

test('cookies cannot be read by scripts, and do not come along from other sites', async () => {
  const begun = await fetch(`${app.url}/begin`, { redirect: 'manual' })
  const [attempt] = begun.headers.getSetCookie()
  expect(attempt).toMatch(
    /^photo-print\.attempt\.[\w-]{10}=[\w-]{32}; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/,
  )
  expect(begun.headers.get('cache-control')).toBe('no-store')
})

test('the session has another name after the sign-in than before', async () => {
  const person = someone()
  await person.signIn()
  const names = new Set<string>()
  app.act = (req) => Promise.resolve(names.add(req.sessionID))
  await person.act()
  await person.signIn()
  await person.act()
  expect(names.size).toBe(2)
})

test('what the application keeps in the session stays for who signs in again, and not for somebody else', async () => {
  const [alice, bob] = [someone(), someone('bob@example.com')]
  await alice.signIn()
  app.act = (req) => Promise.resolve(Object.assign(req.session, { kept: 'yes' }))
  await alice.act()
  app.act = (req) => Promise.resolve({ kept: 'kept' in req.session })
  await alice.signIn()
  expect((await alice.act()).body).toEqual({ kept: true })
  // Bob at the same browser: his issuer session, and the cookies of Alice here.
  const callback = await bob.answer(await alice.begin())
  await alice.at.client.open(callback.href)
  expect(await alice.me()).toMatchObject({ sub: 'bob' })
  expect((await alice.act()).body).toEqual({ kept: false })
})

test('an answer that was begun before a sign-in in another tab does not bring the old session back', async () => {
  const person = someone()
  await person.signIn()
  const steps = new EventEmitter()
  const [loaded, goOn] = [once(steps, 'loaded'), once(steps, 'go on')]
  app.act = async () => {
    steps.emit('loaded')
    await goOn
  }
  const slow = person.act()
  await loaded
  await person.signIn()
  steps.emit('go on')
  await slow
  expect(await person.me()).toMatchObject({ status: 'signed_in' })
})

test('several tabs are under way at once, each with an attempt of its own', async () => {
  const person = someone()
  const tabs = await Promise.all([person.begin(), person.begin(), person.begin()])
  for (const tab of tabs.reverse()) {
    const callback = await person.answer(tab)
    await person.at.client.open(callback.href)
  }
  expect(app.outcomes.map(({ type }) => type)).toEqual(['signed_in', 'signed_in', 'signed_in'])
})

test('a browser has at most eight attempts; the oldest gives way', async () => {
  const person = someone()
  const first = await person.begin()
  for (let tab = 0; tab < 8; tab++) await person.begin()
  expect(person.at.client.cookieNames.filter((name) => name.startsWith('photo-print.attempt.'))).toHaveLength(
    8,
  )
  await person.at.client.open((await person.answer(first)).href)
  expect(app.outcomes).toEqual([{ type: 'expired', back: '/' }])
})

describe('an answer that this browser does not wait for', () => {
  test('of an attempt that another browser began', async () => {
    const attacker = someone('bob@example.com')
    const callback = await attacker.answer(await attacker.begin())
    const victim = someone()
    await victim.begin()
    await victim.at.client.open(callback.href)
    expect(app.outcomes).toEqual([{ type: 'expired', back: '/' }])
    expect(await victim.me()).toEqual({ status: 'anonymous' })
    // It was not used up either.
    await attacker.at.client.open(callback.href)
    expect(await attacker.me()).toMatchObject({ sub: 'bob' })
  })

  test('that comes a second time', async () => {
    const person = someone()
    const callback = await person.answer(await person.begin())
    await person.at.client.open(callback.href)
    await person.at.client.open(callback.href)
    expect(app.outcomes.map(({ type }) => type)).toEqual(['signed_in', 'expired'])
  })

  test('that comes twice at the same moment, with the cookie', async () => {
    const person = someone()
    const callback = await person.answer(await person.begin())
    const headers = { cookie: person.at.client.cookies.join('; ') }
    await Promise.all([1, 2].map(() => fetch(callback, { headers, redirect: 'manual' })))
    expect(app.outcomes.map(({ type }) => type).sort()).toEqual(['expired', 'signed_in'])
  })

  test('with a cookie that somebody has made up', async () => {
    const person = someone()
    const callback = await person.answer(await person.begin())
    const name = `photo-print.attempt.${callback.searchParams.get('state')!.slice(0, 10)}`
    await fetch(callback, { headers: { cookie: `${name}=${'a'.repeat(32)}` }, redirect: 'manual' })
    expect(app.outcomes).toEqual([{ type: 'expired', back: '/' }])
  })

  test('that comes too late', async () => {
    const person = someone()
    const callback = await person.answer(await person.begin())
    app.ahead = 601_000
    await person.at.client.open(callback.href)
    expect(app.outcomes).toEqual([{ type: 'expired', back: '/' }])
  })

  test.each(['', '?state=', '?state=a&state=b', '?code=x', `?state=${'a'.repeat(43)}&code=x`])(
    'that makes no sense: /callback%s',
    async (query) => {
      await someone().at.client.open(`/callback${query}`)
      expect(app.outcomes).toEqual([{ type: 'expired', back: '/' }])
    },
  )

  test('of another issuer (RFC 9207)', async () => {
    const person = someone()
    const callback = await person.answer(await person.begin())
    callback.searchParams.set('iss', 'https://other.example.com')
    await person.at.client.open(callback.href)
    expect(app.outcomes).toEqual([{ type: 'invalid', back: '/me', reason: 'OAUTH_INVALID_RESPONSE' }])
    expect(await person.me()).toEqual({ status: 'anonymous' })
  })
})

test('the cookie of a session comes with the sign-in, and not with each answer', async () => {
  const person = someone()
  await person.signIn()
  const response = await fetch(`${app.url}/me`, { headers: { cookie: person.at.client.cookies.join('; ') } })
  expect(response.headers.getSetCookie()).toEqual([])
})

test('a person who says no comes back with access_denied, to the page where it began', async () => {
  const person = someone('bob@example.com')
  const callback = await person.answer(await person.begin(), 'deny')
  const page = await person.at.client.open(callback.href)
  expect(page.url).toBe(`${app.url}/me`)
  expect(app.outcomes).toEqual([{ type: 'refused', back: '/me', error: 'access_denied', prompt: 'consent' }])
  expect(app.events.at(-1)).toEqual({ type: 'authorization_refused', error: 'access_denied' })
})

describe('without a page (prompt=none)', () => {
  test('the session of the issuer is enough', async () => {
    const person = someone()
    await person.signIn()
    app.act = (req) => app.signIn.forget(req)
    await person.act()
    expect(await person.me()).toEqual({ status: 'anonymous' })
    const authorization = await person.begin('/silently')
    const callback = await person.at.issuer.open(authorization.href)
    expect(new URL(callback.url).origin).toBe(app.url)
    expect(JSON.parse((await person.at.client.open(callback.url)).text)).toMatchObject({ sub: 'alice' })
  })

  test('nobody who is signed in there: login_required', async () => {
    const person = someone()
    await person.at.client.open((await person.at.issuer.open((await person.begin('/silently')).href)).url)
    expect(app.outcomes).toEqual([{ type: 'refused', back: '/me', error: 'login_required', prompt: 'none' }])
  })
})

test.each([
  'https://elsewhere.example.com/',
  '//elsewhere.example.com/',
  '/\\elsewhere.example.com',
  '/.//elsewhere.example.com',
  'me',
])('nobody is sent to %s after a sign-in', async (back) => {
  const person = someone()
  app.act = (req, res) => app.signIn.begin(req, res, { back })
  const authorization = await person.at.client.submit('/act', {})
  await person.at.client.open((await person.answer(new URL(authorization.url))).href)
  expect(app.outcomes.map((outcome) => outcome.back)).toEqual(['/'])
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'http://127.0.0.1:1' },
])('a form of another origin is refused: %p', async (headers) => {
  const response = await fetch(`${app.url}/act`, { method: 'POST', headers })
  expect(response.status).toBe(403)
})

test('an issuer that cannot be had is told apart, and the next request asks it again', async () => {
  let away = true
  const lonely = (await Application.listen()).configure({
    issuer: issuer.url,
    resources: [drive],
    fetch: (url, init) =>
      away ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init as RequestInit),
  })
  const begin = () => fetch(`${lonely.url}/begin`, { redirect: 'manual' })
  const refused = await begin()
  expect([refused.status, await refused.json()]).toEqual([500, { error: 'IssuerUnavailable' }])
  away = false
  expect((await begin()).status).toBe(303)
  lonely.stop()
})
