import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import {
  challengesOf,
  expectChallengeLines,
  expectProblem,
  expectRefused,
  expectStatus,
  jsonOf,
} from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'
import { fieldValues } from '../raw-request.js'

/** RFC 9110 §11.6.1, RFC 9111 §3.5, CORS preflights, outages, and bodies of the application's own. */
export function challengeCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  check("9110-11.6.1-b: the application's own challenge stays beside ours", async () => {
    await bench.serve((app) => {
      app.use(bench.door.ownChallenge('Basic realm="x"'))
      app.use(bench.api())
      app.get('/x', [bench.door.requireScope('read')], () => ({}))
    })
    const response = await bench.get('/x')
    expectChallengeLines(response, 2, bench.door)
    const [basic, bearer, ...more] = challengesOf(response)
    deepEqual(basic, { scheme: 'Basic', parameters: new Map([['realm', 'x']]) })
    deepEqual(bearer, { scheme: 'Bearer', parameters: new Map([['realm', bench.issuer.audience]]) })
    deepEqual(more, [])
    deepEqual(
      challengesOf(await bench.get('/x', bench.bearer())).map(({ scheme }) => scheme),
      ['Basic', 'Bearer'],
    )
  })

  const origin = 'Origin: https://app.example'
  const method = 'Access-Control-Request-Method: GET'
  const preflight = [origin, method]
  for (const where of ['the app', 'a guard behind it', 'a guard alone'])
    check(
      `9110-9.3.7-a: passPreflight lets a CORS preflight through, and nothing less: ${where}`,
      async () => {
        await bench.serve((app) => {
          // With `optional`, only the guard behind stands between an anonymous request and the route.
          const api = bench.api({ passPreflight: true, optional: where === 'a guard behind it' })
          if (where !== 'a guard alone') app.use(api)
          if (where === 'a guard behind it') app.use(bench.door.requireScope('read'))
          if (where === 'a guard alone') app.use(api.requireScope('read'))
          app.get('/x', [], () => ({}))
        })
        const options = async (...lines: string[]) => bench.send({ method: 'OPTIONS', target: '/x', lines })
        expectStatus(await options(...preflight), 200, 204, 404)
        expectRefused(await options(), 401)
        expectRefused(await options(origin), 401)
        expectRefused(await options(method), 401)
        const override = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']
        const forged = [...preflight, ...override.map((name) => `${name}: OPTIONS`)]
        expectRefused(await bench.send({ target: '/x', lines: forged }), 401)
      },
    )

  check('9110-9.3.7-a: a preflight is refused unless passPreflight is set', async () => {
    await bench.serveMatrix()
    expectRefused(await bench.send({ method: 'OPTIONS', target: '/api/x', lines: preflight }), 401)
  })

  check(
    '9111-3.5-a: refusals are not stored, and an answer of the application is left as it is',
    async () => {
      await bench.serveMatrix()
      for (const authorization of [[], ['Bearer a b'], ['Bearer junk'], [bench.bearer('other')]]) {
        const response = await bench.get('/api/x', ...authorization)
        expectStatus(response, 400, 401, 403)
        deepEqual(fieldValues(response, 'cache-control'), ['no-store'])
      }
      deepEqual(fieldValues(await bench.get('/api/x', bench.bearer('read')), 'cache-control'), [])
    },
  )

  check(
    'an issuer that cannot be reached is answered with 503 and Retry-After, and no challenge',
    async () => {
      await bench.serveMatrix()
      bench.issuer.outage('unreachable')
      const response = await bench.get('/api/x', bench.bearer('read'))
      expectProblem(response, 503)
      expectLike(fieldValues(response, 'retry-after'), [/^[1-9]\d*$/])
      deepEqual(fieldValues(response, 'cache-control'), ['no-store'])
      deepEqual(challengesOf(response), [])
      const undecided = bench.events.filter(({ type }) => type === 'request_undecided')
      expectLike(undecided, [{ status: 503 }])
    },
  )

  check('an issuer that fails once its keys are known does no harm', async () => {
    await bench.serveMatrix()
    expectStatus(await bench.get('/api/x', bench.bearer('read')), 200)
    bench.issuer.outage('unreachable')
    expectStatus(await bench.get('/api/x', bench.bearer('read')), 200)
  })

  check("onRefusal writes the body in the application's way; status and challenge stay", async () => {
    await bench.serveMatrix({
      onRefusal: ({ fault }) => ({
        contentType: 'application/json',
        body: JSON.stringify({ errors: [{ code: fault.code, text: 'Zugang verweigert – schade' }] }),
      }),
    })
    const response = await bench.get('/api/x', 'Bearer junk')
    expectStatus(response, 401)
    equal(challengesOf(response)[0]?.parameters.get('error'), 'invalid_token')
    deepEqual(fieldValues(response, 'content-type'), ['application/json'])
    deepEqual(jsonOf(response), {
      errors: [{ code: 'token_malformed', text: 'Zugang verweigert – schade' }],
    })
  })
}
