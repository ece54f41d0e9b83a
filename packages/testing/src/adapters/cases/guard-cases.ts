import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { createTestIssuer } from '../../test-issuer.js'
import { expectRefused, expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'

/** Scopes on the app, on a router, on a route; guards that stand alone; several resource servers. */
export function guardCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench

  check('requireScope on the app, on a router and on a route add up', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.use(door.requireScope('app'))
      app.mount('/router', (router) => {
        router.use(door.requireScope('router'))
        router.get('/route', [door.requireScope('route')], () => ({ ok: true }))
      })
    })
    const lacking = async (scope: string) => {
      const response = await bench.get('/router/route', bench.bearer(scope))
      return expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')
    }
    equal(await lacking('router route'), 'app')
    equal(await lacking('app route'), 'router')
    equal(await lacking('app router'), 'route')
    expectStatus(await bench.get('/router/route', bench.bearer('app router route')), 200)
  })

  check('a request that is refused, or cannot be decided, reaches no handler', async () => {
    let reached = 0
    const reach = () => ({ reached: ++reached })
    await bench.serve((app) => {
      const api = bench.api()
      app.get('/alone', [api.requireScope('read')], reach)
      app.use(api)
      app.get('/x', [], reach)
      app.post('/x', [], reach)
      app.get('/later', [door.requireScope('read')], reach)
    })
    const { issuer } = bench
    issuer.outage('unreachable')
    for (const target of ['/x', '/alone', '/later'])
      expectStatus(await bench.get(target, bench.bearer('read')), 503)
    issuer.recover()
    issuer.clock.advance(3600)
    for (const authorization of [
      [],
      ['Bearer'],
      ['Bearer junk'],
      [`Bearer ${issuer.expired({ scope: 'read' })}`],
    ])
      for (const target of ['/x', '/alone', '/later'])
        expectStatus(await bench.get(target, ...authorization), 400, 401)
    for (const method of ['HEAD', 'POST']) expectStatus(await bench.send({ method, target: '/x' }), 401)
    for (const target of ['/alone', '/later'])
      expectStatus(await bench.get(target, bench.bearer('other')), 403)
    equal(reached, 0)
    for (const target of ['/x', '/alone', '/later'])
      expectStatus(await bench.get(target, bench.bearer('read')), 200)
    equal(reached, 3)
  })

  check('requireScope wants all of its scopes', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.get('/x', [door.requireScope('read', 'admin')], () => ({}))
    })
    for (const scope of ['read', 'admin', 'Read admin', 'reader admin']) {
      const response = await bench.get('/x', bench.bearer(scope))
      equal(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope'), 'read admin')
    }
    expectStatus(await bench.get('/x', bench.bearer('admin read')), 200)
  })

  check('requireAnyScope wants one of its scopes, and its challenge names the first', async () => {
    await bench.serve((app) => {
      app.use(bench.api())
      app.get('/x', [door.requireAnyScope('read', 'admin')], () => ({}))
    })
    expectStatus(await bench.get('/x', bench.bearer('admin')), 200)
    expectStatus(await bench.get('/x', bench.bearer('read')), 200)
    const response = await bench.get('/x', bench.bearer('write'))
    equal(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope'), 'read')
  })

  for (const name of ['requireScope', 'requireAnyScope', 'requireAccess'] as const)
    check(`api.${name} stands alone: it authenticates, and its 401 names the scope`, async () => {
      await bench.serve((app) => {
        const api = bench.api()
        const guard = name === 'requireAccess' ? api.requireAccess({ scope: ['read'] }) : api[name]('read')
        app.get('/x', [guard], ({ getAuth, attached }) => ({ same: getAuth() === attached() }))
        app.get('/open', [], () => ({}))
      })
      expectStatus(await bench.get('/open'), 200)
      equal(expectRefused(await bench.get('/x'), 401).parameters.get('scope'), 'read')
      const bad = await bench.get('/x', 'Bearer junk')
      equal(expectRefused(bad, 401, 'invalid_token').parameters.get('scope'), 'read')
      expectRefused(await bench.get('/x', bench.bearer('other')), 403, 'insufficient_scope')
      deepEqual(jsonOf(await bench.get('/x', bench.bearer('read'))), { same: true })
    })

  check('a token is verified once for each request, however many guards it meets', async () => {
    let parsed = 0
    const parseClaims = (claims: Readonly<Record<string, unknown>>) => {
      parsed++
      return claims
    }
    await bench.serve((app) => {
      const api = bench.api({ parseClaims })
      app.use(api)
      app.use(api)
      app.use(door.requireScope('read'))
      app.get(
        '/x',
        [api.requireScope('read'), api.requireAnyScope('read', 'x'), door.requireScope('read')],
        () => ({}),
      )
    })
    expectStatus(await bench.get('/x', bench.bearer('read')), 200)
    deepEqual({ verified: bench.verified, parsed }, { verified: 1, parsed: 1 })
    expectStatus(await bench.get('/x', bench.bearer('read')), 200)
    equal(bench.verified, 2)
  })

  check('two resource servers in one app do not mix', async () => {
    const other = createTestIssuer({
      issuer: bench.issuer.issuer,
      audience: 'https://admin.example',
      now: bench.issuer.clock(),
    })
    const audiences = { photos: bench.issuer.audience, admin: other.audience }
    await bench.serve((app) => {
      const photos = bench.api()
      const admin = bench.api({ audience: audiences.admin })
      app.get('/photos', [photos.requireScope('read')], ({ getAuth }) => ({ audience: getAuth().audience }))
      app.mount('/admin', (router) => {
        router.use(admin)
        router.get('/x', [door.requireScope('read')], ({ getAuth }) => ({ audience: getAuth().audience }))
        router.get('/both', [photos], () => ({}))
      })
      app.get('/both', [photos, admin.requireScope('read')], ({ getAuth }) => ({
        audience: getAuth().audience,
      }))
    })
    const token = (audience: string | string[]) => `Bearer ${bench.issuer.token({ scope: 'read', audience })}`
    const statuses = async (path: string) =>
      Promise.all(
        [audiences.photos, audiences.admin, [audiences.photos, audiences.admin]].map(
          async (audience) => (await bench.get(path, token(audience))).status,
        ),
      )
    deepEqual(await statuses('/photos'), [200, 401, 200])
    deepEqual(await statuses('/admin/x'), [401, 200, 200])
    deepEqual(await statuses('/admin/both'), [401, 401, 200])
    deepEqual(await statuses('/both'), [401, 401, 200])
    const { parameters } = expectRefused(await bench.get('/admin/x'), 401)
    equal(parameters.get('realm'), audiences.admin)
  })

  check(
    'with optional, an anonymous request comes through without a token, but not past a requirement',
    async () => {
      await bench.serve((app) => {
        app.use(door.attach({ subject: 'mallory' }))
        app.use(bench.api({ optional: true }))
        app.get('/open', [], ({ attached }) => ({ subject: attached()?.subject ?? 'nobody' }))
        app.get('/read', [door.requireScope('read')], () => ({}))
      })
      const subjectOf = async (...authorization: string[]) =>
        (jsonOf(await bench.get('/open', ...authorization)) as { subject: string }).subject
      equal(await subjectOf(), 'nobody')
      equal(await subjectOf('Basic Zm9vOmJhcg=='), 'nobody')
      equal(await subjectOf(`Bearer ${bench.issuer.token({ subject: 'alice' })}`), 'alice')
      expectRefused(await bench.get('/open', 'Bearer junk'), 401, 'invalid_token')
      expectRefused(await bench.get('/open', `Bearer ${bench.issuer.expired()}`), 401, 'invalid_token')
      equal(expectRefused(await bench.get('/read'), 401).parameters.get('scope'), 'read')
    },
  )
}
