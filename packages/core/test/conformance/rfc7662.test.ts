import { createTestIssuer, outageKinds, type ClientAuthentication } from '@qalqon/testing'
import type { JsonObject } from '../../src/index.js'
import { introspecting, told } from '../support/introspection.js'
import {
  challengeOf,
  expectAccepted,
  expectRefused,
  expectUndecided,
  I,
  matrix,
  N,
  R,
} from '../support/matrix.js'
import { selfSignedServer } from '../support/self-signed-server.js'

const testIssuer = () => createTestIssuer({ issuer: I, audience: R, now: N })

/** What an issuer says of a good token. */
const good = {
  active: true,
  iss: I,
  sub: 'alice',
  client_id: 'app',
  aud: R,
  scope: 'read',
  token_type: 'Bearer',
  iat: N - 10,
  exp: N + 300,
}

const opaque = 'Bearer an-opaque-token-of-some-length'

describe('7662-2.1-a: the question is an authenticated POST over TLS, with the token in the form alone', () => {
  const ways: ClientAuthentication[] = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

  test.each(ways)('%s', async (authentication) => {
    const issuer = testIssuer()
    const asked: { url: string; init: RequestInit | undefined }[] = []
    const fetch: typeof globalThis.fetch = (url, init) => {
      asked.push({ url: url as string, init })
      return issuer.fetch(url, init)
    }
    const client = issuer.registerClient({ clientId: 'drive', authentication })
    const { get } = matrix({ issuer: { issuer: I, introspection: client }, fetch }, issuer)
    const token = issuer.opaqueToken({ scope: 'read' })
    expectAccepted(await get(`Bearer ${token}`))
    const question = asked.at(-1)!
    expect([question.url, question.init?.method]).toEqual([`${I}/introspect`, 'POST'])
    expect(question.init?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' })
    expect(new URLSearchParams(question.init?.body as string).get('token')).toBe(token)
    expect(JSON.stringify(asked.map(({ url }) => url))).not.toContain(token)
  })

  test('a self-signed certificate: 503, and nothing is sent', async () => {
    const { state, origin, close } = await selfSignedServer()
    try {
      const { get } = introspecting({ endpoint: `${origin}/introspect` }, { fetch: globalThis.fetch })
      const { fault } = expectUndecided(await get(opaque))
      expect(fault).toMatchObject({
        code: 'introspection_unavailable',
        detail: expect.stringMatching(/certificate/) as string,
      })
      expect(state.requests).toBe(0)
    } finally {
      await close()
    }
  })
})

describe('7662-2.2-a: only the boolean true means active', () => {
  test('true', async () => {
    const { subject, claims, scopes, expiresAt } = expectAccepted(await told(good).get(opaque))
    expect({ subject, claims, scopes, expiresAt }).toEqual({
      subject: 'alice',
      claims: good,
      scopes: ['read'],
      expiresAt: N + 300,
    })
  })

  test('false: 401 invalid_token, and the same text whatever the reason', async () => {
    const issuer = testIssuer()
    const { get } = introspecting({}, { issuer })
    const revoked = issuer.opaqueToken({ scope: 'read' })
    issuer.revoke(revoked)
    const tokens = [issuer.opaqueToken({ expiresInSeconds: -60 }), revoked, 'nobody-knows-this-token']
    const answers = await Promise.all(
      tokens.map(async (token) => {
        const refused = expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_inactive')
        return JSON.stringify(refused.response)
      }),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test.each<[string, unknown]>([
    ['"true"', { ...good, active: 'true' }],
    ['1', { ...good, active: 1 }],
    ['no member', { ...good, active: undefined }],
    ['null', { ...good, active: null }],
    ['a list', { ...good, active: [true] }],
    ['no object: null', null],
    ['no object: a list', []],
    ['no object: a list of one', [good]],
    ['no object: a text', '"active"'],
    ['an empty body', ''],
    ['false and true', `{"active":false,"active":true,"aud":"${R}","scope":"read"}`],
  ])('%s: 503, and never 200', async (_what, answer) => {
    const { fault } = expectUndecided(await told(answer).get(opaque))
    expect(fault.code).toBe('introspection_invalid')
  })
})

describe('7662-2.2-c: members that are there are enforced', () => {
  test.each<[string, string, JsonObject]>([
    ['expired now', 'token_expired', { exp: N }],
    ['expired long ago', 'token_expired', { exp: N - 3600 }],
    ['not yet valid', 'token_not_yet_valid', { nbf: N + 60 }],
    ['issued in the future', 'token_issued_in_future', { iat: N + 61 }],
    ['for another audience', 'audience_mismatch', { aud: 'https://other.example' }],
    ['for other audiences', 'audience_mismatch', { aud: ['https://other.example', `${R}/`] }],
    ['of another issuer', 'issuer_unknown', { iss: 'https://other.example' }],
    ['exp is a text', 'claim_malformed', { exp: String(N + 300) }],
    ['exp is null', 'claim_malformed', { exp: null }],
    ['nbf is a text', 'claim_malformed', { nbf: '0' }],
    ['iat is a list', 'claim_malformed', { iat: [N] }],
    ['aud is a number', 'claim_malformed', { aud: 1 }],
    ['sub is a number', 'claim_malformed', { sub: 1 }],
  ])('%s: 401 %s', async (_what, code, members) => {
    expectRefused(await told({ ...good, ...members }).get(opaque), 401, 'invalid_token', code)
  })

  test('too small a scope: 403', async () => {
    const outcome = await told({ ...good, scope: 'other reader' }).get(opaque)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('read')
    const none = told({ ...good, scope: undefined })
    expectRefused(await none.get(opaque), 403, 'insufficient_scope', 'insufficient_scope')
  })

  test('members that may be absent: iss, exp, nbf, iat, token_type, client_id, jti', async () => {
    expectAccepted(await told({ active: true, sub: 'alice', aud: R, scope: 'read' }).get(opaque))
  })

  test('the tolerance between clocks counts as for JWTs', async () => {
    const options = { clockToleranceSeconds: 5 }
    expectAccepted(await told({ ...good, exp: N - 4, nbf: N + 5 }, options).get(opaque))
    expectRefused(
      await told({ ...good, exp: N - 5 }, options).get(opaque),
      401,
      'invalid_token',
      'token_expired',
    )
  })

  test('an answer from the cache is checked each time: it expires and comes into force by the clock', async () => {
    const { get, issuer } = told({ ...good, nbf: N + 10, exp: N + 20 })
    expectRefused(await get(opaque), 401, 'invalid_token', 'token_not_yet_valid')
    issuer.clock.advance(10)
    expectAccepted(await get(opaque))
    issuer.clock.advance(10)
    expectRefused(await get(opaque), 401, 'invalid_token', 'token_expired')
  })
})

describe('9449-7.2-a: an opaque token that is bound is refused as Bearer', () => {
  test.each<[string, JsonObject]>([
    ['to a key', { cnf: { jkt: 'x' } }],
    ['to a key, by its type', { token_type: 'DPoP' }],
    ['to a certificate', { cnf: { 'x5t#S256': 'x' } }],
    ['to nothing that is known', { cnf: {} }],
  ])('%s', async (_what, members) => {
    const { get } = told({ ...good, ...members })
    for (let i = 0; i < 2; i++) expectRefused(await get(opaque), 401, 'invalid_token', 'token_bound')
  })
})

describe('the audience is compulsory', () => {
  const without = { ...good, aud: undefined }

  test('without it: 401', async () => {
    expectRefused(await told(without).get(opaque), 401, 'invalid_token', 'claim_missing')
  })

  test('unless the issuer may leave it out, for some clients or for all', async () => {
    const accepts = async (ofIssuer: object) => (await told(without, { ofIssuer }).get(opaque)).ok
    expect(await accepts({ clientsWithoutAudience: ['app'] })).toBe(true)
    expect(await accepts({ clientsWithoutAudience: ['other'] })).toBe(false)
    expect(await accepts({ dangerouslyAllowMissingAudience: true })).toBe(true)
  })

  test('one that is there is checked all the same', async () => {
    const ofIssuer = { dangerouslyAllowMissingAudience: true }
    const elsewhere = told({ ...good, aud: 'https://other.example' }, { ofIssuer })
    expectRefused(await elsewhere.get(opaque), 401, 'invalid_token', 'audience_mismatch')
  })
})

describe('OIDC-2-d: ID tokens and refresh tokens that are called active are no access tokens', () => {
  test.each<[string, JsonObject]>([
    ['type_mismatch', { token_type: 'id_token' }],
    ['type_mismatch', { token_type: 'refresh_token' }],
    ['type_mismatch', { token_type: 'N_A' }],
    ['type_mismatch', { typ: 'ID' }],
    ['type_mismatch', { typ: 'Refresh' }],
    ['type_mismatch', { token_use: 'refresh_token' }],
    ['audience_mismatch', { aud: 'app' }],
    ['id_token', { nonce: 'n' }],
    ['id_token', { at_hash: 'x' }],
    ['security_event', { events: {} }],
  ])('%s: %j', async (code, members) => {
    expectRefused(await told({ ...good, ...members }).get(opaque), 401, 'invalid_token', code)
  })
})

describe('7662-2.3-a: an endpoint that does not answer is nothing that the client could help: 503', () => {
  test.each([401, 403, 404, 429, 500, 503])('status %d', async (status) => {
    const issuer = testIssuer()
    const { get, events } = introspecting(
      { endpoint: `${I}/introspect` },
      { issuer, fetch: () => Promise.resolve(Response.json({ error: 'server_error' }, { status })) },
    )
    expectUndecided(await get(opaque))
    expect(events.map(({ type }) => type)).toEqual(['introspection_failed', 'request_undecided'])
  })

  test.each(outageKinds.filter((kind) => kind !== 'wrong-issuer'))('%s', async (kind) => {
    const issuer = testIssuer()
    const { get } = introspecting({ timeoutMs: 100 }, { issuer })
    const token = issuer.opaqueToken({ scope: 'read' })
    issuer.outage(kind, { at: 'introspection' })
    expectUndecided(await get(`Bearer ${token}`))
  })

  test('retries are limited: after five failures the endpoint is left alone, and Retry-After says for how long', async () => {
    const issuer = testIssuer()
    const { get, server } = introspecting({}, { issuer })
    issuer.outage('error', { at: 'introspection' })
    for (let i = 0; i < 50; i++) expectUndecided(await get(`Bearer token-${i}`))
    expect(issuer.requests.introspection).toBe(5)
    expect(server.stats().introspection[I]).toMatchObject({ failing: true, misses: 50 })
    issuer.recover()
    issuer.clock.advance(1)
    expectAccepted(await get(`Bearer ${issuer.opaqueToken({ scope: 'read' })}`))
  })

  test('JWTs of the issuer are verified all the while', async () => {
    const issuer = testIssuer()
    const { get } = introspecting({}, { issuer })
    issuer.outage('error', { at: 'introspection' })
    expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
  })
})

describe('6750-3.1-a: an invalid opaque token is 401 invalid_token', () => {
  test('unknown, expired or revoked', async () => {
    const issuer = testIssuer()
    const { get } = introspecting({}, { issuer })
    const revoked = issuer.opaqueToken({ scope: 'read' })
    issuer.revoke(revoked)
    for (const token of ['abc', issuer.opaqueToken({ expiresInSeconds: -1 }), revoked]) {
      expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_inactive')
    }
  })
})

describe('O2.1-5.2-a: before serving, an opaque token is checked in every respect', () => {
  const issuer = testIssuer()
  const { get, post } = introspecting({}, { issuer })

  test('expired', async () => {
    const token = issuer.opaqueToken({ scope: 'read', expiresInSeconds: -1 })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token')
    expectRefused(await told({ ...good, exp: N - 1 }).get(opaque), 401, 'invalid_token', 'token_expired')
  })

  test('for another audience', async () => {
    const token = issuer.opaqueToken({ scope: 'read', audience: 'https://other.example' })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'audience_mismatch')
  })

  test('without the scope', async () => {
    const outcome = await post(`Bearer ${issuer.opaqueToken({ scope: 'read' })}`)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('write')
  })
})
