import { createTestIssuer, type TestIssuer, type TokenOptions } from '@qalqon/testing'
import type { JsonObject } from '../../src/index.js'
import { introspecting, told } from '../support/introspection.js'
import { bearer } from '../support/key-sets.js'
import { expectAccepted, expectRefused, I, N, R } from '../support/matrix.js'

const testIssuer = (issuer = I) => createTestIssuer({ issuer, audience: R, now: N })

describe("tokens: 'all'", () => {
  const all = (issuer: TestIssuer, options: object = {}) =>
    introspecting({ tokens: 'all' }, { issuer, ...options })

  test('JWTs are asked about too, and no key is fetched', async () => {
    const issuer = testIssuer()
    const { get, server } = all(issuer)
    await server.ready()
    expectAccepted(await get(bearer(issuer)))
    expectAccepted(await get(`Bearer ${issuer.opaqueToken({ scope: 'read' })}`))
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 0, introspection: 2 })
    expect(server.stats().keySets).toEqual({})
    expect(server.savedKeySets()).toEqual([])
  })

  test('a revoked JWT is refused', async () => {
    const issuer = testIssuer()
    const { get } = all(issuer)
    const token = issuer.token({ scope: 'read' })
    issuer.revoke(token)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_inactive')
  })

  test('nothing that stands in a JWT counts but which issuer it names', async () => {
    const issuer = testIssuer()
    const { get } = all(issuer)
    for (const token of [
      issuer.signedByStranger({ scope: 'read' }),
      issuer.sign({ header: { alg: 'none' }, payload: { iss: I, aud: R, scope: 'read', sub: 'admin' } }),
    ]) {
      const changed = `${token.split('.').slice(0, 2).join('.')}.AAAA`
      expectRefused(await get(`Bearer ${changed}`), 401, 'invalid_token', 'token_inactive')
    }
    const said = told({ active: true, sub: 'alice', aud: R, scope: 'other' }, { issuer }, { tokens: 'all' })
    const outcome = await said.get(bearer(issuer, { subject: 'admin' }))
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
  })

  const active = { active: true, sub: 'alice', client_id: 'app', aud: R, scope: 'read' }
  test.each<[code: string, tokenProfile: 'rfc9068' | 'plain-jwt', token: TokenOptions]>([
    ['type_mismatch', 'rfc9068', { header: { typ: 'JWT' } }],
    ['id_token', 'plain-jwt', { header: { typ: 'JWT' }, claims: { nonce: 'n' } }],
    ['security_event', 'rfc9068', { claims: { events: {} } }],
    ['token_bound', 'rfc9068', { claims: { cnf: { jkt: 'x' } } }],
    ['not_access_token', 'plain-jwt', { claims: { use: 'refresh' } }],
  ])(
    '%s: a JWT that says it of itself is refused, whatever the issuer says',
    async (code, tokenProfile, token) => {
      const issuer = testIssuer()
      const dialect = {
        notAccessToken: (claims: JsonObject) =>
          claims.use === 'refresh' ? 'it is a refresh token' : undefined,
      }
      const ofIssuer = { tokenProfile, ...(code === 'not_access_token' && { dialect }) }
      const { get, server } = told(active, { issuer, ofIssuer }, { tokens: 'all' })
      expectAccepted(await get(bearer(issuer)))
      expectRefused(await get(bearer(issuer, token)), 401, 'invalid_token', code)
      expect(await server.explain(issuer.token(token))).toMatchObject({ ok: false, code })
    },
  )

  test('a JWT that has hardly any claims is no trouble: the issuer tells them', async () => {
    const issuer = testIssuer()
    const { get } = told(active, { issuer }, { tokens: 'all' })
    expectAccepted(await get(bearer(issuer, { omit: ['sub', 'aud', 'exp', 'client_id', 'jti', 'scope'] })))
  })

  test('a JWT of another issuer is not sent to this one', async () => {
    const issuer = testIssuer()
    const { get } = all(issuer)
    const token = testIssuer('https://other.example').token()
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'issuer_unknown')
    expect(issuer.requests.introspection).toBe(0)
  })

  test('a JWT that names one issuer and is active at it by the name of another: refused', async () => {
    const { get } = told({ active: true, iss: 'https://other.example', sub: 'a', aud: R }, {})
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'issuer_unknown')
  })
})
