import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate } from '@qalqon/testing/certificate'
import { Hono, type MiddlewareHandler } from 'hono'
import { Hono as OldestHono } from 'hono4.5'
import { getAuth, requireScope, resourceServer, type ResourceServerOptions } from '../src/index.js'

// Without the server of Node behind it, as on workers, Deno and Bun.
describe.each([
  ['the newest', Hono],
  ['4.5', OldestHono],
])('Hono %s over Fetch requests alone', (_version, HonoApp) => {
  const issuer = createTestIssuer()
  const api = (options: Partial<ResourceServerOptions> = {}) =>
    resourceServer({ ...issuer.options, ...options })
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

  /** An app with these middlewares, whose route answers with a `Response` of its own. */
  function app(response: () => Response, ...middlewares: readonly MiddlewareHandler[]) {
    const made = new HonoApp()
    for (const middleware of middlewares) made.use(middleware)
    return made.on(['GET', 'POST'], '/files', (c) => {
      getAuth(c)
      return response()
    })
  }

  test('a token opens the route, and a binding that is called incoming changes nothing', async () => {
    const files = app(() => Response.json([]), api(), requireScope('read'))
    const good = bearer(issuer.token({ scope: 'read' }))
    for (const env of [undefined, {}, { incoming: 'x' }, { incoming: { rawHeaders: 'x' } }]) {
      expect((await files.request('/files', good, env)).status).toBe(200)
      expect((await files.request('/files', {}, env)).status).toBe(401)
      expect((await files.request('/files', bearer(issuer.token()), env)).status).toBe(403)
    }
  })

  test('9440-4-a: without a connection, neither certificates nor the proxies that write them are known', async () => {
    const certificate = createTestCertificate()
    const token = issuer.token({ boundTo: certificate })
    const request = {
      headers: { authorization: `Bearer ${token}`, 'client-cert': certificate.clientCertField },
    }
    for (const mtls of ['allowed', { certificateFrom: { trustedPeers: ['127.0.0.1'] } }] as const) {
      const files = app(() => Response.json([]), api({ mtls }))
      expect((await files.request('/files', request)).status).toBe(401)
    }
  })

  test('6750-2.3-b: an answer that cannot be written to is private all the same', async () => {
    const files = app(
      () => Response.redirect('https://api.test/elsewhere', 303),
      api({ bearerMethods: ['header', 'query'] }),
    )
    const response = await files.request(`/files?access_token=${issuer.token()}`)
    expect([response.status, response.headers.get('location')]).toEqual([303, 'https://api.test/elsewhere'])
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  test('fields that a middleware has set stay on a refusal, and on an answer', async () => {
    const cors: MiddlewareHandler = async (c, next) => {
      c.res.headers.set('access-control-allow-origin', '*')
      await next()
    }
    const files = app(() => Response.json([]), cors, api({ bearerMethods: ['header', 'query'] }))
    const answers = [
      await files.request('/files'),
      await files.request('/files', bearer(issuer.token())),
      await files.request(`/files?access_token=${issuer.token()}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 200])
    for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test('6750-2.2-b: a form is left for the handler', async () => {
    const made = new HonoApp()
    made.use(api({ bearerMethods: ['header', 'body'] }))
    made.on('POST', '/files', async (c) => c.json(await c.req.parseBody()))
    const token = issuer.token()
    const response = await made.request('/files', {
      method: 'POST',
      body: new URLSearchParams({ access_token: token, name: 'a' }),
    })
    expect(await response.json()).toEqual({ access_token: token, name: 'a' })
  })
})
