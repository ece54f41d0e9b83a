import { deepEqual, doesNotMatch, equal, throws } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import type { ServerOptionsUnderTest } from '../adapter-under-test.js'
import { challengesOf, expectProblem, expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'
import { fieldValues } from '../raw-request.js'

const wellKnown = '/.well-known/oauth-protected-resource'

/** RFC 9728: the document over HTTP, and the way to it through a challenge. */
export function metadataCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  /** The resource of the matrix, with its metadata before it. */
  const serve = (options: Partial<ServerOptionsUnderTest> = {}) =>
    bench.serve((app) => {
      const api = bench.api(options)
      app.use(api.metadata())
      app.use(api)
      app.get('/api/x', [bench.door.requireScope('read')], () => ({ ok: true }))
      app.post('/api/x', [bench.door.requireScope('write')], () => ({ ok: true }))
    })

  check(
    '9728-3.2-a, 9728-3.1-a, MCP-PRM-a: GET and HEAD answer everybody, at the place of the document alone',
    async () => {
      await serve({ metadata: { scopesSupported: ['read'], 'resourceName#uz': 'Oʻqish' } })
      const response = await bench.get(`${wellKnown}/api`)
      expectStatus(response, 200)
      deepEqual(fieldValues(response, 'content-type'), ['application/json'])
      deepEqual(fieldValues(response, 'cache-control'), ['public, max-age=3600'])
      deepEqual(fieldValues(response, 'access-control-allow-origin'), ['*'])
      deepEqual(jsonOf(response), {
        resource: bench.issuer.audience,
        authorization_servers: [bench.issuer.issuer],
        bearer_methods_supported: ['header'],
        scopes_supported: ['read'],
        'resource_name#uz': 'Oʻqish',
      })
      const head = await bench.send({ method: 'HEAD', target: `${wellKnown}/api` })
      deepEqual({ status: head.status, body: head.body }, { status: 200, body: '' })
      deepEqual(fieldValues(head, 'content-type'), ['application/json'])
      for (const target of [
        wellKnown,
        `${wellKnown}/api/`,
        `${wellKnown}/api?x`,
        `/api${wellKnown}`,
        '/api/x',
      ]) {
        expectRefused(await bench.get(target), 401)
      }
      equal(bench.issuerAsked, false)
    },
  )

  check('9728-3.2-a: other methods are 405 with Allow; a preflight is answered', async () => {
    await serve()
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await bench.send({ method, target: `${wellKnown}/api`, body: 'a=b' })
      expectProblem(response, 405)
      deepEqual(fieldValues(response, 'allow'), ['GET, HEAD, OPTIONS'])
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
    deepEqual({ status: preflight.status, body: preflight.body }, { status: 204, body: '' })
    deepEqual(fieldValues(preflight, 'access-control-allow-origin'), ['*'])
    deepEqual(fieldValues(preflight, 'access-control-allow-headers'), ['*'])
    deepEqual(fieldValues(preflight, 'content-type'), [])
  })

  check(
    '9728-5.1-a, 9728-5.1-b, 9728-3.3-b, MCP-PRM-b: each challenge leads to the document, whatever host the request names',
    async () => {
      await serve()
      const spoofed = [
        'X-Forwarded-Host: evil.example',
        'X-Forwarded-Proto: http',
        'Forwarded: host=evil.example',
      ]
      const send = async (method: string, ...authorization: string[]) => {
        const lines = [...spoofed, ...authorization.map((value) => `Authorization: ${value}`)]
        const response = await bench.send({ method, target: '/api/x', lines })
        doesNotMatch(response.raw, /evil/)
        return response
      }
      const refusals = [
        [await send('GET'), 401],
        [await send('GET', 'Bearer junk'), 401],
        [await send('POST', bench.bearer('read')), 403],
        [await send('GET', 'Bearer'), 400],
      ] as const
      for (const [response, status] of refusals) {
        expectStatus(response, status)
        for (const { parameters } of challengesOf(response)) {
          const url = new URL(parameters.get('resource_metadata') ?? '')
          equal(url.href, `https://rs.example${wellKnown}/api`)
          const document = jsonOf(await bench.get(url.pathname)) as object
          expectLike(document, { resource: bench.issuer.audience })
        }
      }
    },
  )

  check(
    '9728-7.4-a, 9728-3.3-b: resources on one host, and one route among them, have documents of their own',
    async () => {
      const identifiers = {
        a: 'https://rs.example/a',
        b: 'https://rs.example/b',
        reports: 'https://rs.example/a/reports',
      }
      await bench.serve((app) => {
        const a = bench.api({ audience: identifiers.a })
        const b = bench.api({ audience: identifiers.b })
        const reports = bench.api({ audience: identifiers.reports })
        for (const api of [a, b, reports]) app.use(api.metadata())
        app.mount('/a', (routes) => {
          routes.get('/reports', [reports], () => ({}))
          routes.use(a)
          routes.get('/x', [], () => ({}))
        })
        app.mount('/b', (routes) => {
          routes.use(b)
          routes.get('/x', [], () => ({}))
        })
      })
      const bearer = (audience: string) => `Bearer ${bench.issuer.token({ audience })}`
      const routes = { a: '/a/x', b: '/b/x', reports: '/a/reports' }
      for (const [name, path] of Object.entries(routes) as [keyof typeof routes, string][]) {
        expectStatus(await bench.get(path, bearer(identifiers[name])), 200)
        for (const other of Object.values(identifiers).filter((audience) => audience !== identifiers[name])) {
          const { parameters } = expectRefused(await bench.get(path, bearer(other)), 401, 'invalid_token')
          const url = new URL(parameters.get('resource_metadata') ?? '')
          expectLike(jsonOf(await bench.get(url.pathname)), { resource: identifiers[name] })
        }
      }
    },
  )

  check('MCP-PRM-b: with alsoAtRoot, the document is at the root too, and says the same', async () => {
    await serve({ metadata: { alsoAtRoot: true } })
    const [atPath, atRoot] = [await bench.get(`${wellKnown}/api`), await bench.get(wellKnown)]
    expectStatus(atRoot, 200)
    equal(atRoot.body, atPath.body)
    expectRefused(await bench.get(`${wellKnown}/`), 401)
  })

  check('9728-3.1-b: a query in the identifier is a part of the place', async () => {
    const audience = 'https://rs.example/api?t=a'
    await serve({ audience })
    expectLike(jsonOf(await bench.get(`${wellKnown}/api?t=a`)), { resource: audience })
    expectRefused(await bench.get(`${wellKnown}/api`), 401)
  })

  check('9728-2.2-a: a signature that has to be waited for is waited for; without one, 503', async () => {
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
    expectLike(jsonOf(response), { signed_metadata: /\.AAAA$/ })
  })

  check(
    'without a URL as identifier, metadata() says what is missing, and challenges name nothing',
    async () => {
      const api = bench.api({ audience: 'api://files' })
      throws(() => api.metadata(), { name: 'ConfigurationFault', option: 'resource' })
      await bench.serve((app) => app.use(api))
      equal(expectRefused(await bench.get('/'), 401).parameters.has('resource_metadata'), false)
    },
  )

  check('behind the resource server nobody reaches the document, and a hint says so', async () => {
    await bench.serve((app) => {
      const api = bench.api()
      app.use(api)
      app.use(api.metadata())
    })
    expectRefused(await bench.get(`${wellKnown}/api`), 401)
    expectLike(bench.events, [{ type: 'request_refused', hint: /api\.metadata\(\)/ }])
  })
}
