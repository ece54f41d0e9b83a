import type { Bench } from '../bench.js'
import { expectRefused } from '../expect-answer.js'
import { fieldValues } from '../raw-request.js'

/**
 * OpenID Connect Core §5.3: a userinfo endpoint as a route that Qalqon guards. What the endpoint answers is up to its
 * handler; who gets in, and what the others are told, is up to the guard. Where the token may stand is among the
 * transports.
 */
export function userinfoCases<M>(bench: Bench<M>): void {
  const target = '/userinfo'
  const serveUserinfo = async () =>
    bench.serve((app) => {
      const api = bench.api()
      app.get(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
      app.post(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
    })
  const lines = (authorization: string) => [`Authorization: ${authorization}`]

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
    const admitted = await bench.send({ method, target, lines: lines(bench.bearer('profile openid')) })
    expect([admitted.status, JSON.parse(admitted.body)]).toEqual([200, { sub: 'user-1' }])
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
