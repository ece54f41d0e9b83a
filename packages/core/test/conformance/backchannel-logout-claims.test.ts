import { expectEnded, expectLogoutRefused, logoutBench } from '../support/logout.js'
import { I, N, R } from '../support/matrix.js'

describe('BCLO-2.6-b, OIDF-12: iss, aud, iat, exp and jti are checked', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['no iss', { iss: undefined }, 'issuer_missing'],
    ['another iss', { iss: 'https://other.example' }, 'issuer_unknown'],
    ['an iss with a slash', { iss: `${I}/` }, 'issuer_unknown'],
    ['no aud', { aud: undefined }, 'claim_missing'],
    ['the aud of another client', { aud: 'client-2' }, 'audience_mismatch'],
    ['aud in another case', { aud: 'Client-1' }, 'audience_mismatch'],
    ['the aud of an API', { aud: R }, 'audience_mismatch'],
    ['an empty aud', { aud: [] }, 'audience_mismatch'],
    ['an aud that is no text', { aud: [1] }, 'claim_malformed'],
    ['no iat', { iat: undefined }, 'claim_missing'],
    ['an iat that is no number', { iat: String(N) }, 'claim_malformed'],
    ['an iat far ahead', { iat: N + 61, exp: N + 200 }, 'token_issued_in_future'],
    ['no exp', { exp: undefined }, 'claim_missing'],
    ['an exp that is over', { exp: N }, 'token_expired'],
    ['an exp that is no number', { exp: 'never' }, 'claim_malformed'],
    ['an nbf ahead', { nbf: N + 1 }, 'token_not_yet_valid'],
    ['no jti', { jti: undefined }, 'claim_missing'],
    ['an empty jti', { jti: '' }, 'claim_malformed'],
    ['a jti that is no text', { jti: 1 }, 'claim_malformed'],
  ])('%s is refused', async (_what, claims, code) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ claims }), code)
  })

  test('the client is one of several audiences, or the receiver is one of several clients', async () => {
    const bench = logoutBench({ clientId: ['a', 'client-1'] })
    expectEnded(bench, await bench.post({ claims: { aud: ['client-2', 'client-1'] } }))
    expectEnded(bench, await bench.post({ clientId: 'a' }), 2)
    expect(bench.ended.map(({ clientId }) => clientId)).toEqual(['client-1', 'a'])
  })

  test('clocks may differ by the tolerance', async () => {
    const bench = logoutBench({ clockToleranceSeconds: 10 })
    expectEnded(bench, await bench.post({ claims: { exp: N - 9 } }))
    expect((await bench.post({ claims: { exp: N - 10 } })).status).toBe(400)
  })

  test('dangerouslyAllowMissingExpiry takes a token without exp for two minutes, and no expired one', async () => {
    const bench = logoutBench({ dangerouslyAllowMissingExpiry: true })
    const token = bench.issuer.logoutToken({ omit: ['exp'] })
    const late = bench.issuer.logoutToken({ omit: ['exp'] })
    expectEnded(bench, await bench.post(token))
    bench.issuer.clock.advance(119)
    expect((await bench.post(token)).status).toBe(400)
    bench.issuer.clock.advance(1)
    expect((await bench.post(late)).status).toBe(400)
    expect(bench.events.at(-1)).toMatchObject({ code: 'token_expired' })
    expect((await bench.post({ claims: { exp: N } })).status).toBe(400)
    expect((await bench.post({ claims: { exp: null } })).status).toBe(400)
    expect(bench.ended).toHaveLength(1)
  })
})

describe('BCLO-2.6-c, OIDF-12: sub, sid or both are there', () => {
  test('neither is refused', async () => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ omit: ['sub'] }), 'claim_missing')
  })

  test.each([{ sub: '' }, { sub: 1 }, { sub: null }, { sid: '' }, { sid: 7 }, { sid: ['s'] }])(
    '%j is refused',
    async (claims) => {
      const bench = logoutBench()
      expectLogoutRefused(bench, await bench.post({ sid: 's1', claims }), 'claim_malformed')
    },
  )

  test('one is enough, and both are told', async () => {
    const bench = logoutBench()
    expectEnded(bench, await bench.post(), 1)
    expectEnded(bench, await bench.post({ sid: 's1', omit: ['sub'] }), 2)
    expectEnded(bench, await bench.post({ sid: 's1', subject: 'user-2' }), 3)
    const facts = { issuer: I, clientId: 'client-1', jti: expect.any(String) as string, issuedAt: N }
    expect(bench.ended).toEqual([
      { ...facts, subject: 'user-1', sid: undefined },
      { ...facts, subject: undefined, sid: 's1' },
      { ...facts, subject: 'user-2', sid: 's1' },
    ])
  })
})
