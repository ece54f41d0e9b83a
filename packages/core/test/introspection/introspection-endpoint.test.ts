import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { createTestIssuer } from '@qalqon/testing'
import type { InfrastructureFault } from '../../src/index.js'
import { answeringFetch, asking, endpoint } from '../support/introspection.js'
import { I, N, R } from '../support/matrix.js'

const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
const active = () => Response.json({ active: true })

/** What comes of a question when the endpoint answers like that: the code, the detail, and what was asked. */
async function outcomeOf(answer: () => Response | Promise<Response>, options = {}) {
  const { fetch, requests } = answeringFetch(answer)
  const asked = asking({ endpoint, ...options }, { issuer, fetch })
  const fault = await asked.ask('the-token').then(
    () => undefined,
    (thrown: unknown) => thrown as InfrastructureFault,
  )
  return { ...asked, requests, code: fault?.code ?? 'active', detail: fault?.detail, status: fault?.status }
}

describe('the request', () => {
  test('7662-2.1-a: a POST whose form holds the token and a hint; the address holds neither', async () => {
    const { requests, code } = await outcomeOf(active)
    expect(code).toBe('active')
    expect(requests).toHaveLength(1)
    const { url, init, form } = requests[0]!
    expect([url, init.method, init.redirect]).toEqual([endpoint, 'POST', 'manual'])
    expect([...form]).toEqual([
      ['token', 'the-token'],
      ['token_type_hint', 'access_token'],
    ])
    expect(init.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      authorization: expect.stringMatching(/^Basic [A-Za-z0-9+/]+=*$/) as string,
    })
  })

  test('on the wire it is that too', async () => {
    const seen: { request: IncomingMessage; body: string }[] = []
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ request, body })
        response.setHeader('content-type', 'application/json').end('{"active":true}')
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/introspect?tenant=1`
      const { verdict } = asking({ endpoint: url }, { issuer, fetch: globalThis.fetch })
      expect(await verdict('a+b/c=')).toBe('active')
      const [{ request, body }] = seen as [(typeof seen)[0]]
      expect([request.method, request.url]).toEqual(['POST', '/introspect?tenant=1'])
      expect(request.headers).toMatchObject({
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: expect.stringMatching(/^Basic /) as string,
      })
      expect(body).toBe('token=a%2Bb%2Fc%3D&token_type_hint=access_token')
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })
})

test.each([404, 405])('%d: the detail says where the URL came from', async (status) => {
  const answer = () => new Response(null, { status })
  const { detail } = await outcomeOf(answer)
  expect(detail).toMatch(
    /: compare introspection\.endpoint with introspection_endpoint in the metadata of the issuer$/,
  )
  const { fetch } = answeringFetch(answer)
  const found = asking(
    {},
    {
      issuer,
      fetch: (url, init) => (init?.method === 'POST' ? fetch(url, init) : issuer.fetch(url, init)),
    },
  )
  await expect(found.ask('the-token')).rejects.toMatchObject({
    detail: expect.stringMatching(
      /: so the metadata of the issuer calls it; set introspection\.endpoint if that is wrong$/,
    ) as string,
  })
})

describe('7662-2.3-a: an answer that is none is nothing that the client could help', () => {
  test.each([
    [401, 'introspection_denied'],
    [403, 'introspection_denied'],
    [404, 'introspection_unavailable'],
    [405, 'introspection_unavailable'],
    [429, 'introspection_unavailable'],
    [500, 'introspection_unavailable'],
    [502, 'introspection_unavailable'],
    [503, 'introspection_unavailable'],
    [201, 'introspection_unavailable'],
    [204, 'introspection_unavailable'],
    [302, 'introspection_unavailable'],
    [307, 'introspection_unavailable'],
    [400, 'introspection_invalid'],
    [413, 'introspection_invalid'],
    [414, 'introspection_invalid'],
  ])('%d: %s', async (status, code) => {
    const body = status === 204 ? null : '{"active":true}'
    const headers = { location: 'https://elsewhere.example/' }
    const outcome = await outcomeOf(() => new Response(body, { status, headers }))
    expect(outcome).toMatchObject({ code, status: 503 })
    expect(outcome.detail).toContain(status >= 300 && status < 400 ? 'redirects' : String(status))
    expect(outcome.requests).toHaveLength(1)
  })

  test.each([
    ['HTML', '<!doctype html><title>Down</title>'],
    ['an empty body', ''],
    ['a list', '[{"active":true}]'],
    ['"true"', '{"active":"true"}'],
    ['1', '{"active":1}'],
    ['a member twice', '{"active":false,"active":true}'],
  ])('200 with %s: introspection_invalid', async (_what, body) => {
    expect(await outcomeOf(() => new Response(body))).toMatchObject({
      code: 'introspection_invalid',
      status: 503,
    })
  })

  test('refused credentials: the detail says what to check', async () => {
    const refused = Response.json({ error: 'invalid_client' }, { status: 401 })
    const { detail } = await outcomeOf(() => refused)
    expect(detail).toMatch(/401 \(invalid_client\).*clientId.*secret/)
  })

  test('some refuse credentials with 400', async () => {
    for (const error of ['invalid_client', 'unauthorized_client']) {
      const outcome = await outcomeOf(() => Response.json({ error }, { status: 400 }))
      expect(outcome.code).toBe('introspection_denied')
    }
  })

  test('an endpoint that does not answer about JWTs: the detail names the option', async () => {
    const { code, detail } = await outcomeOf(() =>
      Response.json({ error: 'unsupported_token_type' }, { status: 400 }),
    )
    expect(code).toBe('introspection_invalid')
    expect(detail).toMatch(/introspection\.tokens 'opaque'/)
  })

  test('an answer that is longer than allowed', async () => {
    const long = JSON.stringify({ active: true, pad: 'x'.repeat(2000) })
    expect((await outcomeOf(() => new Response(long), { maxBytes: 1024 })).code).toBe('introspection_invalid')
    expect((await outcomeOf(() => new Response(long), { maxBytes: 4096 })).code).toBe('active')
  })

  test('a question that takes too long', async () => {
    const never = new Promise<never>(() => undefined)
    const { code, detail } = await outcomeOf(() => never, { timeoutMs: 20 })
    expect(code).toBe('introspection_unavailable')
    expect(detail).toMatch(/too long/)
  })

  test('a fetch that fails', async () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:1')
    const { code, detail } = await outcomeOf(() => Promise.reject(new TypeError('fetch failed', { cause })))
    expect(code).toBe('introspection_unavailable')
    expect(detail).toMatch(/ECONNREFUSED/)
  })

  test.each(['abc+def/ghi==', 'a~b.c', 'plain'])(
    'a fetch that fails and repeats the form of %s: nothing of it is told',
    async (token) => {
      const fetch: typeof globalThis.fetch = (_url, init) =>
        Promise.reject(new Error(`could not send ${init?.body as string}`))
      const { ask, events } = asking({ endpoint }, { issuer, fetch })
      const fault = await ask(token).catch((thrown: unknown) => thrown)
      const told = inspect([fault, events], { depth: 9 })
      expect(told).toContain('could not be fetched')
      for (const form of [token, encodeURIComponent(token)]) expect(told).not.toContain(form)
    },
  )

  test('a key that cannot sign', async () => {
    const client = issuer.registerClient({ clientId: 'broken', authentication: 'private_key_jwt' })
    const broken = { ...client, privateKey: { ...client.privateKey, x: 'AAAA' } }
    const { introspector, verdict } = asking({ endpoint }, { issuer, client: broken })
    expect(await verdict(issuer.opaqueToken())).toBe('introspection_denied')
    await expect(introspector.ready()).rejects.toMatchObject({
      status: 503,
      detail: 'introspection.privateKey: no assertion can be signed with this key',
    })
  })
})

describe('where the endpoint is', () => {
  const found = () => createTestIssuer({ issuer: I, audience: R, now: N })

  test('the metadata says, and is asked once', async () => {
    const own = found()
    const { ask } = asking({}, { issuer: own })
    await Promise.all([1, 2, 3].map(() => ask(own.opaqueToken())))
    await ask(own.opaqueToken())
    expect(own.requests).toMatchObject({ metadata: 1, introspection: 4, jwks: 0 })
  })

  test('ready() finds it before the first request', async () => {
    const own = found()
    const { introspector, ask } = asking({}, { issuer: own })
    await introspector.ready()
    expect(own.requests).toMatchObject({ metadata: 1, introspection: 0 })
    await ask(own.opaqueToken())
    expect(own.requests).toMatchObject({ metadata: 1, introspection: 1 })
  })

  test('when it is configured, no metadata is asked', async () => {
    const own = found()
    const { introspector, ask } = asking({ endpoint }, { issuer: own })
    await introspector.ready()
    await ask(own.opaqueToken())
    expect(own.requests).toMatchObject({ metadata: 0, introspection: 1 })
  })

  test.each([
    ['names none', { introspection_endpoint: undefined }, 'metadata_invalid'],
    ['names one without TLS', { introspection_endpoint: 'http://as.example/introspect' }, 'metadata_invalid'],
    ['is of another issuer', { issuer: 'https://other.example' }, 'metadata_invalid'],
  ])('metadata that %s: 503, and nothing is sent', async (_what, changes, code) => {
    const own = found()
    own.setMetadata(changes)
    const { verdict, introspector } = asking({}, { issuer: own })
    expect(await verdict(own.opaqueToken())).toBe(code)
    await expect(introspector.ready()).rejects.toMatchObject({ code })
    expect(own.requests.introspection).toBe(0)
    own.setMetadata()
    expect(await verdict(own.opaqueToken())).toBe('active')
  })

  test('after a failure it is looked for again', async () => {
    const own = found()
    const moved = `${I}/moved`
    const { verdict } = asking(
      {},
      {
        issuer: own,
        fetch: ((url: string, init) => own.fetch(url === moved ? endpoint : url, init)) as typeof fetch,
      },
    )
    own.setMetadata({ introspection_endpoint: `${I}/old` })
    expect(await verdict(own.opaqueToken())).toBe('introspection_unavailable')
    own.setMetadata({ introspection_endpoint: moved })
    expect(await verdict(own.opaqueToken())).toBe('active')
  })

  test('while the metadata cannot be had, the endpoint from before serves', async () => {
    const own = found()
    const { verdict } = asking({}, { issuer: own })
    expect(await verdict(own.opaqueToken())).toBe('active')
    own.outage('error', { at: 'metadata' })
    own.clock.advance(7200)
    expect(await verdict(own.opaqueToken())).toBe('active')
    expect(own.requests.metadata).toBe(2)
  })

  test('and the metadata is left alone for half a minute then', async () => {
    const own = found()
    const { verdict } = asking({}, { issuer: own })
    expect(await verdict(own.opaqueToken())).toBe('active')
    own.outage('error', { at: 'metadata' })
    own.clock.advance(7200)
    for (let count = 0; count < 10; count++) expect(await verdict(own.opaqueToken())).toBe('active')
    const asked = own.requests.metadata
    own.clock.advance(29)
    expect(await verdict(own.opaqueToken())).toBe('active')
    expect(own.requests.metadata).toBe(asked)
    own.recover()
    own.clock.advance(1)
    expect(await verdict(own.opaqueToken())).toBe('active')
    expect(own.requests.metadata).toBe(asked + 1)
  })

  test('metadata that hangs leaves no fetch that later questions wait for', async () => {
    const own = found()
    const { verdict } = asking({ timeoutMs: 50 }, { issuer: own })
    own.outage('hang', { at: 'metadata' })
    expect(await verdict(own.opaqueToken())).toBe('metadata_unavailable')
    own.recover()
    expect(await verdict(own.opaqueToken())).toBe('active')
  })
})
