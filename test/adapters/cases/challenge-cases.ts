import type { Bench } from '../bench.js'
import { challengesOf, expectChallengeLines, expectProblem, expectRefused } from '../expect-answer.js'
import { fieldValues } from '../raw-request.js'

/** RFC 9110 §11.6.1, RFC 9111 §3.5, CORS preflights, outages, and bodies of the application's own. */
export function challengeCases<M>(bench: Bench<M>): void {
  test("9110-11.6.1-b: the application's own challenge stays beside ours", async () => {
    await bench.serve((app) => {
      app.use(bench.door.ownChallenge('Basic realm="x"'))
      app.use(bench.api())
      app.get('/x', [bench.door.requireScope('read')], () => ({}))
    })
    const response = await bench.get('/x')
    expectChallengeLines(response, 2, bench.door)
    const [basic, bearer, ...more] = challengesOf(response)
    expect(basic).toEqual({ scheme: 'Basic', parameters: new Map([['realm', 'x']]) })
    expect(bearer).toEqual({ scheme: 'Bearer', parameters: new Map([['realm', bench.issuer.audience]]) })
    expect(more).toEqual([])
    expect(challengesOf(await bench.get('/x', bench.bearer())).map(({ scheme }) => scheme)).toEqual([
      'Basic',
      'Bearer',
    ])
  })

  const preflight = ['Origin: https://app.example', 'Access-Control-Request-Method: GET']
  test.each(['the app', 'a guard behind it', 'a guard alone'])(
    '9110-9.3.7-a: passPreflight lets a CORS preflight through, and nothing less: %s',
    async (where) => {
      await bench.serve((app) => {
        // With `optional`, only the guard behind stands between an anonymous request and the route.
        const api = bench.api({ passPreflight: true, optional: where === 'a guard behind it' })
        if (where !== 'a guard alone') app.use(api)
        if (where === 'a guard behind it') app.use(bench.door.requireScope('read'))
        if (where === 'a guard alone') app.use(api.requireScope('read'))
        app.get('/x', [], () => ({}))
      })
      const options = async (...lines: string[]) => bench.send({ method: 'OPTIONS', target: '/x', lines })
      expect([200, 204, 404]).toContain((await options(...preflight)).status)
      expectRefused(await options(), 401)
      expectRefused(await options(preflight[0]!), 401)
      expectRefused(await options(preflight[1]!), 401)
      const forged = [...preflight, 'Access-Control-Request-Headers: authorization']
      expectRefused(await bench.send({ target: '/x', lines: forged }), 401)
    },
  )

  test('9110-9.3.7-a: a preflight is refused unless passPreflight is set', async () => {
    await bench.serveMatrix()
    expectRefused(await bench.send({ method: 'OPTIONS', target: '/api/x', lines: preflight }), 401)
  })

  test('9111-3.5-a: refusals are not stored, and an answer of the application is left as it is', async () => {
    await bench.serveMatrix()
    for (const authorization of [[], ['Bearer a b'], ['Bearer junk'], [bench.bearer('other')]]) {
      const response = await bench.get('/api/x', ...authorization)
      expect([400, 401, 403]).toContain(response.status)
      expect(fieldValues(response, 'cache-control')).toEqual(['no-store'])
    }
    expect(fieldValues(await bench.get('/api/x', bench.bearer('read')), 'cache-control')).toEqual([])
  })

  test('an issuer that cannot be reached is answered with 503 and Retry-After, and no challenge', async () => {
    await bench.serveMatrix()
    bench.issuer.outage('unreachable')
    const response = await bench.get('/api/x', bench.bearer('read'))
    expectProblem(response, 503)
    expect(fieldValues(response, 'retry-after')).toEqual([expect.stringMatching(/^[1-9]\d*$/)])
    expect(fieldValues(response, 'cache-control')).toEqual(['no-store'])
    expect(challengesOf(response)).toEqual([])
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'request_undecided', status: 503 }))
  })

  test('an issuer that fails once its keys are known does no harm', async () => {
    await bench.serveMatrix()
    expect((await bench.get('/api/x', bench.bearer('read'))).status).toBe(200)
    bench.issuer.outage('unreachable')
    expect((await bench.get('/api/x', bench.bearer('read'))).status).toBe(200)
  })

  test("onRefusal writes the body in the application's way; status and challenge stay", async () => {
    await bench.serveMatrix({
      onRefusal: ({ fault }) => ({
        contentType: 'application/json',
        body: JSON.stringify({ errors: [{ code: fault.code, text: 'Zugang verweigert – schade' }] }),
      }),
    })
    const response = await bench.get('/api/x', 'Bearer junk')
    expect(response.status).toBe(401)
    expect(challengesOf(response)[0]!.parameters.get('error')).toBe('invalid_token')
    expect(fieldValues(response, 'content-type')).toEqual(['application/json'])
    expect(JSON.parse(response.body)).toEqual({
      errors: [{ code: 'token_malformed', text: 'Zugang verweigert – schade' }],
    })
  })
}
