import type { Bench } from '../bench.js'

/** Mistakes in a program are told to its operator, and open nothing. */
export function misuseCases<M>(bench: Bench<M>): void {
  const { door } = bench
  const fault = (option: string) =>
    expect.objectContaining({
      name: 'ConfigurationFault',
      option,
      message: expect.stringMatching(
        /no resourceServer\(\) has seen this request.*app\.use\(api\).*api\.requireScope/,
      ),
    }) as unknown

  const guards: [name: string, guard: () => M][] = [
    ['requireScope', () => door.requireScope('read')],
    ['requireAnyScope', () => door.requireAnyScope('read')],
    ['requireAccess', () => door.requireAccess({ scope: ['read'] })],
  ]
  test.each(guards)(
    '%s without a resource server: 500, and the error handler is told why',
    async (name, guard) => {
      const errors: unknown[] = []
      let reached = false
      await bench.serve(
        (app) => app.get('/x', [guard()], () => (reached = true)),
        (error) => errors.push(error),
      )
      expect((await bench.get('/x', bench.bearer('read'))).status).toBe(500)
      expect(errors).toEqual([fault(name)])
      expect(reached).toBe(false)
    },
  )

  test('getAuth without a resource server: 500, and the error handler is told why', async () => {
    const errors: unknown[] = []
    await bench.serve(
      (app) => {
        app.use(door.attach({ subject: 'mallory' }))
        app.get('/x', [], ({ getAuth }) => ({ subject: getAuth().subject }))
        app.use(bench.api())
      },
      (error) => errors.push(error),
    )
    expect((await bench.get('/x', bench.bearer('read'))).status).toBe(500)
    expect(errors).toEqual([fault('getAuth')])
  })

  test('metadata that was handed in without being called: 500, and the error handler is told why', async () => {
    const errors: unknown[] = []
    await bench.serve(
      (app) => {
        app.use(bench.api().metadata as unknown as M)
        app.get('/x', [], () => ({}))
      },
      (error) => errors.push(error),
    )
    expect((await bench.get('/x')).status).toBe(500)
    expect(String(errors)).toMatch(/metadata: it was handed in without being called: write metadata\(…\)/)
  })

  test('what another middleware puts in the place of the token counts for nothing', async () => {
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
    expect((await bench.get('/x', bearer('other'))).status).toBe(403)
    expect(JSON.parse((await bench.get('/x', bearer('read'))).body)).toEqual(['alice', 'alice'])
    expect(JSON.parse((await bench.get('/who', bearer('other'))).body)).toBe('alice')
  })

  test('guards that ask for nothing, or for what is no scope, are not built', () => {
    const api = bench.api()
    // The types refuse these calls; programs in JavaScript have no types.
    const unchecked = [door.requireScope, door.requireAnyScope, api.requireScope, api.requireAnyScope] as ((
      ...scopes: string[]
    ) => M)[]
    for (const build of unchecked) {
      expect(() => build()).toThrow(expect.objectContaining({ name: 'ConfigurationFault' }))
      for (const scope of ['', 'a b', 'a"b', 'é']) {
        expect(() => build(scope)).toThrow(expect.objectContaining({ name: 'ConfigurationFault' }))
      }
    }
    for (const build of [door.requireAccess, api.requireAccess]) {
      expect(() => build({})).toThrow(/at least one of scope, anyScope, authorizationDetails, subjectType/)
      expect(() => build({ scopes: ['read'] } as object)).toThrow(/scopes: there is no such requirement/)
      expect(() => build({ authorizationDetails: [{ type: '' }] })).toThrow(
        /authorizationDetails\[0\]\.type: expected a text/,
      )
      expect(() => build({ subjectType: 'robot' } as object)).toThrow(/subjectType: expected 'user'/)
    }
  })
}
