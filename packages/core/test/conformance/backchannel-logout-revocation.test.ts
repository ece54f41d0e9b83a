import { createTestIssuer, createTestKey } from '@qalqon/testing'
import { resourceServer } from '../../src/index.js'
import { logoutRequest } from '../support/logout.js'
import { I, N, R } from '../support/matrix.js'

describe('BCLO-2.7-a: sid ends one session, sub alone those of the user at this issuer', () => {
  function apiOf(options: { revokes?: 'session' | 'user' } = {}) {
    const issuers = [I, 'https://other.example'].map((issuer) =>
      createTestIssuer({ issuer, audience: R, now: N }),
    )
    const [issuer, other] = issuers as [
      ReturnType<typeof createTestIssuer>,
      ReturnType<typeof createTestIssuer>,
    ]
    const server = resourceServer({
      issuers: issuers.map((one) => one.issuer),
      audience: R,
      clock: issuer.clock,
      fetch: (input, init) => ((input as string).startsWith(I) ? issuer : other).fetch(input, init),
    })
    const receiver = server.backchannelLogout({ clientId: 'client-1', ...options })
    const tokenOf = (at: typeof issuer, subject: string, sid?: string) =>
      at.token({ subject, claims: { sid } })
    const tokens = {
      a1: tokenOf(issuer, 'a', 's1'),
      a2: tokenOf(issuer, 'a', 's2'),
      aWithout: tokenOf(issuer, 'a'),
      b: tokenOf(issuer, 'b', 's3'),
      elsewhere: tokenOf(other, 'a', 's1'),
    }
    const opens = async (token: string) =>
      (await server.authorize({ method: 'GET', url: R, headers: { authorization: `Bearer ${token}` } })).ok
    const alive = async () => {
      const names: string[] = []
      for (const [name, token] of Object.entries(tokens)) if (await opens(token)) names.push(name)
      return names
    }
    return { issuer, server, receiver, tokens, opens, alive }
  }

  test('sid: the tokens of that session, those that were verified before among them', async () => {
    const { issuer, receiver, alive } = apiOf()
    expect(await alive()).toEqual(['a1', 'a2', 'aWithout', 'b', 'elsewhere'])
    expect(
      (await receiver.receive(logoutRequest(issuer.logoutToken({ subject: 'a', sid: 's1' })))).status,
    ).toBe(200)
    expect(await alive()).toEqual(['a2', 'aWithout', 'b', 'elsewhere'])
  })

  test('sub alone: all tokens of that user that were issued until then', async () => {
    const { issuer, receiver, alive, opens } = apiOf()
    const token = issuer.logoutToken({ subject: 'a' })
    issuer.clock.advance(1)
    const later = issuer.token({ subject: 'a' })
    expect((await receiver.receive(logoutRequest(token))).status).toBe(200)
    expect(await alive()).toEqual(['b', 'elsewhere'])
    // A logout that arrives late leaves the login alone that has come in the meantime.
    expect(await opens(later)).toBe(true)
  })

  test("revokes: 'user' takes sub where both are there, and sid where it stands alone", async () => {
    const { issuer, receiver, alive } = apiOf({ revokes: 'user' })
    expect(
      (await receiver.receive(logoutRequest(issuer.logoutToken({ sid: 's3', omit: ['sub'] })))).status,
    ).toBe(200)
    expect(await alive()).toEqual(['a1', 'a2', 'aWithout', 'elsewhere'])
    expect(
      (await receiver.receive(logoutRequest(issuer.logoutToken({ subject: 'a', sid: 's1' })))).status,
    ).toBe(200)
    expect(await alive()).toEqual(['elsewhere'])
  })

  test('a logout that is refused revokes nothing', async () => {
    const { issuer, receiver, alive } = apiOf()
    for (const token of [
      issuer.logoutToken({ subject: 'a', clientId: 'client-2' }),
      issuer.logoutToken({ subject: 'a', key: createTestKey({ kid: issuer.keys[0]!.kid }) }),
      issuer.idToken({ subject: 'a' }),
    ]) {
      expect((await receiver.receive(logoutRequest(token))).status).toBe(400)
    }
    expect(await alive()).toHaveLength(5)
  })
})
