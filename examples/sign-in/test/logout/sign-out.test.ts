import { SignedInRecords } from '../../src/signed-in-records.js'
import { Fixture } from '../support/fixture.js'
import { Person } from '../support/person.js'

jest.setTimeout(60_000)
let fixture: Fixture

Fixture.ofFile((started) => (fixture = started))

/** Uses the refresh token of a person as its finder would. */
async function useAtIssuer(refreshToken: string): Promise<number> {
  const response = await fetch(`${fixture.issuer.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('photo-print:photo-print-sample-secret')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  })
  return response.status
}

/** Signs in, and finds the refresh token on its way from the issuer. */
async function signedInWithRefreshToken() {
  let refreshToken = ''
  fixture.atTokenEndpoint = async (url, init) => {
    const response = await fetch(url, init as RequestInit)
    refreshToken = ((await response.clone().json()) as { refresh_token: string }).refresh_token
    return response
  }
  const person = await fixture.signedIn()
  return { person, refreshToken }
}

test('here: the session ends, the refresh token is revoked, and the issuer still knows the person', async () => {
  const { person, refreshToken } = await signedInWithRefreshToken()
  fixture.app.act = (req) => fixture.app.signIn.signOut(req)
  await person.act()
  expect(await person.me()).toEqual({ status: 'anonymous' })
  expect(await useAtIssuer(refreshToken)).toBe(400)
  expect(fixture.app.events.map(({ type }) => type)).toEqual(['refresh_token_revoked', 'signed_out'])
  await person.at.client.open((await person.at.issuer.open((await person.begin('/silently')).href)).url)
  expect(await person.me()).toMatchObject({ status: 'signed_in' })
})

test('forgotten: the session ends, and nothing else', async () => {
  const { person, refreshToken } = await signedInWithRefreshToken()
  fixture.app.act = (req) => fixture.app.signIn.forget(req)
  await person.act()
  expect(await person.me()).toEqual({ status: 'anonymous' })
  expect(await useAtIssuer(refreshToken)).toBe(200)
})

test('disconnected: the access ends, and the person stays signed in', async () => {
  const { person, refreshToken } = await signedInWithRefreshToken()
  const { app } = fixture
  app.act = (req) => app.signIn.disconnect(req)
  await person.act()
  expect(await person.me()).toMatchObject({ status: 'signed_in' })
  expect(await useAtIssuer(refreshToken)).toBe(400)
  app.onRequest((user) => user.accessToken())
  expect((await person.act()).body).toEqual({ error: 'SignInNeeded' })
})

test('everywhere: the browser goes to the issuer, which ends its session and sends it back', async () => {
  const person = await fixture.signedIn()
  fixture.app.act = (req, res) => fixture.app.signIn.signOutEverywhere(req, res)
  const page = await person.at.client.submit('/act', {})
  const { origin, pathname, searchParams } = new URL(page.url)
  expect(origin + pathname).toBe(`${fixture.issuer.url}/end-session`)
  expect(searchParams.get('id_token_hint')).toMatch(/^eyJ/)
  expect(searchParams.get('post_logout_redirect_uri')).toBe(`${fixture.app.url}/`)
  expect(searchParams.get('ui_locales')).toBe('en')
  expect(await person.me()).toEqual({ status: 'anonymous' })
  expect((await person.at.issuer.open(page.url)).status).toBe(200)
})

describe('another sign-in in the same browser', () => {
  /** The issuer session of a person, and the cookies here of whoever was before. */
  async function takeOver(before: Person, email: string): Promise<void> {
    const next = new Person(fixture.app.url, fixture.issuer.url, email)
    const callback = await next.answer(await before.begin())
    await before.at.client.open(callback.href)
  }

  test('of somebody else: the refresh token of who was before is revoked, and theirs is good', async () => {
    const { person, refreshToken } = await signedInWithRefreshToken()
    fixture.atTokenEndpoint = undefined
    await takeOver(person, 'bob@example.com')
    expect(await person.me()).toEqual({ status: 'signed_in', sub: 'bob' })
    expect(await useAtIssuer(refreshToken)).toBe(400)
    expect(fixture.app.events).toContainEqual({ type: 'refresh_token_revoked', subject: 'alice' })
    fixture.app.onRequest((user) => user.refresh())
    expect((await person.act()).status).toBe(200)
  })

  test('of somebody else, while nothing can be revoked: they are signed in all the same', async () => {
    const { person } = await signedInWithRefreshToken()
    fixture.atRevocationEndpoint = () => Promise.reject(new TypeError('fetch failed'))
    await takeOver(person, 'bob@example.com')
    expect(await person.me()).toEqual({ status: 'signed_in', sub: 'bob' })
    expect(fixture.app.events).toContainEqual({
      type: 'revocation_failed',
      subject: 'alice',
      reason: 'no_connection',
    })
  })

  test('of somebody else, who cannot be kept: the refresh token of who was before is revoked all the same', async () => {
    const { person, refreshToken } = await signedInWithRefreshToken()
    fixture.atTokenEndpoint = undefined
    jest.spyOn(SignedInRecords.prototype, 'add').mockRejectedValueOnce(new Error('the store is full'))
    await takeOver(person, 'bob@example.com')
    expect(await person.me()).toEqual({ status: 'anonymous' })
    expect(await useAtIssuer(refreshToken)).toBe(400)
  })

  test('of the same person: nothing is revoked, since that would end the new tokens too', async () => {
    const person = await fixture.signedIn()
    await person.signIn()
    expect(fixture.app.events.map(({ type }) => type)).not.toContain('refresh_token_revoked')
    fixture.app.onRequest((user) => user.refresh())
    expect((await person.act()).status).toBe(200)
  })
})

test('an issuer that cannot be had keeps nobody signed in', async () => {
  const person = await fixture.signedIn()
  const { app } = fixture
  fixture.atRevocationEndpoint = () => Promise.reject(new TypeError('fetch failed'))
  app.act = (req) => app.signIn.signOut(req)
  const { status } = await person.act()
  expect(status).toBe(200)
  expect(await person.me()).toEqual({ status: 'anonymous' })
  expect(app.events[0]).toEqual({ type: 'revocation_failed', subject: 'alice', reason: 'no_connection' })
})

describe('ended by the issuer', () => {
  const now = () => Math.floor(Date.now() / 1000)

  test('all sessions of a person: at the next request they are told, once they were told it is over', async () => {
    const person = await fixture.signedIn('bob@example.com')
    const { signIn } = fixture.app
    await signIn.endSessions({ issuer: fixture.issuer.url, subject: 'bob', issuedAt: now() })
    expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
    expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
    fixture.app.act = (req) => {
      signIn.acknowledge(req)
      return Promise.resolve()
    }
    await person.act()
    expect(await person.me()).toEqual({ status: 'anonymous' })
  })

  test('sessions of others, of other issuers, and those that began later, go on', async () => {
    const person = await fixture.signedIn()
    const { signIn } = fixture.app
    await signIn.endSessions({ issuer: fixture.issuer.url, subject: 'bob', issuedAt: now() })
    await signIn.endSessions({ issuer: 'https://other.example.com', subject: 'alice', issuedAt: now() })
    await signIn.endSessions({ issuer: fixture.issuer.url, subject: 'alice', issuedAt: now() - 60 })
    await signIn.endSessions({
      issuer: fixture.issuer.url,
      sid: 'another',
      subject: 'alice',
      issuedAt: now(),
    })
    expect(await person.me()).toMatchObject({ status: 'signed_in' })
  })

  test('an earlier end that is heard of later takes nothing back', async () => {
    const person = await fixture.signedIn()
    const { signIn } = fixture.app
    for (const issuedAt of [now(), now() - 60]) {
      await signIn.endSessions({ issuer: fixture.issuer.url, subject: 'alice', issuedAt })
    }
    expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
  })
})
