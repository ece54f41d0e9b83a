import type { ResourceServerOptions } from '../../../packages/core/src/index.js'
import type { Bench } from '../bench.js'
import { challengesOf, expectProblem, expectRefused } from '../expect-answer.js'
import { fieldValues } from '../raw-request.js'

const wellKnown = '/.well-known/oauth-protected-resource'

/** RFC 9728: the document over HTTP, and the way to it through a challenge. */
export function metadataCases<M>(bench: Bench<M>): void {
  /** The resource of the matrix, with its metadata before it. */
  const serve = (options: Partial<ResourceServerOptions> = {}) =>
    bench.serve((app) => {
      const api = bench.api(options)
      app.use(api.metadata())
      app.use(api)
      app.get('/api/x', [bench.door.requireScope('read')], () => ({ ok: true }))
      app.post('/api/x', [bench.door.requireScope('write')], () => ({ ok: true }))
    })

  test('9728-3.2-a, 9728-3.1-a, MCP-PRM-a: GET and HEAD answer everybody, at the place of the document alone', async () => {
    await serve({ metadata: { scopesSupported: ['read'], 'resourceName#uz': 'Oʻqish' } })
    const response = await bench.get(`${wellKnown}/api`)
    expect(response.status).toBe(200)
    expect(fieldValues(response, 'content-type')).toEqual(['application/json'])
    expect(fieldValues(response, 'cache-control')).toEqual(['public, max-age=3600'])
    expect(fieldValues(response, 'access-control-allow-origin')).toEqual(['*'])
    expect(JSON.parse(response.body)).toEqual({
      resource: bench.issuer.audience,
      authorization_servers: [bench.issuer.issuer],
      bearer_methods_supported: ['header'],
      scopes_supported: ['read'],
      'resource_name#uz': 'Oʻqish',
    })
    const head = await bench.send({ method: 'HEAD', target: `${wellKnown}/api` })
    expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: '' })
    expect(fieldValues(head, 'content-type')).toEqual(['application/json'])
    for (const target of [
      wellKnown,
      `${wellKnown}/api/`,
      `${wellKnown}/api?x`,
      `/api${wellKnown}`,
      '/api/x',
    ]) {
      expectRefused(await bench.get(target), 401)
    }
    expect(bench.issuerAsked).toBe(false)
  })

  test('9728-3.2-a: other methods are 405 with Allow; a preflight is answered', async () => {
    await serve()
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await bench.send({ method, target: `${wellKnown}/api`, body: 'a=b' })
      expectProblem(response, 405)
      expect(fieldValues(response, 'allow')).toEqual(['GET, HEAD, OPTIONS'])
    }
    const preflight = await bench.send({
      method: 'OPTIONS',
      target: `${wellKnown}/api`,
      lines: [
        'Origin: https://app.example',
        'Access-Control-Request-Method: GET',
        'Access-Control-Request-Headers: mcp-protocol-version',
      ],
    })
    expect(preflight).toMatchObject({ status: 204, body: '' })
    expect(fieldValues(preflight, 'access-control-allow-origin')).toEqual(['*'])
    expect(fieldValues(preflight, 'access-control-allow-headers')).toEqual(['*'])
    expect(fieldValues(preflight, 'content-type')).toEqual([])
  })

  test('9728-5.1-a, 9728-5.1-b, 9728-3.3-b, MCP-PRM-b: each challenge leads to the document, whatever host the request names', async () => {
    await serve()
    const spoofed = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: http',
      'Forwarded: host=evil.example',
    ]
    const send = async (method: string, ...authorization: string[]) => {
      const lines = [...spoofed, ...authorization.map((value) => `Authorization: ${value}`)]
      const response = await bench.send({ method, target: '/api/x', lines })
      expect(response.raw).not.toContain('evil')
      return response
    }
    const refusals = [
      [await send('GET'), 401],
      [await send('GET', 'Bearer junk'), 401],
      [await send('POST', bench.bearer('read')), 403],
      [await send('GET', 'Bearer'), 400],
    ] as const
    for (const [response, status] of refusals) {
      expect(response.status).toBe(status)
      for (const { parameters } of challengesOf(response)) {
        const url = new URL(parameters.get('resource_metadata')!)
        expect(url.href).toBe(`https://rs.example${wellKnown}/api`)
        const document = JSON.parse((await bench.get(url.pathname)).body) as object
        expect(document).toMatchObject({ resource: bench.issuer.audience })
      }
    }
  })

  test('9728-7.4-a, 9728-3.3-b: resources on one host, and one route among them, have documents of their own', async () => {
    const identifiers = {
      a: 'https://rs.example/a',
      b: 'https://rs.example/b',
      reports: 'https://rs.example/a/reports',
    }
    await bench.serve((app) => {
      const [a, b, reports] = Object.values(identifiers).map((audience) => bench.api({ audience }))
      for (const api of [a!, b!, reports!]) app.use(api.metadata())
      app.mount('/a', (routes) => {
        routes.get('/reports', [reports!], () => ({}))
        routes.use(a!)
        routes.get('/x', [], () => ({}))
      })
      app.mount('/b', (routes) => {
        routes.use(b!)
        routes.get('/x', [], () => ({}))
      })
    })
    const bearer = (audience: string) => `Bearer ${bench.issuer.token({ audience })}`
    const routes = { a: '/a/x', b: '/b/x', reports: '/a/reports' }
    for (const [name, path] of Object.entries(routes) as [keyof typeof routes, string][]) {
      expect((await bench.get(path, bearer(identifiers[name]))).status).toBe(200)
      for (const other of Object.values(identifiers).filter((audience) => audience !== identifiers[name])) {
        const { parameters } = expectRefused(await bench.get(path, bearer(other)), 401, 'invalid_token')
        const url = new URL(parameters.get('resource_metadata')!)
        expect(JSON.parse((await bench.get(url.pathname)).body)).toMatchObject({
          resource: identifiers[name],
        })
      }
    }
  })

  test('MCP-PRM-b: with alsoAtRoot, the document is at the root too, and says the same', async () => {
    await serve({ metadata: { alsoAtRoot: true } })
    const [atPath, atRoot] = [await bench.get(`${wellKnown}/api`), await bench.get(wellKnown)]
    expect(atRoot.status).toBe(200)
    expect(atRoot.body).toBe(atPath.body)
    expectRefused(await bench.get(`${wellKnown}/`), 401)
  })

  test('9728-3.1-b: a query in the identifier is a part of the place', async () => {
    const audience = 'https://rs.example/api?t=a'
    await serve({ audience })
    expect(JSON.parse((await bench.get(`${wellKnown}/api?t=a`)).body)).toMatchObject({ resource: audience })
    expectRefused(await bench.get(`${wellKnown}/api`), 401)
  })

  test('9728-2.2-a: a signature that has to be waited for is waited for; without one, 503', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    let fail = false
    await serve({
      metadata: {
        cacheSeconds: 60,
        signedMetadata: async (metadata) => {
          await Promise.resolve()
          if (fail) throw new Error('the signer is down')
          return `${part({ alg: 'ES256' })}.${part({ ...metadata, iss: metadata.resource })}.AAAA`
        },
      },
    })
    fail = true
    expectProblem(await bench.get(`${wellKnown}/api`), 503)
    fail = false
    bench.issuer.clock.advance(5)
    const response = await bench.get(`${wellKnown}/api`)
    expect(JSON.parse(response.body)).toMatchObject({ signed_metadata: expect.stringMatching(/\.AAAA$/) })
  })

  test('without a URL as identifier, metadata() says what is missing, and challenges name nothing', async () => {
    const api = bench.api({ audience: 'api://files' })
    expect(() => api.metadata()).toThrow(
      expect.objectContaining({ name: 'ConfigurationFault', option: 'resource' }),
    )
    await bench.serve((app) => app.use(api))
    expect(expectRefused(await bench.get('/'), 401).parameters.has('resource_metadata')).toBe(false)
  })

  test('behind the resource server nobody reaches the document, and a hint says so', async () => {
    await bench.serve((app) => {
      const api = bench.api()
      app.use(api)
      app.use(api.metadata())
    })
    expectRefused(await bench.get(`${wellKnown}/api`), 401)
    expect(bench.events).toMatchObject([
      { type: 'request_refused', hint: expect.stringContaining('api.metadata()') },
    ])
  })
}
