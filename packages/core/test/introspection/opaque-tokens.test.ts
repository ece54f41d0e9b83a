import { createTestIssuer } from '@qalqon/testing'
import { isPromise, resourceServer, type IssuerOptions } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { endpoint, introspecting, told } from '../support/introspection.js'
import { bearer } from '../support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, I, matrix, N, R } from '../support/matrix.js'

const testIssuer = (issuer = I) => createTestIssuer({ issuer, audience: R, now: N })
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The forms of tokens that are no signed JWT. */
const opaqueForms = [
  ['random characters', 'mF_9.B5f-4.1JqM-and-more'],
  ['no dot', '2YotnFZFEjr1zCsicMWpAA'],
  ['two parts', 'ory_at_abc.def'],
  ['three parts, none of them JSON', 'abc.def.ghi'],
  ['an encrypted JWT', `${base64url({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`],
  ['padding', 'YWJjZA=='],
] as const

describe('which tokens are opaque', () => {
  test.each(opaqueForms)('%s: the issuer is asked', async (_what, token) => {
    const { get, server } = told({ active: true, sub: 'alice', aud: R, scope: 'read' })
    expectAccepted(await get(`Bearer ${token}`))
    expect(server.stats().introspection[I]).toMatchObject({ misses: 1 })
  })

  const issuer = testIssuer()
  const good = issuer.token({ scope: 'read' })
  const [header] = good.split('.')

  test.each([
    ['a JWT of the issuer', good, 'accepted'],
    ['a JWT that was changed', `${good}x`, 'token_malformed'],
    ['a JWT with a payload that is none', `${header}.x.${'A'.repeat(86)}`, 'token_malformed'],
    ['a JWT without a signature', `${header}.${base64url({ iss: I })}.`, 'signature_invalid'],
    ['a JWT of another issuer', testIssuer('https://other.example').token(), 'issuer_unknown'],
    ['a JWT of no issuer', issuer.token({ omit: ['iss'] }), 'issuer_missing'],
    ['an expired JWT', issuer.expired(), 'token_expired'],
    ['no token of any kind', 'a,b', 'credentials_malformed'],
  ])('%s: the issuer is not asked', async (_what, token, verdict) => {
    const { get } = introspecting({}, { issuer })
    issuer.requests.reset()
    const outcome = await get(`Bearer ${token}`)
    expect(outcome.ok ? 'accepted' : outcome.fault.code).toBe(verdict)
    expect(issuer.requests.introspection).toBe(0)
  })

  test.each(opaqueForms)('%s: refused for its structure where no issuer is asked', async (_what, token) => {
    const wire = canary()
    const { get } = matrix({ fetch: wire.fetch })
    const { fault } = expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token')
    expect(fault.code).toMatch(/^token_(malformed|encrypted)$/)
    expect(wire.requests).toEqual([])
  })
})

describe('what comes of an answer', () => {
  const good = {
    active: true,
    sub: 'alice',
    client_id: 'app',
    aud: [R, 'other'],
    scope: 'read write',
    exp: N + 60,
  }

  test('an access token like any other', async () => {
    const token = expectAccepted(await told(good).get('Bearer opaque'))
    expect(token).toMatchObject({
      issuer: I,
      subject: 'alice',
      subjectType: 'user',
      clientId: 'app',
      audience: [R, 'other'],
      scopes: ['read', 'write'],
      expiresAt: N + 60,
    })
    expect(token.hasScope('write')).toBe(true)
    expect(Object.isFrozen(token.claims)).toBe(true)
  })

  test('of a client that acts for itself, also when there is no sub', async () => {
    for (const answer of [
      { ...good, sub: undefined },
      { ...good, sub: 'app' },
    ]) {
      const token = expectAccepted(await told(answer).get('Bearer opaque'))
      expect(token).toMatchObject({ subject: 'app', subjectType: 'client', clientId: 'app' })
    }
  })

  test('of a person whom the issuer does not name: refused', async () => {
    const { get } = told({ ...good, sub: undefined, username: 'alice' })
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'claim_missing')
  })

  test('scopeFrom, parseClaims and dialect read it, and may refuse it', async () => {
    const ofIssuer: Partial<IssuerOptions> = {
      scopeFrom: ({ roles }) => roles as string[],
      dialect: { clientId: ({ azp }) => azp as string },
    }
    const parseClaims = ({ tenant }: Readonly<Record<string, unknown>>) => {
      if (typeof tenant !== 'string') throw new TypeError('tenant: expected a text')
      return { tenant }
    }
    const answer = { ...good, roles: ['read'], azp: 'web', tenant: 't1' }
    const token = expectAccepted(await told(answer, { ofIssuer, parseClaims }).get('Bearer opaque'))
    expect(token).toMatchObject({ scopes: ['read'], clientId: 'web', claims: { tenant: 't1' } })
    const { get } = told({ ...answer, tenant: 1 }, { ofIssuer, parseClaims })
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'claims_rejected')
  })

  test('the token itself is on it only when asked for', async () => {
    expect(expectAccepted(await told(good).get('Bearer opaque'))).not.toHaveProperty('token')
    const exposed = told(good, { exposeToken: true })
    expect(expectAccepted(await exposed.get('Bearer opaque')).token).toBe('opaque')
  })

  test('an answer that is at hand is a decision at once', async () => {
    const { get, server } = told(good)
    await get('Bearer opaque')
    const outcome = server.authorize({ method: 'GET', url: R, headers: { authorization: 'Bearer opaque' } })
    expect(isPromise(outcome)).toBe(false)
    expectAccepted(await outcome)
  })

  test('a refusal says which issuer was asked, whatever the token looks like', async () => {
    const lookalike = `x.${base64url({ iss: 'https://evil.example' })}`
    for (const answer of [{ active: false }, { ...good, aud: 'other' }]) {
      const { get, events } = told(answer)
      await get(`Bearer ${lookalike}`)
      expect(events).toEqual([expect.objectContaining({ type: 'request_refused', issuer: I })])
    }
  })

  test('a client whose id is an audience of the API: a warning', async () => {
    const { get, events } = told({ ...good, client_id: R })
    await get('Bearer opaque')
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'configuration_warning', code: 'audience_is_client_id' }),
    )
  })
})

describe('revocation', () => {
  const answer = { active: true, sub: 'alice', aud: R, scope: 'read' }

  test('of an accepted token, until it expires', async () => {
    const { get, server, issuer } = told({ ...answer, exp: N + 3600 })
    await server.revoke(expectAccepted(await get('Bearer opaque')))
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'token_revoked')
    issuer.clock.set(N + 3599)
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'token_revoked')
  })

  test('of one of which nobody says when it expires: the caller must say until when', async () => {
    const { get, server, issuer } = told(answer)
    const token = expectAccepted(await get('Bearer opaque'))
    await expect(server.revoke(token)).rejects.toMatchObject({ option: 'until' })
    expectAccepted(await get('Bearer opaque'))
    await server.revoke(token, N + 86_400)
    issuer.clock.set(N + 86_399)
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'token_revoked')
  })

  test.each([
    ['by its text', { token: 'opaque' }],
    ['by its jti', { issuer: I, jti: 'j1' }],
    ['by its session', { issuer: I, sid: 's1' }],
    ['by its subject', { issuer: I, subject: 'alice' }],
    ['by its client', { issuer: I, clientId: 'app' }],
  ])('%s: it is refused, and what was known of it is forgotten', async (_how, target) => {
    const { get, server } = told({ ...answer, jti: 'j1', sid: 's1', client_id: 'app', iat: N - 1 })
    expectAccepted(await get('Bearer opaque'))
    expect(server.stats().introspection[I]).toMatchObject({ answers: 1 })
    await server.revoke(target, N + 60)
    expect(server.stats().introspection[I]).toMatchObject({ answers: 0 })
    expectRefused(await get('Bearer opaque'), 401, 'invalid_token', 'token_revoked')
  })
})

describe('the options of the issuer', () => {
  const introspection = { clientId: 'api', clientSecret: 'secret' }
  const endpoint = `${I}/introspect`
  const build = (options: Partial<IssuerOptions>) => () =>
    resourceServer({ issuer: { issuer: I, ...options }, audience: R })

  test.each<[string, Partial<IssuerOptions>]>([
    ['issuer.jwksUri', { introspection: { ...introspection, tokens: 'all' }, jwksUri: `${I}/jwks` }],
    ['issuer.jwks', { introspection: { ...introspection, tokens: 'all' }, jwks: { keys: [] } }],
    ['issuer.introspection', { introspection: null as never }],
    ['issuer.introspection', { introspection: 'https://as.example/introspect' as never }],
    ['issuer.introspection.clientId', { introspection: { clientSecret: 'secret' } as never }],
    [
      'issuer.metadata',
      {
        introspection: { ...introspection, endpoint },
        jwksUri: `${I}/jwks`,
        metadata: 'openid-configuration',
      },
    ],
  ])('a mistake: %s', (option, options) => {
    expect(build(options)).toThrow(expect.objectContaining({ option }))
  })

  test('at the place of the options of the resource server it is told where it belongs', () => {
    expect(() => resourceServer({ issuer: I, audience: R, introspection } as never)).toThrow(
      /belongs to the issuer/,
    )
  })

  test('metadata has an effect beside jwksUri where it names the endpoint', () => {
    expect(
      build({ introspection, jwksUri: `${I}/jwks`, metadata: 'oauth-authorization-server' }),
    ).not.toThrow()
  })

  test('keys and endpoint are found by asking for the metadata once', async () => {
    const issuer = testIssuer()
    const { server, get } = introspecting({}, { issuer })
    await server.ready()
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1, introspection: 0 })
    expectAccepted(await get(bearer(issuer)))
    expectAccepted(await get(`Bearer ${issuer.opaqueToken({ scope: 'read' })}`))
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1, introspection: 1 })
  })

  test('ready() rejects when the endpoint is not found, and the keys are there all the same', async () => {
    const issuer = testIssuer()
    issuer.setMetadata({ introspection_endpoint: undefined })
    const { server, get } = introspecting({}, { issuer })
    await expect(server.ready()).rejects.toMatchObject({ code: 'metadata_invalid' })
    expectAccepted(await get(bearer(issuer)))
    expectUndecided(await get('Bearer opaque'))
  })
})

test('a clock that fails once does not keep an issuer from being asked again', async () => {
  let [time, isUp, isBroken] = [N, false, false]
  const clock = () => {
    if (!isBroken) return time
    isBroken = false
    throw new Error('no time')
  }
  const fetch: typeof globalThis.fetch = () => {
    if (isUp) return Promise.resolve(Response.json({ active: true, sub: 'alice', aud: R, scope: 'read' }))
    isBroken = time > N
    return Promise.reject(new Error('no network'))
  }
  const { get } = introspecting({ endpoint }, { clock, fetch })
  for (let count = 0; count < 5; count++) expectUndecided(await get('Bearer opaque'))
  time += 31
  await expect(get('Bearer opaque')).rejects.toThrow('no time')
  isUp = true
  time += 31
  expectAccepted(await get('Bearer opaque'))
})

test('a JWT with a dot too many is no opaque token: its issuer is not asked', async () => {
  const { get, issuer } = introspecting()
  const token = issuer.token({ scope: 'read' })
  for (const text of [`${token}.`, `${token}.x`]) {
    expectRefused(await get(`Bearer ${text}`), 401, 'invalid_token', 'token_malformed')
  }
  expect(issuer.requests.introspection).toBe(0)
})
