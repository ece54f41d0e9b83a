import { photoPrint } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** A browser that has begun a sign-in, and whose cookies come along with whatever is posted, as from another port. */
async function begun() {
  const request = photoPrint(server.issuer).authorizationUrl({ scope: 'openid' })
  const response = await fetch(request, { redirect: 'manual' })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { cookie, page: new URL(response.headers.get('location')!, server.issuer).href }
}

test.each(['login', 'consent', 'cancel'])(
  'a form for %s that another part of the sample posts is refused',
  async (step) => {
    const { cookie, page } = await begun()
    const post = (headers: Record<string, string>) =>
      fetch(`${page}/${step}`, {
        method: 'POST',
        headers: { cookie, ...headers },
        body: new URLSearchParams({ email: 'bob@example.com', password: 'password' }),
        redirect: 'manual',
      })
    const forged = await post({ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:4200' })
    expect(forged.status).toBe(403)
    expect(await forged.text()).toContain('This form was not sent by a page of this server.')
    expect((await post({ origin: 'http://127.0.0.1:4200' })).status).toBe(403)
    expect((await post({ 'sec-fetch-site': 'same-origin', origin: server.issuer })).status).toBe(303)
  },
)
