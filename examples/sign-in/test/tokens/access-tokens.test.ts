import { EventEmitter, once } from 'node:events'
import type { AccessTokenDescription, SignedIn, TokensDescription } from '../../src/index.js'
import { Fixture } from '../support/fixture.js'

jest.setTimeout(60_000)
let fixture: Fixture

Fixture.ofFile((started) => (fixture = started))

/** The lifetime of access tokens at the sample issuer. */
const lifetime = 600_000

const fingerprint = async (person: SignedIn) => (await person.describe()).accessTokens[0]?.fingerprint

test('a token that is good for long is used as it is', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime - 32_000
  fixture.app.onRequest((user) => user.accessToken())
  expect((await person.act()).status).toBe(200)
  expect(fixture.tokenRequests).toHaveLength(0)
})

test('a token that lives for less than the margin is used for half of its life, and not refreshed at each request', async () => {
  const person = await fixture.signedIn()
  fixture.atTokenEndpoint = async (url, init) => {
    const response = await fetch(url, init as RequestInit)
    return Response.json({ ...((await response.json()) as object), expires_in: 20 })
  }
  fixture.app.onRequest((user) => user.accessToken())
  for (const seconds of [0, 1, 11, 12]) {
    fixture.app.ahead = lifetime + seconds * 1000
    expect((await person.act()).status).toBe(200)
  }
  expect(fixture.tokenRequests).toHaveLength(2)
  fixture.app.onRequest((user) => user.describe())
  const { accessTokens } = (await person.act()).body as TokensDescription
  const [{ expiresAt, refreshAt }] = accessTokens as [AccessTokenDescription]
  expect(expiresAt - refreshAt).toBe(10_000)
})

test('a token that is about to expire is refreshed, with a new refresh token each time', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest(async (user) => {
    await user.accessToken()
    return user.describe()
  })
  fixture.app.ahead = lifetime - 29_000
  const once = (await person.act()).body
  fixture.app.ahead = 2 * lifetime
  const twice = (await person.act()).body
  expect(fixture.tokenRequests.map((request) => request.get('grant_type'))).toEqual([
    'refresh_token',
    'refresh_token',
  ])
  const [first, second] = fixture.tokenRequests.map((request) => request.get('refresh_token'))
  expect(first).not.toBe(second)
  expect(once).toMatchObject({ refreshToken: { number: 2 }, refreshes: [{ number: 1 }] })
  expect(twice).toMatchObject({ refreshToken: { number: 3 }, refreshes: [{ number: 1 }, { number: 2 }] })
  expect(fixture.app.events.map(({ type }) => type)).toEqual(['tokens_refreshed', 'tokens_refreshed'])
})

test('requests at the same moment refresh once: a refresh token that is used twice would end all', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  fixture.app.onRequest(async (user) => {
    await user.accessToken()
    return fingerprint(user)
  })
  const answers = await Promise.all(Array.from({ length: 8 }, () => person.act()))
  expect(fixture.tokenRequests).toHaveLength(1)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
})

test('two resources wait for each other as well', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  fixture.app.onRequest((user) =>
    Promise.all([user.accessToken(), user.accessToken(fixture.issuer.url), user.accessToken()]),
  )
  expect((await person.act()).status).toBe(200)
  const used = fixture.tokenRequests.map((request) => request.get('refresh_token'))
  expect(used).toHaveLength(2)
  expect(new Set(used).size).toBe(2)
})

test('a session that another request has written back does not bring an old refresh token back', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  const steps = new EventEmitter()
  const [goOn, loaded] = [once(steps, 'go on'), once(steps, 'loaded')]
  fixture.app.onRequest(async (_user, req) => {
    steps.emit('loaded')
    await goOn
    // Makes express-session write what it loaded before the refresh.
    Object.assign(req.session, { seen: true })
  })
  const slow = person.act()
  await loaded
  fixture.app.onRequest((user) => user.accessToken())
  await person.act()
  steps.emit('go on')
  await slow
  fixture.app.ahead = 2 * lifetime
  fixture.app.onRequest((user) => user.accessToken())
  expect((await person.act()).status).toBe(200)
})

test('Refresh now gets another token, whatever time is left', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest(async (user) => {
    const before = await fingerprint(user)
    await user.refresh()
    return [before, await fingerprint(user)]
  })
  const [before, after] = (await person.act()).body as string[]
  expect(before).toMatch(/^[0-9a-f]{12}$/)
  expect(after).not.toBe(before)
})

test('what may be shown of tokens holds none of them', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest(async (user) => {
    await user.refresh()
    return user.describe()
  })
  const { body } = await person.act()
  expect(body).toMatchObject({
    idToken: { algorithm: 'RS256' },
    accessTokens: [{ header: { typ: 'at+jwt' }, claims: { aud: fixture.resource.url, scope: 'files.read' } }],
  })
  expect(JSON.stringify(body)).not.toMatch(/eyJ[\w-]+\./)
  const [request] = fixture.tokenRequests
  expect(JSON.stringify(body)).not.toContain(request!.get('refresh_token'))
})

test('userinfo is asked with the opaque token of the issuer', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest((user) => user.userinfo())
  expect((await person.act()).body).toMatchObject({ sub: 'alice', email: 'alice@example.com' })
  expect(fixture.tokenRequests[0]!.get('resource')).toBeNull()
  expect(fixture.tokenRequests[0]!.get('scope')).toBe('openid profile email')
})

test('a resource that was never asked for is refused without a request, which would use up the refresh token', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest((user) => user.accessToken('https://elsewhere.example.com'))
  expect(await person.act()).toEqual({ status: 500, body: { error: 'TokenRefused' } })
  expect(fixture.tokenRequests).toHaveLength(0)
  fixture.app.onRequest((user) => user.refresh())
  expect((await person.act()).status).toBe(200)
})

describe('when the issuer has ended the refresh token', () => {
  const refused = () => Promise.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }))

  test('the tokens end, and the session does not', async () => {
    const person = await fixture.signedIn()
    fixture.atTokenEndpoint = refused
    fixture.app.ahead = lifetime
    fixture.app.onRequest((user) => user.accessToken())
    expect((await person.act()).body).toEqual({ error: 'SignInNeeded' })
    expect((await person.act()).body).toEqual({ error: 'SignInNeeded' })
    expect(fixture.tokenRequests).toHaveLength(1)
    expect(await person.me()).toEqual({ status: 'signed_in', sub: 'alice' })
    expect(fixture.app.events).toEqual([
      {
        type: 'refresh_failed',
        subject: 'alice',
        resource: fixture.resource.url,
        reason: 'invalid_grant',
        ended: true,
      },
    ])
    fixture.app.onRequest((user) => user.describe())
    expect((await person.act()).body).toMatchObject({ ended: true, accessTokens: [] })
  })

  test('a real one is ended by the sample issuer when it is used a second time', async () => {
    const person = await fixture.signedIn()
    fixture.app.onRequest((user) => user.refresh())
    await person.act()
    const used = fixture.tokenRequests[0]!.get('refresh_token')!
    await fetch(`${fixture.issuer.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('photo-print:photo-print-sample-secret')}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: used }),
    })
    expect((await person.act()).body).toEqual({ error: 'SignInNeeded' })
  })
})

test('tokens of somebody else are not taken (OpenID Connect Core §12.2)', async () => {
  let tokensOfBob = ''
  fixture.atTokenEndpoint = async (url, init) => {
    const response = await fetch(url, init as RequestInit)
    tokensOfBob = await response.clone().text()
    return response
  }
  await fixture.signedIn('bob@example.com')
  fixture.atTokenEndpoint = undefined
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  fixture.atTokenEndpoint = () =>
    Promise.resolve(new Response(tokensOfBob, { headers: { 'content-type': 'application/json' } }))
  fixture.app.onRequest((user) => user.accessToken())
  expect((await person.act()).body).toEqual({ error: 'IssuerUnavailable' })
  fixture.atTokenEndpoint = undefined
  fixture.app.onRequest(async (user) => (await user.accessToken(), user.describe()))
  expect((await person.act()).body).toMatchObject({ accessTokens: [{ claims: { sub: 'alice' } }] })
})

test('the history of refreshes has bounds', async () => {
  const person = await fixture.signedIn()
  fixture.app.onRequest(async (user) => {
    for (let n = 0; n < 22; n++) await user.refresh()
    return user.describe()
  })
  const { refreshes, refreshToken } = (await person.act()).body as {
    refreshes: { number: number }[]
    refreshToken: object
  }
  expect(refreshes.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 3))
  expect(refreshToken).toMatchObject({ number: 23 })
})
