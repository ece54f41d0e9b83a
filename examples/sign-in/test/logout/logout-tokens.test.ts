import { createTestIssuer } from '@qalqon/testing'
import { Fixture } from '../support/fixture.js'
import { Person } from '../support/person.js'

jest.setTimeout(60_000)
/** The life of a sign-in in milliseconds. */
const day = 24 * 60 * 60_000
let fixture: Fixture

Fixture.ofFile((started) => (fixture = started))

async function endSessionAtIssuer({ at }: Person): Promise<void> {
  const asked = await at.issuer.open('/end-session')
  const [, action = ''] = /action="([^"]+)"/.exec(asked.text) ?? []
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.text) ?? []
  await at.issuer.submit(action, { xsrf, logout: 'yes' })
}

test('a session that ends at the issuer ends here, and one of another browser goes on', async () => {
  const person = await fixture.signedIn()
  const elsewhere = await fixture.signedIn()
  await endSessionAtIssuer(person)
  expect(fixture.app.events).toEqual([
    { type: 'logout_token_accepted', subject: 'alice', sid: expect.any(String) },
  ])
  expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
  expect(await elsewhere.me()).toEqual({ status: 'signed_in', sub: 'alice' })
  // And with a new session of the issuer, everything begins anew.
  await person.signIn()
  expect(await person.me()).toEqual({ status: 'signed_in', sub: 'alice' })
})

test('a sign-in that is finished after the end of its session does not come alive when the end is forgotten', async () => {
  const person = new Person(fixture.app.url, fixture.issuer.url)
  const { app } = fixture
  app.act = (req, res) => app.signIn.begin(req, res, { prompt: 'consent', back: '/never-asks-who-it-is' })
  const { url } = await person.at.client.submit('/act', {})
  const callback = await person.answer(new URL(url))
  await endSessionAtIssuer(person)
  app.ahead = 50_000
  await person.at.client.open(callback.href)
  app.ahead = day
  expect(await person.me()).toEqual({ status: 'signed_out_elsewhere' })
})

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${fixture.app.url}/backchannel-logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  })

test('a logout token of somebody else ends nothing', async () => {
  const person = await fixture.signedIn()
  const forger = createTestIssuer({ issuer: fixture.issuer.url })
  const token = forger.logoutToken({ subject: 'alice', clientId: 'photo-print' })
  const response = await post(`logout_token=${token}`)
  expect(response.status).toBe(400)
  expect(response.headers.get('cache-control')).toContain('no-store')
  expect(fixture.app.events).toEqual([{ type: 'logout_token_refused', reason: expect.any(String) }])
  expect(JSON.stringify(fixture.app.events)).not.toContain(token)
  expect(await person.me()).toMatchObject({ status: 'signed_in' })
})

test('what is no logout token is refused', async () => {
  expect((await post('')).status).toBe(400)
  expect((await post('logout_token=abc')).status).toBe(400)
})
