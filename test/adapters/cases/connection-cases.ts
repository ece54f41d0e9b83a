import type { Bench } from '../bench.js'
import { expectRefused } from '../expect-answer.js'
import { fieldValues } from '../raw-request.js'

/** What the wire shows: connections that live on, methods, prefixes. */
export function connectionCases<M>(bench: Bench<M>): void {
  const { door } = bench
  const bearer = (scope: string) => ({ lines: [`Authorization: ${bench.bearer(scope)}`] })

  test('9700-2.3-a: each request of a connection is decided for itself', async () => {
    await bench.serve((app) => {
      const photos = bench.api()
      const admin = bench.api({ audience: 'https://admin.example' })
      app.get('/a', [photos.requireScope('a')], () => ({}))
      app.get('/b', [photos.requireScope('b')], () => ({}))
      app.get('/admin', [admin.requireScope('a')], () => ({}))
    })
    const connection = await bench.connect()
    const a = bearer('a')
    expect((await bench.send({ target: '/a', ...a }, connection)).status).toBe(200)
    expectRefused(await bench.send({ target: '/b', ...a }, connection), 403, 'insufficient_scope')
    expectRefused(await bench.send({ target: '/admin', ...a }, connection), 401, 'invalid_token')
    expectRefused(await bench.send({ target: '/a' }, connection), 401)
    expect((await bench.send({ target: '/b', ...bearer('b') }, connection)).status).toBe(200)
    expect((await bench.send({ target: '/a', ...a }, connection)).status).toBe(200)
    bench.issuer.clock.advance(301)
    expectRefused(await bench.send({ target: '/a', ...a }, connection), 401, 'invalid_token')
  })

  test('a refusal leaves the body of the request unread, and the connection usable', async () => {
    let read = 0
    await bench.serve((app) => {
      app.use(bench.api())
      app.post('/upload', [], async ({ readBody }) => (read = (await readBody()).length))
    })
    const connection = await bench.connect()
    const upload = { method: 'POST', target: '/upload', body: 'x'.repeat(50_000) }
    for (let i = 0; i < 3; i++) expectRefused(await bench.send(upload, connection), 401)
    expect(read).toBe(0)
    expect((await bench.send({ ...upload, ...bearer('any') }, connection)).status).toBe(200)
    expect(read).toBe(50_000)
  })

  test('a refusal does not wait for the body of the request', async () => {
    await bench.serveMatrix()
    const announced = { method: 'POST', target: '/api/x', lines: ['Content-Length: 1000000'] }
    expectRefused(await bench.send(announced), 401)
  })

  test('HEAD is guarded like GET, and its refusal has no body', async () => {
    await bench.serveMatrix()
    const connection = await bench.connect()
    const head = { method: 'HEAD', target: '/api/x' }
    const refused = await bench.send(head, connection)
    const get = await bench.send({ target: '/api/x' }, connection)
    expect(refused.status).toBe(401)
    expect(refused.body).toBe('')
    for (const name of ['www-authenticate', 'content-type', 'cache-control']) {
      expect(fieldValues(refused, name)).toEqual(fieldValues(get, name))
    }
    expect((await bench.send({ ...head, ...bearer('read') }, connection)).status).toBe(200)
    expect((await bench.send({ ...head, ...bearer('other') }, connection)).status).toBe(403)
  })

  test.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])(
    '%s is guarded, also where there is no route',
    async (method) => {
      await bench.serveMatrix()
      expectRefused(await bench.send({ method, target: '/api/x' }), 401)
      expectRefused(await bench.send({ method, target: '/nowhere' }), 401)
      expect([200, 204, 404, 405, 501]).toContain(
        (await bench.send({ method, target: '/nowhere', ...bearer('read') })).status,
      )
    },
  )

  test('a resource server at a prefix guards that prefix, also of routers in routers, and nothing else', async () => {
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
    expect((await bench.get('/open')).status).toBe(200)
    expectRefused(await bench.get('/api/x?q=1'), 401)
    expectRefused(await bench.get('/api/deep/y'), 401)
    expectRefused(await bench.get('/api/deep/y', bench.bearer('read')), 403, 'insufficient_scope')
    expect(targets).toEqual(['/api/x?q=1', '/api/deep/y', '/api/deep/y'])
    expect(JSON.parse((await bench.get('/api/x', bench.bearer('read'))).body)).toEqual({ where: 'x' })
    expect(JSON.parse((await bench.get('/api/deep/y', bench.bearer('write'))).body)).toEqual({ where: 'y' })
  })

  test('requests at the same time keep their own tokens', async () => {
    await bench.serveMatrix()
    const subjects = ['alice', 'bob', 'carol', 'dave', 'erin']
    const answers = await Promise.all(
      subjects.map((subject) =>
        bench.get('/api/x', `Bearer ${bench.issuer.token({ subject, scope: 'read' })}`),
      ),
    )
    expect(answers.map(({ body }) => (JSON.parse(body) as { subject: string }).subject)).toEqual(subjects)
    expect(bench.issuer.requests.jwks).toBe(1)
  })
}
