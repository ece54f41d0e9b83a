import type { Explanation, JsonObject } from '../../src/index.js'
import { introspecting, told } from '../support/introspection.js'
import { bearer } from '../support/key-sets.js'
import { expectRefused, I, matrix, N, R } from '../support/matrix.js'

const good = { active: true, sub: 'alice', client_id: 'app', aud: R, scope: 'read', iat: N - 10, exp: N + 60 }

const named = (ok: boolean | 'skipped', { checks }: Explanation) =>
  checks.filter((check) => check.ok === ok).map(({ name }) => name)

test('an opaque token that is active passes every check, in the order of the pipeline', async () => {
  const explanation = await told(good).server.explain('opaque', { scope: ['read'] })
  expect(explanation).toMatchObject({
    ok: true,
    verdict: 'accepted',
    token: { verified: true, issuedAt: N - 10, expiresAt: N + 60 },
  })
  expect(explanation.checks.map(({ step, name }) => `${step}: ${name}`)).toEqual([
    'extract: size',
    'extract: characters',
    'issuer: opaque token',
    'introspection: active',
    'claims: aud',
    'claims: exp',
    'claims: nbf',
    'claims: iat',
    'claims: kind',
    'claims: sub',
    'claims: authorization_details',
    'claims: parseClaims, scopeFrom and rolesFrom',
    'confirmation: cnf',
    'revocation: revocation',
    'requirement: scope',
  ])
})

test('one without an end', async () => {
  const explanation = await told({ ...good, exp: undefined }).server.explain('opaque')
  expect(explanation.ok).toBe(true)
  expect(named(true, explanation)).not.toContain('exp')
})

test('one that is not active: the issuer tells no more', async () => {
  const explanation = await told({ active: false }).server.explain('opaque')
  expect(explanation).toMatchObject({ ok: false, verdict: 'refused', code: 'token_inactive' })
  expect(named(false, explanation)).toEqual(['active'])
  expect(named('skipped', explanation)).toEqual(['claims'])
  expect(explanation).not.toHaveProperty('token')
  expect(explanation.checks.find(({ name }) => name === 'active')?.hint).toMatch(/may ask/)
})

test('all that is wrong is told at once', async () => {
  const answer: JsonObject = { ...good, aud: 'other', nbf: N + 60, token_type: 'N_A', scope: 'x', cnf: {} }
  const explanation = await told(answer).server.explain('opaque', { scope: ['read'] })
  expect(named(false, explanation)).toEqual(['aud', 'nbf', 'kind', 'cnf', 'scope'])
  expect(explanation.code).toBe('audience_mismatch')
})

test('a subject that nobody names', async () => {
  const { server } = told({ ...good, sub: undefined, username: 'alice' })
  const explanation = await server.explain('opaque')
  expect(named(false, explanation)).toEqual(['sub'])
  expect(named('skipped', explanation)).toEqual(['parseClaims, scopeFrom and rolesFrom', 'revocation'])
})

test('an issuer that does not answer', async () => {
  const { server, issuer } = introspecting()
  issuer.outage('error', { at: 'introspection' })
  const explanation = await server.explain(issuer.opaqueToken())
  expect(explanation).toMatchObject({ ok: false, verdict: 'undecided', code: 'introspection_unavailable' })
})

test('where no issuer is asked, it is no JWT', async () => {
  const explanation = await matrix().server.explain('opaque')
  expect(explanation).toMatchObject({ code: 'token_malformed' })
  expect(named(false, explanation)).toEqual(['JWT'])
  expect(explanation.checks.find(({ name }) => name === 'JWT')?.hint).toMatch(/introspection/)
})

test('where a function names no issuer that is asked', async () => {
  const opaqueTokenIssuer = () => 'https://stranger.example'
  const explanation = await told(good, { opaqueTokenIssuer }).server.explain('opaque')
  expect(explanation.code).toBe('issuer_unknown')
  expect(named(false, explanation)).toEqual(['opaque token'])
})

test('where the function names an issuer that is not asked about tokens, it is no JWT and nothing else', async () => {
  const { server, get } = matrix({ resolveIssuer: (iss) => iss, opaqueTokenIssuer: () => I })
  expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'token_malformed')
  expect(await server.explain('opaque')).toMatchObject({ ok: false, code: 'token_malformed' })
})

test('a JWT of an issuer that is asked about each token: nothing of it is examined but its issuer', async () => {
  const { server, issuer } = introspecting({ tokens: 'all' })
  const token = issuer.token({ scope: 'read' })
  const explanation = await server.explain(token, { scope: ['read'] })
  expect(explanation).toMatchObject({
    ok: true,
    token: { verified: true, issuer: I, kid: 'k1', alg: 'ES256' },
  })
  const names = named(true, explanation)
  expect(names).toEqual(expect.arrayContaining(['JWT', 'iss', 'active', 'kind']))
  for (const name of ['alg', 'typ', 'key', 'signature']) expect(names).not.toContain(name)
  expect(issuer.requests.jwks).toBe(0)
  issuer.revoke(token)
  issuer.clock.advance(31)
  const revoked = await server.explain(token)
  expect(revoked).toMatchObject({ ok: false, code: 'token_inactive', token: { verified: false } })
})

test('JWTs are verified as always where opaque tokens are asked about', async () => {
  const { server, issuer } = introspecting()
  const explanation = await server.explain(bearer(issuer).slice('Bearer '.length))
  expect(explanation.ok).toBe(true)
  expect(named(true, explanation)).toContain('signature')
  expect(issuer.requests.introspection).toBe(0)
})
