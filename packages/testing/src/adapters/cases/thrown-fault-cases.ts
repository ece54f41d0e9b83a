import { deepEqual, doesNotMatch, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { challengesOf, expectStatus } from '../answers.js'
import type { Bench } from '../bench.js'
import { toldToConsole } from '../told-to-console.js'
import { expectLike } from '../expect-like.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

/** Row 9110-11.6.1-a: a fault that goes through an error handler keeps its challenge. */
export function thrownFaultCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const serveOptional = async (onError?: (error: unknown) => void) =>
    bench.serve((app) => {
      app.use(bench.api({ optional: true }))
      app.get('/me', [], ({ getAuth }) => ({ subject: getAuth().subject }))
    }, onError)

  const expectChallenged = (response: RawResponse) => {
    expectStatus(response, 401)
    deepEqual(challengesOf(response), [
      { scheme: 'Bearer', parameters: new Map([['realm', bench.issuer.audience]]) },
    ])
    deepEqual(fieldValues(response, 'cache-control'), ['no-store'])
    doesNotMatch(response.raw, /\bat .*:\d+|node_modules|\.[jt]s\b/)
  }

  for (const environment of ['test', 'development', 'production'])
    check(
      `9110-11.6.1-a: getAuth on an anonymous request, through the framework's error handler, NODE_ENV ${environment}`,
      async () => {
        await toldToConsole(environment, async () => {
          await serveOptional()
          expectChallenged(await bench.get('/me'))
        })
      },
    )

  check('9110-11.6.1-a: through an error handler of the application that throws it on', async () => {
    const errors: unknown[] = []
    await serveOptional((error) => errors.push(error))
    expectChallenged(await bench.get('/me'))
    expectLike(errors, [{ name: 'TokenFault', code: 'credentials_missing', status: 401 }])
    deepEqual(
      bench.events.map(({ type }) => type),
      ['request_refused'],
    )
  })

  check('a bad token never comes through as anonymous', async () => {
    const errors: unknown[] = []
    await serveOptional((error) => errors.push(error))
    const response = await bench.get('/me', `Bearer ${bench.issuer.expired()}`)
    expectStatus(response, 401)
    equal(challengesOf(response)[0]?.parameters.get('error'), 'invalid_token')
    deepEqual(errors, [])
  })

  for (const which of ['first', 'repeated'])
    check(`an error inside the resource server opens nothing, on a ${which} request`, async () => {
      const errors: unknown[] = []
      let [fetched, reached, broken] = [false, false, false]
      const { clock } = bench.issuer
      await bench.serve(
        (app) => {
          app.use(
            bench.api({
              onEvent: ({ type }) => (fetched ||= type === 'key_set_refreshed'),
              clock: () => {
                // On a first request, behind what had to be waited for.
                if (broken && fetched) throw new Error('the clock has stopped')
                return clock()
              },
            }),
          )
          app.get('/fine', [], () => ({}))
          app.get('/x', [], () => (reached = true))
        },
        (error) => errors.push((error as Error).message),
      )
      if (which === 'repeated') expectStatus(await bench.get('/fine', bench.bearer()), 200)
      broken = true
      expectStatus(await bench.get('/x', bench.bearer()), 500)
      deepEqual({ errors, reached }, { errors: ['the clock has stopped'], reached: false })
    })

  for (const which of ['first', 'repeated'])
    check(`an error of a handler is not swallowed, on a ${which} request`, async () => {
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
      expectStatus(await bench.get('/throws', bench.bearer('read')), 500)
      expectStatus(await bench.get('/rejects', bench.bearer('read')), 500)
      deepEqual(errors, ['out of paper', 'out of ink'])
    })
}
