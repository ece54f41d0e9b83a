import { Hono } from 'hono'
import { createTestIssuer } from '@qalqon/testing'
import { logoutReceiver } from '../src/index.js'

test.each(['on Node', 'elsewhere'])(
  'a body that was read before is a mistake of the request, and of no option: %s',
  async (where) => {
    const { issuer, fetch, clock } = createTestIssuer()
    const app = new Hono()
    let thrown: unknown
    app.onError((error, c) => {
      thrown = error
      return c.text('', 500)
    })
    app.use(async (c, next) => {
      await c.req.raw.text()
      await next()
    })
    app.post(
      '/out',
      logoutReceiver({ issuer, clientId: 'client-1', fetch, clock, onLogout: () => undefined }),
    )
    const type = 'application/x-www-form-urlencoded'
    const incoming = {
      method: 'POST',
      url: '/out',
      headers: { 'content-type': type },
      rawHeaders: ['Content-Type', type],
    }
    const init = { method: 'POST', headers: { 'content-type': type }, body: 'logout_token=a.b.c' }
    await app.request('/out', init, where === 'on Node' ? { incoming } : {})
    expect(thrown).toMatchObject({ name: 'ConfigurationFault', option: 'request' })
  },
)
