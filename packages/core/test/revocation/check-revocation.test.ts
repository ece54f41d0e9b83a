import { type RevocationStore } from '../../src/index.js'
import { bearer, warm } from '../support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, I, N } from '../support/matrix.js'

const later = N + 10_000

describe('a store of the API', () => {
  test('is asked for every request with a valid token, and is told all by which a token can be revoked', async () => {
    const asked: unknown[] = []
    const store: RevocationStore = {
      isRevoked: (token) => asked.push(token) > 2,
      revoke: () => undefined,
    }
    const { issuer, get } = await warm({ revocationStore: store })
    const token = bearer(issuer, { claims: { sid: 's', jti: 'j' } })
    for (let time = 0; time < 2; time++) expectAccepted(await get(token))
    expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
    expectRefused(await get(`Bearer ${issuer.expired()}`), 401, 'invalid_token', 'token_expired')
    expect(asked).toHaveLength(3)
    expect(asked[0]).toEqual({
      issuer: I,
      tokenHash: expect.stringMatching(/^[\w-]{43}$/) as string,
      jti: 'j',
      subject: 'user-1',
      sid: 's',
      clientId: 'client-1',
      issuedAt: N,
    })
  })

  test.each<[string, () => unknown]>([
    ['throws', () => fail()],
    ['rejects', () => Promise.reject(new Error('connection lost'))],
    ['answers nonsense', () => 'no'],
    ['answers nothing', () => Promise.resolve(undefined)],
    ['never answers', () => new Promise(() => undefined)],
  ])('that %s makes it a 503, and no token passes', async (_how, isRevoked) => {
    const store = { isRevoked, revoke: () => undefined } as RevocationStore
    const { issuer, get, events } = await warm({ revocationStore: store, keySets: { timeoutMs: 20 } })
    const token = bearer(issuer)
    for (let time = 0; time < 3; time++) {
      expectUndecided(await get(token))
      expect(events.at(-1)).toMatchObject({ type: 'request_undecided', code: 'revocation_unavailable' })
    }
  })

  test('that promises in the way of another library is waited for', async () => {
    let revoked = false
    const isRevoked = () => ({ then: (settle: (answer: boolean) => void) => settle(revoked) })
    const store = { isRevoked, revoke: () => undefined } as unknown as RevocationStore
    const { issuer, get } = await warm({ revocationStore: store })
    const token = bearer(issuer)
    expectAccepted(await get(token))
    revoked = true
    expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
  })

  test.each<[string, () => unknown, string]>([
    ['promises to be empty', () => Promise.resolve(true), 'token_revoked'],
    ['promises not to be', () => Promise.resolve(false), 'token_revoked'],
    ['rejects when asked whether it is empty', () => Promise.reject(new Error('lost')), 'token_revoked'],
    ['answers nonsense when asked whether it is empty', () => 'no', 'token_revoked'],
    ['throws when asked whether it is empty', () => fail(), 'revocation_unavailable'],
  ])('that %s lets no revoked token pass', async (_how, isEmpty, code) => {
    const store = { isEmpty, isRevoked: () => true, revoke: () => undefined } as RevocationStore
    const { issuer, get, server } = await warm({ revocationStore: store })
    const token = issuer.token({ scope: 'read' })
    const outcome = await get(`Bearer ${token}`)
    expect(outcome).toMatchObject({ ok: false, fault: { code } })
    expect(await server.explain(token)).toMatchObject({ ok: false, code })
  })

  test('that fails to revoke tells whoever revokes', async () => {
    const store = { isRevoked: () => false, revoke: () => Promise.reject(new Error('connection lost')) }
    const { server } = await warm({ revocationStore: store })
    await expect(server.revoke({ issuer: I, jti: 'a' }, later)).rejects.toThrow('connection lost')
  })
})

function fail(): never {
  throw new Error('connection lost')
}
