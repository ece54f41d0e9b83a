import { createHmac } from 'node:crypto'
import { expectAccepted, expectRefused, expectUndecided, I, N } from '../support/matrix.js'
import { bearer, cold, quickIssuer, until, warm, withKid } from '../support/key-sets.js'

describe('JWKS-a: an unknown kid causes one fetch per cool-down', () => {
  test.each(['when the issuer answers', 'when it fails'])('%s', async (how) => {
    const { issuer, get } = await warm()
    const fails = how === 'when it fails'
    if (fails) issuer.outage('error', { at: 'jwks' })
    for (const fetches of [1, 2, 3]) {
      issuer.clock.advance(5)
      for (let batch = 0; batch < 2; batch++) {
        const kids = Array.from({ length: 100 }, () => crypto.randomUUID())
        for (const outcome of await Promise.all(kids.map((kid) => get(withKid(issuer, kid))))) {
          if (fails) expectUndecided(outcome)
          else expectRefused(outcome, 401, 'invalid_token', 'key_not_found')
        }
      }
      expect(issuer.requests.jwks).toBe(fetches)
    }
  })

  test('during a flood a genuine rotation is picked up within 5 s', async () => {
    const { issuer, get } = await warm()
    issuer.clock.advance(5)
    expectRefused(await get(withKid(issuer, 'flood')), 401, 'invalid_token')
    issuer.rotateKeys()
    const rotatedAt = issuer.clock()
    let acceptedAt: number | undefined
    for (let step = 0; step < 20 && acceptedAt === undefined; step++) {
      expectRefused(await get(withKid(issuer, `flood-${step}`)), 401, 'invalid_token')
      if ((await get(bearer(issuer))).ok) acceptedAt = issuer.clock()
      issuer.clock.advance(0.5)
    }
    expect(acceptedAt! - rotatedAt).toBeLessThanOrEqual(5)
  })
})

describe('JWKS-b: rotation without restart', () => {
  test('a new key is accepted after the cool-down, a withdrawn one dies after max-age', async () => {
    const issuer = quickIssuer()
    issuer.cacheControl = 'max-age=120'
    const { get } = await warm({}, issuer)
    const [k1] = issuer.keys
    const k2 = issuer.rotateKeys()
    issuer.clock.advance(5)
    expectAccepted(await get(bearer(issuer, { key: k2 })))
    expectAccepted(await get(bearer(issuer, { key: k1 })))
    issuer.withdrawKey('k1')
    issuer.clock.advance(95)
    expectAccepted(await get(bearer(issuer, { key: k1 })))
    issuer.clock.advance(25)
    await get(bearer(issuer))
    expectRefused(await get(bearer(issuer, { key: k1 })), 401, 'invalid_token', 'key_not_found')
    expectAccepted(await get(bearer(issuer, { key: k2 })))
  })

  test.each([
    ['max-age=1', 60],
    ['max-age=600', 600],
    ['max-age=31536000', 3600],
    [undefined, 600],
  ])('Cache-Control %p: fresh for %d s', async (cacheControl, seconds) => {
    const issuer = quickIssuer()
    issuer.cacheControl = cacheControl
    const { server, get } = await warm({}, issuer)
    expect(server.stats().keySets[I]?.freshUntil).toBe(N + seconds)
    issuer.clock.set(N + seconds * 0.8 - 1)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.jwks).toBe(0)
    issuer.clock.set(N + seconds * 0.8)
    expectAccepted(await get(bearer(issuer)))
    await until(() => issuer.requests.jwks === 1)
  })

  test('the bounds can be configured', async () => {
    const issuer = quickIssuer()
    issuer.cacheControl = 'max-age=1'
    const { server } = await warm({ keySets: { minFreshSeconds: 10, defaultFreshSeconds: 20 } }, issuer)
    expect(server.stats().keySets[I]?.freshUntil).toBe(N + 10)
  })
})

describe('JWKS-d: fetches are bounded', () => {
  test('an answer that does not come: 503 after the timeout', async () => {
    const { issuer, get } = cold({ keySets: { timeoutMs: 100 } })
    issuer.outage('hang', { at: 'jwks' })
    const started = performance.now()
    const { fault } = expectUndecided(await get(bearer(issuer)))
    expect(performance.now() - started).toBeLessThan(2000)
    expect(fault.detail).toMatch(/took too long/)
  })

  test('a key set of 5 MB: 503; within maxBytes it is taken', async () => {
    const issuer = quickIssuer()
    issuer.setJwks({ keys: issuer.keys.map((key) => key.publicJwk), pad: 'x'.repeat(5_000_000) })
    expect(expectUndecided(await cold({}, issuer).get(bearer(issuer))).fault.detail).toMatch(/larger than/)
    expectAccepted(await cold({ keySets: { maxBytes: 6_000_000 } }, issuer).get(bearer(issuer)))
  })

  test('101 keys: 503; 100 are taken', async () => {
    const issuer = quickIssuer()
    for (let more = 1; more < 100; more++) issuer.publishJwk({ kty: 'XYZ' })
    expectAccepted(await cold({}, issuer).get(bearer(issuer)))
    issuer.publishJwk({ kty: 'XYZ' })
    expect(expectUndecided(await cold({}, issuer).get(bearer(issuer))).fault.code).toBe('key_set_invalid')
  })

  test.each(['http://169.254.169.254/', 'https://elsewhere.example/jwks', 'http://as.example/jwks'])(
    'a redirect to %s is not followed',
    async (location) => {
      const issuer = quickIssuer()
      const asked: string[] = []
      const fetch = (async (input: string, init) => {
        asked.push(input)
        const moved = new Response(null, { status: 302, headers: { location } })
        return input === `${I}/jwks` ? moved : issuer.fetch(input, init)
      }) as typeof globalThis.fetch
      expectUndecided(await cold({ fetch }, issuer).get(bearer(issuer)))
      expect(asked).toEqual([`${I}/.well-known/openid-configuration`, `${I}/jwks`])
    },
  )

  test.each(['html', 'garbage'] as const)('%s is no JSON: 503', async (kind) => {
    const { issuer, get } = cold()
    issuer.outage(kind, { at: 'jwks' })
    expect(expectUndecided(await get(bearer(issuer))).fault.detail).toMatch(/JSON/)
  })

  test.each([
    ['timeoutMs', 60_001],
    ['timeoutMs', 0],
    ['maxBytes', -1],
    ['maxKeys', Infinity],
    ['minFreshSeconds', 3601],
    ['staleLimitSeconds', 3599],
    ['unknownKeyCooldownSeconds', '5'],
    ['retries', 1],
  ])('keySets.%s = %p is a configuration fault', (name, value) => {
    expect(() => cold({ keySets: { [name]: value } })).toThrow(
      expect.objectContaining({ family: 'configuration', option: `keySets.${name}` }),
    )
  })
})

describe('JWKS-e: an outage of the issuer is not the fault of the client', () => {
  test('with keys at hand tokens are served on, up to the hard limit', async () => {
    const { issuer, get } = await warm()
    issuer.outage('error', { at: 'jwks' })
    for (const seconds of [0, 600, 86_399]) {
      issuer.clock.set(N + seconds)
      expectAccepted(await get(bearer(issuer)))
    }
    issuer.clock.set(N + 86_400)
    expectUndecided(await get(bearer(issuer)))
  })

  test('without keys it is 503, with Retry-After and without a challenge', async () => {
    const { issuer, get, events } = cold()
    issuer.outage('error', { at: 'jwks' })
    const { response, fault } = expectUndecided(await get(bearer(issuer)))
    expect(fault).toMatchObject({ family: 'infrastructure', code: 'key_set_unavailable', issuer: I })
    expect(response.body).not.toContain('invalid_token')
    expect(events.map(({ type }) => type)).toEqual(['key_set_refresh_failed', 'request_undecided'])
  })

  test('bad tokens that need no key are refused all the same', async () => {
    const { issuer, get } = cold()
    issuer.outage('error')
    expectRefused(await get('Bearer x'), 401, 'invalid_token')
    expectRefused(
      await get(bearer(issuer, { claims: { iss: 'https://other.example' } })),
      401,
      'invalid_token',
    )
    expect(issuer.requests.urls).toEqual([])
  })
})

describe('JWKS-f: private and symmetric material is never used', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  test('an HS256 token signed with a published symmetric key: 401', async () => {
    const issuer = quickIssuer()
    const secret = Buffer.from('a secret that somebody has published')
    issuer.publishJwk({ kty: 'oct', kid: 'shared', alg: 'HS256', k: secret.toString('base64url') })
    const { get, events } = await warm({}, issuer)
    const payload = bearer(issuer).split('.')[1]!
    const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'shared' })}.${payload}`
    const signature = createHmac('sha256', secret).update(input).digest('base64url')
    expectRefused(await get(`Bearer ${input}.${signature}`), 401, 'invalid_token', 'algorithm_not_allowed')
    expect(events.filter(({ type }) => type === 'key_set_refreshed')).toEqual([])
  })

  test.each([
    ['a symmetric key', () => ({ kty: 'oct', kid: 'bad', k: 'c2VjcmV0' }), /symmetric/],
    [
      'an RSA key with d',
      () => ({
        ...quickIssuer({ algorithm: 'RS256' }).keys[0]!.privateKey.export({ format: 'jwk' }),
        kid: 'bad',
      }),
      /private material/,
    ],
  ])('%s is skipped, and that is told', async (_what, jwk, reason) => {
    const issuer = quickIssuer()
    issuer.publishJwk(jwk())
    const { get, events, server } = cold({}, issuer)
    expectAccepted(await get(bearer(issuer)))
    expect(events).toContainEqual({
      type: 'key_skipped',
      issuer: I,
      kid: 'bad',
      reason: expect.stringMatching(reason) as string,
    })
    expect(server.stats().keySets[I]?.keys).toBe(1)
  })

  test('a token signed with a key whose private half is published: 401', async () => {
    const issuer = quickIssuer()
    const key = issuer.addKey({ publish: false })
    issuer.publishJwk({ ...key.privateKey.export({ format: 'jwk' }), kid: key.kid })
    const { get } = cold({}, issuer)
    expectRefused(await get(bearer(issuer, { key })), 401, 'invalid_token', 'key_not_found')
  })
})
