import { createTestIssuer } from '@qalqon/testing'
import { adapterConformance, listen } from '@qalqon/testing/adapters'
import * as adapter from '../src/index.js'
import { getAuth, resourceServer, type JsonObject, type ResourceServerOptions } from '../src/index.js'
import { fetchDoor } from './fetch-door.js'
import { listenerOf } from './node-listener.js'

const door = fetchDoor(adapter, (handler, tls) => listen(listenerOf(handler), tls))

describe('handlers of Fetch requests', () => {
  for (const { chapter, name, run } of adapterConformance(door)) describe(chapter, () => test(name, run))
})

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Fetch requests/,
  )
})

describe('without a server', () => {
  const issuer = createTestIssuer()
  const api = (options: Partial<ResourceServerOptions<JsonObject, boolean>> = {}) =>
    resourceServer({ ...issuer.options, ...options })
  const requestWith = (token?: string, init: RequestInit = {}) =>
    new Request('https://api.test/files', {
      ...init,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })

  test('what stands behind the request is handed through', async () => {
    const seen: unknown[] = []
    const handler = api()((request, ...rest: readonly unknown[]) => {
      seen.push(getAuth(request).subject, ...rest)
      return Response.json({})
    })
    const [env, ctx] = [{ KV: 1 }, { waitUntil: () => undefined }]
    expect((await handler(requestWith(issuer.token({ subject: 'alice' })), env, ctx)).status).toBe(200)
    expect(seen).toEqual(['alice', env, ctx])
    expect((await handler(requestWith(), env, ctx)).status).toBe(401)
    expect(seen).toHaveLength(3)
  })

  test('metadata() hands through what it does not answer, with all that stands behind the request', async () => {
    const server = api()
    const handler = server.metadata()((_request, env: { name: string }) => new Response(env.name))
    const env = { name: 'files' }
    expect(await (await handler(requestWith(), env)).text()).toBe('files')
    const wellKnown = new Request('https://api.test/.well-known/oauth-protected-resource')
    expect(await (await handler(wellKnown, env)).json()).toMatchObject({ resource: 'https://api.test' })
  })

  test('a guard that is used as a handler says what is wrong', () => {
    const request = requestWith() as never
    const fault = /^handler: expected a function/
    expect(() => api()(request)).toThrow(fault)
    expect(() => api().metadata()(request)).toThrow(fault)
  })

  test('a copy of a request has no token of its own', async () => {
    const handler = api()((request) => Response.json(getAuth(request.clone()).subject))
    await expect(handler(requestWith(issuer.token()))).rejects.toMatchObject({
      name: 'ConfigurationFault',
      option: 'getAuth',
    })
  })

  test('an error of a handler is thrown on, also a fault that no resource server has made', async () => {
    const thrown = new Error('out of paper')
    const failing = api()(() => {
      throw thrown
    })
    await expect(failing(requestWith(issuer.token()))).rejects.toBe(thrown)
  })

  test('what getAuth throws for an anonymous request is answered in the way of the application', async () => {
    const handler = api({
      optional: true,
      onRefusal: ({ fault }) => ({ contentType: 'application/json', body: JSON.stringify(fault.code) }),
    })((request) => Response.json(getAuth(request).subject))
    const response = await handler(requestWith())
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="https://api.test"')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toBe('credentials_missing')
  })
})
