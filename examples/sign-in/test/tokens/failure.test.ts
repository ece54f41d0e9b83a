import { inspect } from 'node:util'
import { Fixture } from '../support/fixture.js'

jest.setTimeout(60_000)
let fixture: Fixture

Fixture.ofFile((started) => (fixture = started))

/** The lifetime of access tokens at the sample issuer. */
const lifetime = 600_000

describe('when the issuer cannot be had', () => {
  test.each<[string, () => Promise<Response>]>([
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['an error page', () => Promise.resolve(new Response('<h1>oops', { status: 502 }))],
    ['an error of its own', () => Promise.resolve(Response.json({ error: 'server_error' }, { status: 500 }))],
  ])('%s: the refresh token is kept for the next try', async (_name, answer) => {
    const person = await fixture.signedIn()
    fixture.atTokenEndpoint = answer
    fixture.app.ahead = lifetime
    fixture.app.onRequest((user) => user.accessToken())
    expect((await person.act()).body).toEqual({ error: 'IssuerUnavailable' })
    expect(fixture.app.events).toMatchObject([{ type: 'refresh_failed', ended: false }])
    fixture.atTokenEndpoint = undefined
    expect((await person.act()).status).toBe(200)
  })

  test('requests at the same moment ask it once, and do not wait for each other to fail', async () => {
    const person = await fixture.signedIn()
    fixture.app.ahead = lifetime
    fixture.atTokenEndpoint = async () => {
      await everybodyAsks
      throw new TypeError('fetch failed')
    }
    let asking = 0
    let everybody: () => void = () => undefined
    const everybodyAsks = new Promise<void>((resolve) => (everybody = resolve))
    fixture.app.onRequest(async (user) => {
      const token = user.accessToken()
      if (++asking === 8) setImmediate(everybody)
      await token
    })
    const answers = await Promise.all(Array.from({ length: 8 }, () => person.act()))
    expect(answers.map(({ body }) => body)).toEqual(Array(8).fill({ error: 'IssuerUnavailable' }))
    expect(fixture.tokenRequests).toHaveLength(1)
  })

  test('a token that has some seconds left serves on', async () => {
    const person = await fixture.signedIn()
    fixture.atTokenEndpoint = () => Promise.reject(new TypeError('fetch failed'))
    fixture.app.ahead = lifetime - 20_000
    fixture.app.onRequest((user) => user.accessToken())
    expect((await person.act()).status).toBe(200)
  })
})

test.each<[string, () => Response]>([
  ['with a member missing', () => Response.json({ access_token: 'secret-1', refresh_token: 'secret-2' })],
  [
    'that is cut off',
    () => new Response('{"t":"secret-1', { headers: { 'content-type': 'application/json' } }),
  ],
])('no token of an answer %s gets into an error', async (_name, answer) => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  fixture.atTokenEndpoint = () => Promise.resolve(answer())
  let thrown: unknown
  fixture.app.onRequest(async (user) => {
    thrown = await user.accessToken().catch((error: unknown) => error)
  })
  await person.act()
  expect(thrown).toMatchObject({ name: 'IssuerUnavailable', cause: { message: expect.any(String) } })
  expect(inspect(thrown, { depth: 10, showHidden: true })).not.toContain('secret')
})

test('a client whose own secret is refused says so, and it is not the end of the tokens', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  fixture.atTokenEndpoint = (url, init) =>
    fetch(url, {
      ...(init as RequestInit),
      headers: { ...init.headers, authorization: `Basic ${btoa('a:b')}` },
    })
  fixture.app.onRequest((user) => user.accessToken())
  expect((await person.act()).body).toEqual({ error: 'IssuerUnavailable' })
  expect(fixture.app.events).toMatchObject([{ reason: 'invalid_client', ended: false }])
})

test('an issuer that does not answer in time is not waited for', async () => {
  const person = await fixture.signedIn()
  fixture.app.ahead = lifetime
  const signals: unknown[] = []
  fixture.atTokenEndpoint = (_url, { signal }) => {
    signals.push(signal)
    return Promise.reject(new DOMException('too late', 'TimeoutError'))
  }
  fixture.app.onRequest((user) => user.accessToken())
  expect((await person.act()).body).toEqual({ error: 'IssuerUnavailable' })
  expect(signals).toEqual([expect.any(AbortSignal)])
})
