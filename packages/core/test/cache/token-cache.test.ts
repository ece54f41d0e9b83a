import { createTestIssuer } from '@qalqon/testing'
import { TokenCache } from '../../src/cache/token-cache.js'
import {
  ConfigurationFault,
  isPromise,
  type AccessToken,
  type ResourceServerOptions,
} from '../../src/index.js'
import { bearer, quickIssuer, until, warm } from '../support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, matrix, N, R } from '../support/matrix.js'

const cached = async (options: Partial<ResourceServerOptions> = {}, issuer = quickIssuer()) => {
  const built = await warm(options, issuer)
  return { ...built, stats: () => built.server.stats().tokenCache! }
}

describe('what is remembered', () => {
  test('a token earns its place when it is verified for the second time', async () => {
    const { issuer, get, stats } = await cached()
    const token = bearer(issuer)
    const accepted = []
    for (let time = 1; time <= 4; time++) {
      accepted.push(expectAccepted(await get(token)))
      expect(stats()).toMatchObject({
        entries: time < 2 ? 0 : 1,
        misses: Math.min(time, 2),
        hits: Math.max(0, time - 2),
      })
    }
    expect(accepted[3]).toBe(accepted[2])
    expect(accepted[0]).toEqual(accepted[3])
  })

  test('tokens that come once take no place', async () => {
    const { issuer, get, stats } = await cached()
    for (let count = 0; count < 50; count++) expectAccepted(await get(bearer(issuer)))
    expect(stats()).toMatchObject({ entries: 0, bytes: 0, hits: 0, misses: 50 })
  })

  test('tokens that are refused never do, however often they come', async () => {
    const { issuer, get, stats } = await cached()
    const bad = [
      issuer.expired(),
      issuer.signedByStranger(),
      issuer.forAnotherAudience(),
      issuer.idToken(),
      'a.b.c',
    ]
    for (let time = 0; time < 3; time++) {
      for (const token of bad) expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token')
    }
    expect(stats()).toMatchObject({ entries: 0, hits: 0 })
  })

  test('a token that was spoilt by one character is another one', async () => {
    const { issuer, get } = await cached()
    const token = issuer.token({ scope: 'read' })
    for (let time = 0; time < 3; time++) expectAccepted(await get(`Bearer ${token}`))
    for (let at = 0; at < token.length; at += 7) {
      const other = token[at] === 'A' ? 'B' : 'A'
      const spoilt = token.slice(0, at) + other + token.slice(at + 1)
      expect((await get(`Bearer ${spoilt}`)).ok).toBe(false)
    }
  })

  test('it is deeply frozen, so that one handler cannot change what the next one sees', async () => {
    const { issuer, get } = await cached()
    const token = bearer(issuer, { claims: { groups: ['a'], address: { city: 'Buxoro' } } })
    for (let time = 0; time < 3; time++) expectAccepted(await get(token))
    const { claims, scopes, audience } = expectAccepted(await get(token)) as AccessToken
    for (const part of [claims, claims.groups, claims.address, scopes, audience])
      expect(Object.isFrozen(part)).toBe(true)
    expect(() => ((claims as { sub: string }).sub = 'mallory')).toThrow(TypeError)
  })

  test('parseClaims runs when a token is verified, and not for each request', async () => {
    let runs = 0
    const { issuer, get } = await cached({ parseClaims: (claims) => ({ ...claims, run: ++runs }) })
    const token = bearer(issuer)
    for (let time = 0; time < 5; time++) expectAccepted(await get(token))
    expect(runs).toBe(2)
  })
})

describe('no decision is', () => {
  const repeat = async (get: (authorization: string) => Promise<unknown>, token: string) => {
    for (let time = 0; time < 3; time++) expectAccepted((await get(token)) as never)
  }

  test('7519-4.1.4-a, 7662-4-a: a token is refused from the instant of its exp, by the clock that was handed in', async () => {
    const { issuer, get } = await cached()
    const token = bearer(issuer)
    await repeat(get, token)
    issuer.clock.set(N + 299.9)
    expectAccepted(await get(token))
    issuer.clock.set(N + 300)
    expectRefused(await get(token), 401, 'invalid_token', 'token_expired')
  })

  test('7519-4.1.5-a: nor before its nbf, when the clock is set back', async () => {
    const { issuer, get } = await cached()
    const token = bearer(issuer, { claims: { nbf: N } })
    await repeat(get, token)
    issuer.clock.set(N - 30)
    expectRefused(await get(token), 401, 'invalid_token', 'token_not_yet_valid')
  })

  test('9700-2.3-a: what the route requires is checked each time', async () => {
    const { issuer, get, post } = await cached()
    const token = bearer(issuer)
    await repeat(get, token)
    expectRefused(await post(token), 403, 'insufficient_scope')
    expectAccepted(await get(token))
  })

  test('JWKS-b: a key that is withdrawn takes its tokens along; one that stays keeps them', async () => {
    const { issuer, get, stats } = await cached()
    const [k1] = issuer.keys
    const k2 = issuer.rotateKeys()
    issuer.clock.advance(5)
    const [old, young] = [
      bearer(issuer, { key: k1, expiresInSeconds: 5000 }),
      bearer(issuer, { key: k2, expiresInSeconds: 5000 }),
    ]
    await repeat(get, young)
    await repeat(get, old)
    issuer.withdrawKey(k1!.kid)
    const { hits } = stats()
    expectAccepted(await get(old))
    issuer.clock.advance(700)
    expectRefused(await get(old), 401, 'invalid_token', 'key_not_found')
    expectAccepted(await get(young))
    expect(stats()).toMatchObject({ entries: 1, hits: hits + 2 + 1 })
  })

  test('JWKS-e: a set that is past its hard limit serves no remembered token either', async () => {
    const { issuer, get } = await cached({ keySets: { staleLimitSeconds: 3600 } })
    const token = bearer(issuer, { expiresInSeconds: 9000 })
    await repeat(get, token)
    issuer.outage('error')
    issuer.clock.advance(3599)
    expectAccepted(await get(token))
    issuer.clock.advance(2)
    expectUndecided(await get(token))
    issuer.recover()
    issuer.clock.advance(60)
    expectAccepted(await get(token))
  })

  test('remembered tokens keep a key set young in the background', async () => {
    const { issuer, get } = await cached()
    const token = bearer(issuer, { expiresInSeconds: 5000 })
    await repeat(get, token)
    issuer.clock.advance(500)
    expectAccepted(await get(token))
    await until(() => issuer.requests.jwks === 1)
  })

  test('8725-3.8-a: two issuers with the same kid never share what was proved', async () => {
    const [one, two] = ['https://one.example', 'https://two.example'].map((url) =>
      quickIssuer({ issuer: url }),
    )
    const fetch = ((input: string) =>
      (input.startsWith(one!.issuer) ? one! : two!).fetch(input)) as typeof globalThis.fetch
    const { get } = matrix({ issuers: [one!.issuer, two!.issuer], fetch }, one)
    for (let time = 0; time < 3; time++) {
      expect(expectAccepted(await get(bearer(one!))).issuer).toBe(one!.issuer)
      expect(expectAccepted(await get(bearer(two!))).issuer).toBe(two!.issuer)
      const forged = one!.token({ scope: 'read', key: two!.keys[0] })
      expectRefused(await get(`Bearer ${forged}`), 401, 'invalid_token', 'signature_invalid')
    }
  })
})

describe('its bounds', () => {
  test('the entry that was not used for longest makes room', async () => {
    const { issuer, get, stats } = await cached({ tokenCache: { maxEntries: 3 } })
    const tokens = Array.from({ length: 5 }, () => bearer(issuer))
    for (const token of tokens) for (let time = 0; time < 2; time++) expectAccepted(await get(token))
    expect(stats()).toMatchObject({ entries: 3, evictions: 2 })
    const { hits } = stats()
    expectAccepted(await get(tokens[4]))
    expectAccepted(await get(tokens[0]))
    expect(stats().hits).toBe(hits + 1)
  })

  test('large tokens count for more', async () => {
    const { issuer, get, stats } = await cached({ tokenCache: { maxBytes: 65_536 } })
    for (let count = 0; count < 20; count++) {
      const token = bearer(issuer, { claims: { note: 'x'.repeat(6000) } })
      for (let time = 0; time < 2; time++) expectAccepted(await get(token))
    }
    expect(stats().bytes).toBeLessThanOrEqual(65_536)
    expect(stats().entries).toBeLessThan(5)
  })

  test('false switches it off: the same token is verified each time', async () => {
    const { issuer, get, server } = await warm({ tokenCache: false })
    const token = bearer(issuer)
    const [one, two, three] = [await get(token), await get(token), await get(token)].map(expectAccepted)
    expect(one === two || two === three).toBe(false)
    expect(server.stats().tokenCache).toBeUndefined()
  })

  test.each([
    [{ maxEntries: 0 }, 'tokenCache.maxEntries'],
    [{ maxEntries: 1.5 }, 'tokenCache.maxEntries'],
    [{ maxBytes: 1 }, 'tokenCache.maxBytes'],
    [{ max: 1 }, 'tokenCache.max'],
    [null, 'tokenCache'],
    ['on', 'tokenCache'],
  ])('%j is a mistake that is told when it is built', (tokenCache, option) => {
    const build = () => matrix({ tokenCache: tokenCache as never }, createTestIssuer({ audience: R }))
    expect(build).toThrow(ConfigurationFault)
    expect(build).toThrow(expect.objectContaining({ option }) as Error)
  })
})

test('the way is synchronous on Node, for a first token and for a repeated one', async () => {
  const { issuer, server } = await warm()
  const headers = { authorization: bearer(issuer) }
  for (let time = 0; time < 4; time++) {
    const outcome = server.authorize({ method: 'GET', url: '/x', headers }, { scope: ['read'] })
    expect(isPromise(outcome)).toBe(false)
  }
})

test('dropWhere looks at every entry', () => {
  const cache = new TokenCache<{ name: string }>({ maxEntries: 10, maxBytes: 1_000_000 })
  for (const name of ['a', 'b', 'c']) cache.keep(`digest-${name}`, { name }, 100)
  cache.dropWhere(({ name }, digest) => name === 'a' || digest === 'digest-c')
  expect(['a', 'b', 'c'].map((name) => cache.get(`digest-${name}`)?.name)).toEqual([
    undefined,
    'b',
    undefined,
  ])
})
