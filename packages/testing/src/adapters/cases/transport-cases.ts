import { deepEqual, equal, match } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import type { ServerOptionsUnderTest } from '../adapter-under-test.js'
import { expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'
import { fieldValues, type RawRequest } from '../raw-request.js'

type Methods = NonNullable<ServerOptionsUnderTest['bearerMethods']>

const formType = 'Content-Type: application/x-www-form-urlencoded'
const all: Methods = ['header', 'body', 'query']

/** RFC 6750 §2.2 and §2.3, where they are enabled. */
export function transportCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench
  const token = (scope = 'read write') => bench.issuer.token({ scope })
  const header = (text: string) => `Authorization: Bearer ${text}`
  const post = (body: string, ...lines: string[]): RawRequest => ({
    method: 'POST',
    target: '/api/x',
    lines: [formType, ...lines],
    body,
  })
  const cacheControl = async (request: RawRequest) =>
    fieldValues(await bench.send(request), 'cache-control').join()

  const repeated: [what: string, methods: Methods, request: (text: string) => RawRequest][] = [
    ['header and query', all, (t) => ({ target: `/api/x?access_token=${t}`, lines: [header(t)] })],
    ['header and body', ['header', 'body'], (t) => post(`access_token=${t}`, header(t))],
    ['body and query', all, (t) => ({ ...post(`access_token=${t}`), target: `/api/x?access_token=${t}` })],
    ['the query twice', all, (t) => ({ target: `/api/x?access_token=${t}&access_token=${t}` })],
    ['the query in two spellings', all, (t) => ({ target: `/api/x?access%5Ftoken=${t}&access_token=${t}` })],
    ['the body twice', all, (t) => post(`access_token=${t}&access_token=${t}`)],
  ]
  for (const [what, methods, request] of repeated)
    check(`6750-2-a: ${what} are two credentials, even if equal`, async () => {
      await bench.serveMatrix({ bearerMethods: methods })
      expectRefused(await bench.send(request(token())), 400, 'invalid_request')
      equal(bench.issuerAsked, false)
      expectLike(bench.events, [{ type: 'request_refused', code: 'credentials_repeated' }])
    })

  check('6750-2-a: a way that is not enabled is not looked at beside another', async () => {
    await bench.serveMatrix({ bearerMethods: ['header', 'body'] })
    expectStatus(await bench.get('/api/x?access_token=junk', `Bearer ${token()}`), 200)
    const both = { ...post(`access_token=${token()}`), target: '/api/x?access_token=junk' }
    expectStatus(await bench.send(both), 200)
  })

  check('6750-2.1-a: the header counts whatever else is enabled', async () => {
    await bench.serveMatrix({ bearerMethods: all })
    expectStatus(await bench.get('/api/x', `Bearer ${token()}`), 200)
    expectStatus(await bench.send(post('a=1', header(token()))), 200)
    expectRefused(await bench.get('/api/x'), 401)
  })

  check('6750-2.2-a: with the query alone enabled, the body is not read', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ bearerMethods: ['header', 'query'], optional: true }))
      app.post('/body', [], async ({ readBody }) => ({ length: (await readBody()).length }))
    })
    const request = { ...post('access_token=abc'), target: '/body' }
    deepEqual(jsonOf(await bench.send(request)), { length: 16 })
  })

  for (const type of [
    'application/x-www-form-urlencoded',
    'Application/X-WWW-Form-Urlencoded; charset=UTF-8',
    'application/x-www-form-urlencoded;charset=utf-8',
  ])
    check(`6750-2.2-b: a form of the type ${type} carries a token`, async () => {
      await bench.serveMatrix({ bearerMethods: ['header', 'body'] })
      const request = { ...post(`a=1&access_token=${token()}`), lines: [`Content-Type: ${type}`] }
      expectStatus(await bench.send(request), 200)
    })

  const other: [what: string, type: string, body: (text: string) => string][] = [
    ['application/json', 'application/json', (t) => JSON.stringify({ access_token: t })],
    ['application/json with a form in it', 'application/json', (t) => `access_token=${t}`],
    ['text/plain', 'text/plain', (t) => `access_token=${t}`],
    [
      'application/x-www-form-urlencoded-not',
      'application/x-www-form-urlencoded-not',
      (t) => `access_token=${t}`,
    ],
    [
      'multipart/form-data; boundary=x',
      'multipart/form-data; boundary=x',
      (t) => `--x\r\nContent-Disposition: form-data; name="access_token"\r\n\r\n${t}\r\n--x--\r\n`,
    ],
  ]
  for (const [what, type, body] of other)
    check(`6750-2.2-b: a body of the type ${what} carries none, and is not read`, async () => {
      await bench.serve((app) => {
        app.use(bench.api({ bearerMethods: all, optional: true }))
        app.post('/body', [], async ({ readBody }) => ({ length: (await readBody()).length }))
        app.post('/x', [door.requireScope('write')], () => ({}))
      })
      const text = body(token())
      const request = { method: 'POST', lines: [`Content-Type: ${type}`], body: text }
      expectRefused(await bench.send({ ...request, target: '/x' }), 401)
      deepEqual(jsonOf(await bench.send({ ...request, target: '/body' })), {
        length: text.length,
      })
    })

  for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS'])
    check(`6750-2.2-c: a form of ${method} carries no token`, async () => {
      await bench.serveMatrix({ bearerMethods: ['header', 'body'] })
      const response = await bench.send({ ...post(`access_token=${token()}`), method })
      if (method === 'HEAD') expectStatus(response, 401)
      else expectRefused(response, 401)
    })

  const malformed: [row: string, what: string, request: (text: string) => RawRequest][] = [
    ['6750-2.2-d', 'the octet C3 in the token of a form', (t) => post(`access_token=${t}\xc3`)],
    ['6750-2.2-d', 'the octet C3 elsewhere in the form', (t) => post(`access_token=${t}&name=\xc3\xa9`)],
    ['6750-2.2-d', 'an encoded C3 in the token of a form', (t) => post(`access_token=${t}%C3`)],
    ['6750-2.2-d', 'a malformed escape in a form', (t) => post(`access_token=${t}%4`)],
    ['6750-2.2-d', 'an empty parameter of a form', () => post('access_token=')],
    ['6750-2.2-d', 'a form that is too large', (t) => post(`access_token=${t}&a=${'x'.repeat(70_000)}`)],
    ['6750-2.3-a', 'a malformed escape', (t) => ({ target: `/api/x?access_token=${t}%zz` })],
    ['6750-2.3-a', 'a plus, which is a space', (t) => ({ target: `/api/x?access_token=a+${t}` })],
    ['6750-2.3-a', 'an empty parameter', () => ({ target: '/api/x?a=1&access_token' })],
  ]
  for (const [row, what, request] of malformed)
    check(`${row}: ${what} is a malformed request`, async () => {
      await bench.serveMatrix({ bearerMethods: all })
      expectRefused(await bench.send(request(token())), 400, 'invalid_request')
      equal(bench.issuerAsked, false)
      expectLike(bench.events, [{ type: 'request_refused', code: 'credentials_malformed' }])
    })

  const strange: [row: string, what: string, request: (text: string) => RawRequest][] = [
    ['6750-2.2-d', 'Access_Token in a form', (t) => post(`Access_Token=${t}`)],
    ['6750-2.2-d', 'behind a semicolon in a form', (t) => post(`a=1;access_token=${t}`)],
    ['6750-2.3-a', 'Access_Token in the query', (t) => ({ target: `/api/x?Access_Token=${t}` })],
    ['6750-2.3-a', 'behind a semicolon in the query', (t) => ({ target: `/api/x?a=1;access_token=${t}` })],
    ['6750-2.3-a', 'xaccess_token in the query', (t) => ({ target: `/api/x?xaccess_token=${t}` })],
  ]
  for (const [row, what, request] of strange)
    check(`${row}: another parameter is no credential: ${what}`, async () => {
      await bench.serveMatrix({ bearerMethods: all })
      expectRefused(await bench.send(request(token())), 401)
    })

  check('6750-2.2-d: what a form holds beside a header token is for the handler', async () => {
    await bench.serveMatrix({ bearerMethods: all })
    expectStatus(await bench.send(post('name=\xc3\xa9', header(token()))), 200)
  })

  check(
    '6750-2.2-b: the form that was read is left for the handler, also behind another resource server',
    async () => {
      await bench.serve((app) => {
        app.use(bench.api({ bearerMethods: all }))
        app.use(bench.api({ bearerMethods: all }))
        app.post('/x', [], async ({ parsedBody }) => {
          const { a, b, ...others } = (await parsedBody()) as Record<string, unknown>
          return { a, b, others: Object.keys(others) }
        })
      })
      const response = await bench.send({
        ...post(`a=1&b=2&b=%C3%A9+x&access_token=${token()}&__proto__=y`),
        target: '/x',
      })
      deepEqual(jsonOf(response), {
        a: '1',
        b: ['2', 'é x'],
        others: ['access_token', '__proto__'],
      })
    },
  )

  check('6750-2.2-a: a form is read behind whatever came before, and its connection lives on', async () => {
    await bench.serveMatrix({ bearerMethods: all })
    const connection = await bench.connect()
    expectStatus(await bench.send(post(`access_token=${token()}`), connection), 200)
    expectRefused(await bench.send(post('a=1'), connection), 401)
    expectRefused(
      await bench.send(post(`access_token=${token('read')}`), connection),
      403,
      'insufficient_scope',
    )
    expectRefused(
      await bench.send(post(`access_token=${bench.issuer.expired()}`), connection),
      401,
      'invalid_token',
    )
    expectStatus(await bench.send(post('a=1', header(token())), connection), 200)
  })

  check(
    '6750-2.2-a: a form in chunks is read, across the borders of chunks, and its connection lives on',
    async () => {
      await bench.serveMatrix({ bearerMethods: all })
      const connection = await bench.connect()
      const inChunks = (...body: string[]) => bench.send({ ...post(''), body }, connection)
      const text = token()
      expectStatus(await inChunks('a=1&acc', 'ess_token=', text.slice(0, 9), text.slice(9)), 200)
      expectRefused(await inChunks('a=1', '&b=2'), 401)
      const twice = await inChunks(`access_token=${text}&`, `access_token=${text}`)
      expectRefused(twice, 400, 'invalid_request')
      expectStatus(await inChunks(`access_token=${text}`), 200)
    },
  )

  check(
    '6750-2.2-d: what is left of a form that is too large is not taken for the next request',
    async () => {
      await bench.serveMatrix({ bearerMethods: all })
      const part = 'x'.repeat(20_000)
      // Where the length is told, nothing of it need be read; in chunks, a part of it was read when it is refused.
      const tooLarge = [
        post(`a=${part.repeat(20)}`),
        { ...post(''), body: ['a=', ...Array<string>(20).fill(part)] },
      ]
      for (const form of tooLarge) {
        const connection = await bench.connect()
        expectRefused(await bench.send(form, connection), 400, 'invalid_request')
        // The rest is dropped, and the connection lives on, or goes with it; nobody waits for an answer that never comes.
        const next = await connection.send({ target: '/api/x', lines: [header(token())] }).then(
          ({ status }) => String(status),
          (error: unknown) => (error as Error).message,
        )
        match(next, /^200$|closed the connection|EPIPE|ECONNRESET/)
      }
    },
  )

  check('6750-2.3-a: the query carries a token where that is enabled', async () => {
    await bench.serveMatrix({ bearerMethods: ['header', 'query'] })
    for (const target of ['?access_token=', '?a=1&b&access_token=', '?&access%5ftoken=']) {
      expectStatus(await bench.send({ target: `/api/x${target}${token()}` }), 200)
    }
    const escaped = token().replaceAll('.', '%2E')
    expectStatus(await bench.send({ target: `/api/x?access_token=${escaped}` }), 200)
    expectRefused(await bench.send(post(`access_token=${token()}`)), 401)
    expectRefused(await bench.send({ target: '/api/x?access_token=junk' }), 401, 'invalid_token')
  })

  for (const own of ['public, max-age=60', 's-maxage=60', undefined])
    check(
      `6750-2.3-b, 9111-3.5-a: an answer to a token outside the header is private, and not ${String(own)}`,
      async () => {
        await bench.serve((app) => {
          app.use(bench.api({ bearerMethods: all }))
          const handler = (set: (name: string, value: string) => void) => {
            if (own !== undefined) set('Cache-Control', own)
            return {}
          }
          app.get('/api/x', [door.requireScope('read')], ({ setField }) => handler(setField))
          app.post('/api/x', [door.requireScope('write')], ({ setField }) => handler(setField))
        })
        equal(await cacheControl({ target: `/api/x?access_token=${token()}` }), 'private, no-store')
        equal(await cacheControl(post(`access_token=${token()}`)), 'private, no-store')
        // With the header on the wire it is for the application to say.
        equal(await cacheControl({ target: '/api/x', lines: [header(token())] }), own ?? '')
        expectRefused(
          await bench.send({ target: `/api/x?access_token=${token('write')}` }),
          403,
          'insufficient_scope',
        )
      },
    )

  check(
    'OIDC-5.3.1-a: UserInfo takes the token of GET and POST from the header, and of POST from a form',
    async () => {
      await bench.serve((app) => {
        app.use(bench.api({ bearerMethods: ['header', 'body'], passPreflight: true }))
        app.get('/userinfo', [], ({ getAuth }) => ({ sub: getAuth().subject }))
        app.post('/userinfo', [], ({ getAuth }) => ({ sub: getAuth().subject }))
      })
      const text = bench.issuer.token({ subject: 'alice', scope: 'openid' })
      const target = '/userinfo'
      for (const request of [
        { target, lines: [header(text)] },
        { target, method: 'POST', lines: [header(text)], body: '' },
        { ...post(`access_token=${text}`), target },
      ]) {
        const response = await bench.send(request)
        deepEqual([response.status, jsonOf(response)], [200, { sub: 'alice' }])
      }
      const preflight = ['Origin: https://app.example', 'Access-Control-Request-Method: POST']
      expectStatus(await bench.send({ target, method: 'OPTIONS', lines: preflight }), 200, 204, 404)
    },
  )
}
