import type { Bench } from '../bench.js'
import { challengesOf, expectRefused } from '../expect-answer.js'
import { fieldValues } from '../raw-request.js'

/**
 * OpenID Connect Core §5.3: a userinfo endpoint as a route that Qalqon guards. What the endpoint answers is up to its
 * handler; who gets in, and what the others are told, is up to the guard.
 */
export function userinfoCases<M>(bench: Bench<M>): void {
  const target = '/userinfo'
  const serveUserinfo = async () =>
    bench.serve((app) => {
      const api = bench.api({ passPreflight: true })
      app.get(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
      app.post(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
    })
  const lines = (authorization: string) => [`Authorization: ${authorization}`]

  test.each(['GET', 'POST'])('OIDC-5.3.1-a: %s with the token in the Authorization field', async (method) => {
    await serveUserinfo()
    const alice = `Bearer ${bench.issuer.token({ scope: 'openid profile', subject: 'alice' })}`
    const response = await bench.send({ method, target, lines: lines(alice) })
    expect(response.status).toBe(200)
    expect(JSON.parse(response.body)).toEqual({ sub: 'alice' })
  })

  test('OIDC-5.3.1-a: a browser gets through: its preflight without a token, its request with one', async () => {
    await bench.serve((app) => {
      app.use(bench.api({ passPreflight: true }))
      app.get(target, [bench.door.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
    })
    const preflight = [
      'Origin: https://app.example',
      'Access-Control-Request-Method: GET',
      'Access-Control-Request-Headers: authorization',
    ]
    const answered = await bench.send({ method: 'OPTIONS', target, lines: preflight })
    expect([200, 204, 404]).toContain(answered.status)
    expect(challengesOf(answered)).toEqual([])
    const fromBrowser = ['Origin: https://app.example', ...lines(bench.bearer('openid'))]
    expect((await bench.send({ target, lines: fromBrowser })).status).toBe(200)
  })

  test.each(['GET', 'POST'])('OIDC-5.3.3-a: %s without a token is told of no error', async (method) => {
    await serveUserinfo()
    const { parameters } = expectRefused(await bench.send({ method, target }), 401)
    expect(parameters.get('scope')).toBe('openid')
  })

  test.each(['GET', 'POST'])('OIDC-5.3.3-a: %s without the scope openid is not let in', async (method) => {
    await serveUserinfo()
    for (const scope of ['profile', 'OpenID', 'openid2']) {
      const response = await bench.send({ method, target, lines: lines(bench.bearer(scope)) })
      expect(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope')).toBe('openid')
      expect(fieldValues(response, 'cache-control')).toEqual(['no-store'])
    }
  })

  const invalid: [what: string, token: () => string][] = [
    ['an expired token', () => bench.issuer.expired({ scope: 'openid' })],
    ['a token of a stranger', () => bench.issuer.signedByStranger({ scope: 'openid' })],
    ['a token for another API', () => bench.issuer.forAnotherAudience({ scope: 'openid' })],
    ['an ID token', () => bench.issuer.idToken({ scope: 'openid' })],
  ]
  test.each(invalid)('OIDC-5.3.3-a: %s is invalid', async (_what, token) => {
    await serveUserinfo()
    for (const method of ['GET', 'POST']) {
      const response = await bench.send({ method, target, lines: lines(`Bearer ${token()}`) })
      expectRefused(response, 401, 'invalid_token')
    }
  })
}
