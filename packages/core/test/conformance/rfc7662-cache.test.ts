import { inspect } from 'node:util'
import { createTestIssuer } from '@qalqon/testing'
import { LRUCache } from 'lru-cache'
import { digestOf, introspecting } from '../support/introspection.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const testIssuer = () => createTestIssuer({ issuer: I, audience: R, now: N })

describe('7662-4-a: no answer from the cache is used beyond exp, nor for longer than it may', () => {
  test('exp before the end of the time for which answers are kept', async () => {
    const issuer = testIssuer()
    const { get } = introspecting({ cacheSeconds: 60 }, { issuer })
    const token = `Bearer ${issuer.opaqueToken({ scope: 'read', expiresInSeconds: 2 })}`
    expectAccepted(await get(token))
    issuer.clock.set(N + 1.9)
    expectAccepted(await get(token))
    expect(issuer.requests.introspection).toBe(1)
    issuer.clock.set(N + 3)
    expectRefused(await get(token), 401, 'invalid_token', 'token_inactive')
    expect(issuer.requests.introspection).toBe(2)
  })

  test('without exp: as long as answers are kept, which is 30 seconds', async () => {
    const issuer = testIssuer()
    const { get } = introspecting({}, { issuer })
    const token = issuer.opaqueToken({ scope: 'read', omit: ['exp'] })
    expect(expectAccepted(await get(`Bearer ${token}`)).expiresAt).toBe(N + 30)
    issuer.revoke(token)
    issuer.clock.set(N + 29)
    expectAccepted(await get(`Bearer ${token}`))
    issuer.clock.set(N + 30)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_inactive')
  })

  test('the cache of verified JWTs keeps no answer', async () => {
    const issuer = testIssuer()
    const { get, server } = introspecting({ cacheSeconds: 0 }, { issuer })
    const token = `Bearer ${issuer.opaqueToken({ scope: 'read' })}`
    for (let i = 0; i < 5; i++) expectAccepted(await get(token))
    expect(issuer.requests.introspection).toBe(5)
    expect(server.stats().tokenCache).toMatchObject({ entries: 0 })
  })
})

describe('7662-4-b: what is kept is bounded, holds no token, and goes when a token is revoked', () => {
  test('no token stands anywhere in what is kept, nor in any event', async () => {
    const kept = jest.spyOn(LRUCache.prototype, 'set')
    try {
      const issuer = testIssuer()
      const { get, server, events } = introspecting({}, { issuer })
      const tokens = [issuer.opaqueToken({ scope: 'read' }), 'an-unknown-token-of-some-length']
      for (const token of [...tokens, ...tokens]) await get(`Bearer ${token}`)
      expect(server.stats().introspection[I]).toMatchObject({ answers: 2, hits: 2, misses: 2 })
      expect(kept).toHaveBeenCalledTimes(2)
      expect(kept.mock.calls.map(([digest]) => digest as unknown)).toEqual(tokens.map(digestOf))
      const all = inspect([kept.mock.calls, events], { depth: Infinity, maxStringLength: Infinity })
      for (const token of tokens) expect(all).not.toContain(token)
    } finally {
      kept.mockRestore()
    }
  })

  test('two issuers keep their answers apart', async () => {
    const issuers = ['https://one.example', 'https://two.example'].map((name) =>
      createTestIssuer({ issuer: name, audience: R, now: N }),
    )
    const [one, two] = issuers as [(typeof issuers)[0], (typeof issuers)[0]]
    const { get } = matrix(
      {
        issuers: issuers.map((each) => each.introspectionOptions.issuer),
        fetch: (url, init) => ((url as string).startsWith(one.issuer) ? one : two).fetch(url, init),
        opaqueTokenIssuer: ({ headers }) => (headers as Record<string, string>)['x-issuer'],
      },
      one,
    )
    const authorization = `Bearer ${one.opaqueToken({ scope: 'read' })}`
    expectAccepted(await get({ authorization, 'x-issuer': one.issuer }))
    expectRefused(
      await get({ authorization, 'x-issuer': two.issuer }),
      401,
      'invalid_token',
      'token_inactive',
    )
  })

  test('random tokens leave bounded entries', async () => {
    const { get, server } = introspecting({ maxEntries: 100 })
    for (let i = 0; i < 150; i++) await get(`Bearer ${digestOf(`random ${i}`)}`)
    expect(server.stats().introspection[I]).toMatchObject({ answers: 100, misses: 150, evictions: 50 })
  })

  test('revoke() evicts: the issuer is asked again when the revocation is forgotten', async () => {
    const issuer = testIssuer()
    const { get, server } = introspecting({ cacheSeconds: 3600 }, { issuer })
    const [alice, bob] = ['alice', 'bob'].map((subject) => issuer.opaqueToken({ scope: 'read', subject }))
    for (const token of [alice, bob]) expectAccepted(await get(`Bearer ${token}`))
    await server.revoke({ issuer: I, subject: 'alice' }, N + 10)
    expect(server.stats().introspection[I]).toMatchObject({ answers: 1 })
    expectRefused(await get(`Bearer ${alice}`), 401, 'invalid_token', 'token_revoked')
    expectAccepted(await get(`Bearer ${bob}`))
  })
})
