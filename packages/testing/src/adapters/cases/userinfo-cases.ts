import { deepEqual, equal } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { expectRefused, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import { fieldValues } from '../raw-request.js'

/**
 * OpenID Connect Core §5.3: a userinfo endpoint as a route that Qalqon guards. What the endpoint answers is up to its
 * handler; who gets in, and what the others are told, is up to the guard. Where the token may stand is among the
 * transports.
 */
export function userinfoCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const target = '/userinfo'
  const serveUserinfo = async () =>
    bench.serve((app) => {
      const api = bench.api()
      app.get(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
      app.post(target, [api.requireScope('openid')], ({ getAuth }) => ({ sub: getAuth().subject }))
    })
  const lines = (authorization: string) => [`Authorization: ${authorization}`]

  for (const method of ['GET', 'POST'])
    check(`OIDC-5.3.3-a: ${method} without a token is told of no error`, async () => {
      await serveUserinfo()
      const { parameters } = expectRefused(await bench.send({ method, target }), 401)
      equal(parameters.get('scope'), 'openid')
    })

  for (const method of ['GET', 'POST'])
    check(`OIDC-5.3.3-a: ${method} without the scope openid is not let in`, async () => {
      await serveUserinfo()
      for (const scope of ['profile', 'OpenID', 'openid2']) {
        const response = await bench.send({ method, target, lines: lines(bench.bearer(scope)) })
        equal(expectRefused(response, 403, 'insufficient_scope').parameters.get('scope'), 'openid')
        deepEqual(fieldValues(response, 'cache-control'), ['no-store'])
      }
      const admitted = await bench.send({ method, target, lines: lines(bench.bearer('profile openid')) })
      deepEqual([admitted.status, jsonOf(admitted)], [200, { sub: 'user-1' }])
    })

  const invalid: [what: string, token: () => string][] = [
    ['an expired token', () => bench.issuer.expired({ scope: 'openid' })],
    ['a token of a stranger', () => bench.issuer.signedByStranger({ scope: 'openid' })],
    ['a token for another API', () => bench.issuer.forAnotherAudience({ scope: 'openid' })],
    ['an ID token', () => bench.issuer.idToken({ scope: 'openid' })],
  ]
  for (const [what, token] of invalid)
    check(`OIDC-5.3.3-a: ${what} is invalid`, async () => {
      await serveUserinfo()
      for (const method of ['GET', 'POST']) {
        const response = await bench.send({ method, target, lines: lines(`Bearer ${token()}`) })
        expectRefused(response, 401, 'invalid_token')
      }
    })
}
