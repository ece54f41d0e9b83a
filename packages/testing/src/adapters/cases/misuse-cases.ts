import { deepEqual, equal, match, throws } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'

/** Mistakes in a program are told to its operator, and open nothing. */
export function misuseCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench
  const fault = (option: string) => ({
    name: 'ConfigurationFault',
    option,
    message: /no resourceServer\(\) has seen this request.*app\.use\(api\).*api\.requireScope/,
  })

  const guards: [name: string, guard: () => M][] = [
    ['requireScope', () => door.requireScope('read')],
    ['requireAnyScope', () => door.requireAnyScope('read')],
    ['requireAccess', () => door.requireAccess({ scope: ['read'] })],
  ]
  for (const [name, guard] of guards)
    check(`${name} without a resource server: 500, and the error handler is told why`, async () => {
      const errors: unknown[] = []
      let reached = false
      await bench.serve(
        (app) => app.get('/x', [guard()], () => (reached = true)),
        (error) => errors.push(error),
      )
      expectStatus(await bench.get('/x', bench.bearer('read')), 500)
      expectLike(errors, [fault(name)])
      equal(reached, false)
    })

  check('getAuth without a resource server: 500, and the error handler is told why', async () => {
    const errors: unknown[] = []
    await bench.serve(
      (app) => {
        app.use(door.attach({ subject: 'mallory' }))
        app.get('/x', [], ({ getAuth }) => ({ subject: getAuth().subject }))
        app.use(bench.api())
      },
      (error) => errors.push(error),
    )
    expectStatus(await bench.get('/x', bench.bearer('read')), 500)
    expectLike(errors, [fault('getAuth')])
  })

  check(
    'metadata that was handed in without being called: 500, and the error handler is told why',
    async () => {
      const errors: unknown[] = []
      await bench.serve(
        (app) => {
          app.use(bench.api().metadata as unknown as M)
          app.get('/x', [], () => ({}))
        },
        (error) => errors.push(error),
      )
      expectStatus(await bench.get('/x'), 500)
      match(String(errors), /metadata: it was handed in without being called: write metadata\(…\)/)
    },
  )

  check('what another middleware puts in the place of the token counts for nothing', async () => {
    await bench.serve((app) => {
      const api = bench.api()
      app.use(api)
      app.use(door.attach({ subject: 'mallory', hasScope: () => true }))
      app.get('/x', [door.requireScope('read')], ({ getAuth, attached }) => [
        getAuth().subject,
        attached()?.subject,
      ])
      app.get('/who', [], ({ getAuth }) => getAuth().subject)
    })
    const bearer = (scope: string) => `Bearer ${bench.issuer.token({ scope, subject: 'alice' })}`
    expectStatus(await bench.get('/x', bearer('other')), 403)
    deepEqual(jsonOf(await bench.get('/x', bearer('read'))), ['alice', 'alice'])
    equal(jsonOf(await bench.get('/who', bearer('other'))), 'alice')
  })

  check('guards that ask for nothing, or for what is no scope, are not built', () => {
    const api = bench.api()
    // The types refuse these calls; programs in JavaScript have no types.
    const unchecked = [door.requireScope, door.requireAnyScope, api.requireScope, api.requireAnyScope] as ((
      ...scopes: string[]
    ) => M)[]
    for (const build of unchecked) {
      throws(() => build(), { name: 'ConfigurationFault' })
      for (const scope of ['', 'a b', 'a"b', 'é']) {
        throws(() => build(scope), { name: 'ConfigurationFault' })
      }
    }
    for (const build of [door.requireAccess, api.requireAccess]) {
      throws(() => build({}), {
        message: /at least one of scope, anyScope, authorizationDetails, subjectType/,
      })
      throws(() => build({ scopes: ['read'] } as object), { message: /scopes: there is no such requirement/ })
      throws(() => build({ authorizationDetails: [{ type: '' }] }), {
        message: /authorizationDetails\[0\]\.type: expected a text/,
      })
      throws(() => build({ subjectType: 'robot' } as object), { message: /subjectType: expected 'user'/ })
    }
  })
}
