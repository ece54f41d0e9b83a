import type { Bench } from '../bench.js'
import { challengesOf } from '../expect-answer.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

/** Row 9110-11.6.1-a: a fault that goes through an error handler keeps its challenge. */
export function thrownFaultCases<M>(bench: Bench<M>): void {
  const serveOptional = async (onError?: (error: unknown) => void) =>
    bench.serve((app) => {
      app.use(bench.api({ optional: true }))
      app.get('/me', [], ({ getAuth }) => ({ subject: getAuth().subject }))
    }, onError)

  const expectChallenged = (response: RawResponse) => {
    expect(response.status).toBe(401)
    expect(challengesOf(response)).toEqual([
      { scheme: 'Bearer', parameters: new Map([['realm', bench.issuer.audience]]) },
    ])
    expect(fieldValues(response, 'cache-control')).toEqual(['no-store'])
    expect(response.raw).not.toMatch(/\bat .*:\d+|node_modules|\.[jt]s\b/)
  }

  test.each(['test', 'development', 'production'])(
    "9110-11.6.1-a: getAuth on an anonymous request, through the framework's error handler, NODE_ENV %s",
    async (environment) => {
      const before = process.env.NODE_ENV
      process.env.NODE_ENV = environment
      const logged = jest.spyOn(console, 'error').mockImplementation(() => undefined)
      try {
        await serveOptional()
        expectChallenged(await bench.get('/me'))
      } finally {
        // Express answers first, and logs in an immediate of its own.
        await new Promise((resolve) => setImmediate(resolve))
        logged.mockRestore()
        process.env.NODE_ENV = before
      }
    },
  )

  test('9110-11.6.1-a: through an error handler of the application that throws it on', async () => {
    const errors: unknown[] = []
    await serveOptional((error) => errors.push(error))
    expectChallenged(await bench.get('/me'))
    expect(errors).toEqual([
      expect.objectContaining({ name: 'TokenFault', code: 'credentials_missing', status: 401 }),
    ])
    expect(bench.events.map(({ type }) => type)).toEqual(['request_refused'])
  })

  test('a bad token never comes through as anonymous', async () => {
    const errors: unknown[] = []
    await serveOptional((error) => errors.push(error))
    const response = await bench.get('/me', `Bearer ${bench.issuer.expired()}`)
    expect(response.status).toBe(401)
    expect(challengesOf(response)[0]!.parameters.get('error')).toBe('invalid_token')
    expect(errors).toEqual([])
  })

  test.each(['first', 'repeated'])(
    'an error of a handler is not swallowed, on a %s request',
    async (which) => {
      const errors: unknown[] = []
      await bench.serve(
        (app) => {
          app.use(bench.api())
          app.get('/fine', [], () => ({}))
          app.get('/throws', [bench.door.requireScope('read')], () => {
            throw new Error('out of paper')
          })
          app.get('/rejects', [bench.door.requireScope('read')], async () => {
            await Promise.resolve()
            throw new Error('out of ink')
          })
        },
        (error) => errors.push((error as Error).message),
      )
      if (which === 'repeated') await bench.get('/fine', bench.bearer())
      expect((await bench.get('/throws', bench.bearer('read'))).status).toBe(500)
      expect((await bench.get('/rejects', bench.bearer('read'))).status).toBe(500)
      expect(errors).toEqual(['out of paper', 'out of ink'])
    },
  )
}
