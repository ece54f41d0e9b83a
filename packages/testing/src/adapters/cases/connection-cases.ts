import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { fieldValues } from '../raw-request.js'

/** What the wire shows: connections that live on, methods, prefixes. */
export function connectionCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench
  const bearer = (scope: string) => ({ lines: [`Authorization: ${bench.bearer(scope)}`] })

  check('9700-2.3-a: each request of a connection is decided for itself', async () => {
    await bench.serve((app) => {
      const photos = bench.api()
      const admin = bench.api({ audience: 'https://admin.example' })
      app.get('/a', [photos.requireScope('a')], () => ({}))
      app.get('/b', [photos.requireScope('b')], () => ({}))
      app.get('/admin', [admin.requireScope('a')], () => ({}))
    })
    const connection = await bench.connect()
    const a = bearer('a')
    expectStatus(await bench.send({ target: '/a', ...a }, connection), 200)
    expectRefused(await bench.send({ target: '/b', ...a }, connection), 403, 'insufficient_scope')
    expectRefused(await bench.send({ target: '/admin', ...a }, connection), 401, 'invalid_token')
    expectRefused(await bench.send({ target: '/a' }, connection), 401)
    expectStatus(await bench.send({ target: '/b', ...bearer('b') }, connection), 200)
    expectStatus(await bench.send({ target: '/a', ...a }, connection), 200)
    bench.issuer.clock.advance(301)
    expectRefused(await bench.send({ target: '/a', ...a }, connection), 401, 'invalid_token')
  })

  check('a refusal leaves the body of the request unread, and the connection usable', async () => {
    let read = 0
    await bench.serve((app) => {
      app.use(bench.api())
      app.post('/upload', [], async ({ readBody }) => (read = (await readBody()).length))
    })
    const connection = await bench.connect()
    const upload = { method: 'POST', target: '/upload', body: 'x'.repeat(50_000) }
    for (let i = 0; i < 3; i++) expectRefused(await bench.send(upload, connection), 401)
    equal(read, 0)
    expectStatus(await bench.send({ ...upload, ...bearer('any') }, connection), 200)
    equal(read, 50_000)
  })

  check('a refusal leaves a body in chunks unread, and the connection usable', async () => {
    await bench.serveMatrix()
    const connection = await bench.connect()
    const part = 'x'.repeat(20_000)
    const upload = { method: 'POST', target: '/api/x', body: [part, part, part] }
    for (let i = 0; i < 3; i++) expectRefused(await bench.send(upload, connection), 401)
    expectStatus(await bench.send({ ...upload, ...bearer('write') }, connection), 200)
  })

  check(
    'requests that come before any is answered are answered in their order, each by its own token',
    async () => {
      await bench.serveMatrix()
      const as = (subject: string, scope: string) => ({
        target: '/api/x',
        lines: [`Authorization: Bearer ${bench.issuer.token({ subject, scope })}`],
      })
      const answers = await bench.sendAtOnce([
        as('alice', 'read'),
        { target: '/api/x' },
        as('bob', 'read'),
        as('carol', 'other'),
        { ...as('dave', 'read'), method: 'HEAD' },
        { target: '/api/x', lines: ['Authorization: Bearer junk'] },
        as('erin', 'read'),
      ])
      deepEqual(
        answers.map(({ status }) => status),
        [200, 401, 200, 403, 200, 401, 200],
      )
      deepEqual(
        [answers[0], answers[2], answers[6]].map((answer) => answer && jsonOf(answer)),
        [{ subject: 'alice' }, { subject: 'bob' }, { subject: 'erin' }],
      )
    },
  )

  check('a refusal does not wait for the body of the request', async () => {
    await bench.serveMatrix()
    const announced = { method: 'POST', target: '/api/x', lines: ['Content-Length: 1000000'] }
    expectRefused(await bench.send(announced), 401)
  })

  check('HEAD is guarded like GET, and its refusal has no body', async () => {
    await bench.serveMatrix()
    const connection = await bench.connect()
    const head = { method: 'HEAD', target: '/api/x' }
    const refused = await bench.send(head, connection)
    const get = await bench.send({ target: '/api/x' }, connection)
    expectStatus(refused, 401)
    equal(refused.body, '')
    for (const name of ['www-authenticate', 'content-type', 'cache-control']) {
      deepEqual(fieldValues(refused, name), fieldValues(get, name))
    }
    expectStatus(await bench.send({ ...head, ...bearer('read') }, connection), 200)
    expectStatus(await bench.send({ ...head, ...bearer('other') }, connection), 403)
  })

  for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])
    check(`${method} is guarded, also where there is no route`, async () => {
      await bench.serveMatrix()
      expectRefused(await bench.send({ method, target: '/api/x' }), 401)
      expectRefused(await bench.send({ method, target: '/nowhere' }), 401)
      expectStatus(
        await bench.send({ method, target: '/nowhere', ...bearer('read') }),
        200,
        204,
        404,
        405,
        501,
      )
    })

  check(
    'a resource server at a prefix guards that prefix, also of routers in routers, and nothing else',
    async () => {
      const targets: string[] = []
      const note = (url = '') => void targets.push(url.replace('http://rs.example/', '/'))
      await bench.serve((app) => {
        app.mount('/api', (api) => {
          api.use(bench.api({ onRefusal: ({ request }) => note(request?.url) }))
          api.get('/x', [door.requireScope('read')], () => ({ where: 'x' }))
          api.mount('/deep', (deep) => deep.get('/y', [door.requireScope('write')], () => ({ where: 'y' })))
        })
        app.get('/open', [], () => ({ where: 'open' }))
      })
      expectStatus(await bench.get('/open'), 200)
      expectRefused(await bench.get('/api/x?q=1'), 401)
      expectRefused(await bench.get('/api/deep/y'), 401)
      expectRefused(await bench.get('/api/deep/y', bench.bearer('read')), 403, 'insufficient_scope')
      deepEqual(targets, ['/api/x?q=1', '/api/deep/y', '/api/deep/y'])
      deepEqual(jsonOf(await bench.get('/api/x', bench.bearer('read'))), { where: 'x' })
      deepEqual(jsonOf(await bench.get('/api/deep/y', bench.bearer('write'))), { where: 'y' })
    },
  )

  check(
    'no spelling of a guarded path leads past the resource server, at a prefix or on the app',
    async () => {
      let reached = 0
      const reach = () => ({ reached: ++reached })
      await bench.serve((app) => {
        app.mount('/api', (api) => {
          api.use(bench.api())
          api.get('/x', [], reach)
        })
        app.use(bench.api())
        app.get('/y', [], reach)
      })
      const spellings = (path: string) => [
        path,
        path.toUpperCase(),
        `${path}/`,
        `/${path}`,
        `${path.slice(0, -1)}%${path.charCodeAt(path.length - 1).toString(16)}`,
        `/.${path}`,
        `/elsewhere/..${path}`,
        `${path}?a=1`,
        `${path};a=1`,
        `http://rs.example${path}`,
        `http://evil.example${path}`,
      ]
      for (const target of [...spellings('/api/x'), ...spellings('/y')])
        expectStatus(await bench.send({ target }), 401, 404)
      equal(reached, 0)
      for (const target of ['/api/x', '/y']) expectStatus(await bench.send({ target, ...bearer('any') }), 200)
    },
  )

  check('requests at the same time keep their own tokens', async () => {
    await bench.serveMatrix()
    const subjects = ['alice', 'bob', 'carol', 'dave', 'erin']
    const answers = await Promise.all(
      subjects.map((subject) =>
        bench.get('/api/x', `Bearer ${bench.issuer.token({ subject, scope: 'read' })}`),
      ),
    )
    deepEqual(
      answers.map(jsonOf),
      subjects.map((subject) => ({ subject })),
    )
    equal(bench.issuer.requests.jwks, 1)
  })
}
