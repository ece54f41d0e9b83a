import { createTestIssuer, createTestKey, type TestKey } from '@qalqon/testing'
import { LogoutFault, resourceServer } from '../../src/index.js'
import { part } from '../support/crafted-token.js'
import {
  expectEnded,
  expectLogoutRefused,
  formRequest,
  logoutBench,
  logoutRequest,
} from '../support/logout.js'
import { I, N, R } from '../support/matrix.js'

const event = 'http://schemas.openid.net/event/backchannel-logout'

describe('BCLO-2.5-a: a logout token comes in a form that is posted', () => {
  test('other parameters are ignored', async () => {
    const bench = logoutBench()
    const form = { state: 'x', logout_token: bench.issuer.logoutToken(), access_token: ['1', '2'] }
    expectEnded(bench, await bench.receiver.receive(formRequest(form)))
    const text = new URLSearchParams({ a: 'b', logout_token: bench.issuer.logoutToken(), c: '' })
    expectEnded(bench, await bench.receiver.receive(formRequest(text.toString())), 2)
  })

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'post'])('%s is 405', async (method) => {
    const { issuer, receiver, ended } = logoutBench()
    const answer = await receiver.receive(formRequest({ logout_token: issuer.logoutToken() }, { method }))
    expect([answer.status, ended]).toEqual([405, []])
    expect(answer.headers).toContainEqual(['allow', 'POST'])
    expect(answer.headers).toContainEqual(['cache-control', 'no-store'])
  })

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'content of the type %p is 400',
    async (type) => {
      const bench = logoutBench()
      const form = { logout_token: bench.issuer.logoutToken() }
      expectLogoutRefused(
        bench,
        await bench.receiver.receive(formRequest(form, { type })),
        'logout_token_missing',
      )
    },
  )

  test.each<[string, unknown, string]>([
    ['without the parameter', {}, 'logout_token_missing'],
    ['without a form', undefined, 'logout_token_missing'],
    ['with an empty one', { logout_token: '' }, 'logout_token_missing'],
    ['with another value than a text', { logout_token: { a: 'b' } }, 'logout_token_missing'],
    [
      'with one that only the prototype has',
      Object.create({ logout_token: 'a.b.c' }),
      'logout_token_missing',
    ],
    ['with two', { logout_token: ['a.b.c', 'a.b.c'] }, 'logout_request_malformed'],
    ['with two in its text', 'logout_token=a.b.c&logout_token=a.b.c', 'logout_request_malformed'],
  ])('a form %s is 400', async (_what, form, code) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.receiver.receive(formRequest(form)), code)
  })
})

describe('BCLO-2.6-a, OIDF-12: the signature is checked as that of an ID token', () => {
  test.each(['none', 'None', 'HS256', 'RS1', '', 1, null, undefined])('alg %p is refused', async (alg) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ header: { alg } }), 'algorithm_not_allowed')
    expect(bench.issuer.requests.urls).toEqual([])
  })

  test('none without a signature is refused', async () => {
    const bench = logoutBench()
    const [, payload] = bench.issuer.logoutToken().split('.')
    const token = `${part({ alg: 'none', typ: 'logout+jwt' })}.${payload}.`
    expectLogoutRefused(bench, await bench.post(token), 'algorithm_not_allowed')
  })

  test('an algorithm that the issuer does not use is refused, though its key is published', async () => {
    const key = createTestKey({ kid: 'e1', algorithm: 'Ed25519' })
    const bench = logoutBench({ issuer: { issuer: I, algorithms: ['ES256'] } })
    bench.issuer.setJwks({ keys: [...bench.issuer.keys, key].map(({ publicJwk }) => publicJwk) })
    expectLogoutRefused(bench, await bench.post({ key }), 'algorithm_not_allowed')
    expectEnded(bench, await bench.post())
  })

  test('a signature of another key, a broken one and a changed payload are refused', async () => {
    const bench = logoutBench()
    const [known] = bench.issuer.keys as [TestKey]
    const stranger = createTestKey({ kid: known.kid })
    expectLogoutRefused(bench, await bench.post({ key: stranger }), 'signature_invalid')
    const [header, payload, signature] = bench.issuer.logoutToken().split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
    const changed = part({ ...claims, sub: 'user-2' })
    expectLogoutRefused(bench, await bench.post(`${header}.${changed}.${signature}`), 'signature_invalid')
    expectLogoutRefused(
      bench,
      await bench.post(`${header}.${payload}.${'A'.repeat(86)}`),
      'signature_invalid',
    )
  })

  test('a key that the token brings is never used, and one that nobody published is not known', async () => {
    const bench = logoutBench()
    const key = createTestKey({ kid: 'mine' })
    const header = { jwk: key.publicJwk, jku: 'https://attacker.example/jwks' }
    expectLogoutRefused(bench, await bench.post({ key, header }), 'key_not_found')
    expect(bench.issuer.requests.urls.every((url) => url.startsWith(I))).toBe(true)
  })

  test.each([
    ['', 'logout_token_missing'],
    ['x', 'token_malformed'],
    ['a.b', 'token_malformed'],
    ['a.b.c.d', 'token_malformed'],
    ['a.b.c.d.e', 'token_encrypted'],
    ['a.b.c', 'token_malformed'],
    ['a'.repeat(20_000), 'token_too_large'],
  ])('a text that is none is refused: %#', async (token, code) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.receiver.receive(logoutRequest(token)), code)
  })

  test('an extension that is compulsory, and a token in the token, are refused', async () => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ header: { crit: ['exp'] } }), 'critical_header')
    expectLogoutRefused(bench, await bench.post({ header: { cty: 'JWT' } }), 'token_nested')
  })

  test('a claim that is named twice is refused', async () => {
    const bench = logoutBench()
    const { issuer } = bench
    const [header, payload] = issuer
      .logoutToken()
      .split('.')
      .map((text) => Buffer.from(text, 'base64url'))
    const twice = payload!.toString().replace('{', '{"sub":"user-2",')
    const token = issuer.sign({ header: part(header!), payload: part(twice) })
    expectLogoutRefused(bench, await bench.post(token), 'token_malformed')
  })
})

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

describe('BCLO-2.6-d, OIDF-12: events has the member for logout, and that is an object', () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    [event],
    [[event]],
    [{}],
    [{ 'http://schemas.openid.net/event/backchannel-logout/': {} }],
    [{ 'https://schemas.openid.net/event/backchannel-logout': {} }],
    [{ 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} }],
    [{ [event]: null }],
    [{ [event]: 'x' }],
    [{ [event]: true }],
    [{ [event]: [] }],
  ])('%j is refused', async (events) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ claims: { events } }), 'not_logout_token')
  })

  test('what stands in the object does not matter, nor what stands beside it', async () => {
    const bench = logoutBench()
    expectEnded(bench, await bench.post({ claims: { events: { [event]: { a: 1 }, other: null } } }))
  })
})

describe('BCLO-2.6-e, OIDF-12: there is no nonce, and the type is that of a logout token', () => {
  test.each(['n', '', null, 0])('nonce %p is refused', async (nonce) => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post({ claims: { nonce } }), 'not_logout_token')
  })

  test('an ID token is refused, whatever type it claims', async () => {
    const bench = logoutBench()
    expectLogoutRefused(bench, await bench.post(bench.issuer.idToken()), 'type_mismatch')
    const untyped = bench.issuer.idToken({ header: { typ: undefined } })
    expectLogoutRefused(bench, await bench.post(untyped), 'not_logout_token')
  })

  test('an access token is refused', async () => {
    const bench = logoutBench()
    const token = bench.issuer.token({ audience: 'client-1', claims: { events: { [event]: {} } } })
    expectLogoutRefused(bench, await bench.post(token), 'type_mismatch')
  })

  test.each(['JWT', 'at+jwt', 'secevent+jwt', 'logout+jwt;v=1', '', 1, null])(
    'typ %p is refused',
    async (typ) => {
      const bench = logoutBench()
      expectLogoutRefused(bench, await bench.post({ header: { typ } }), 'type_mismatch')
    },
  )

  test.each([undefined, 'logout+jwt', 'LOGOUT+JWT', 'application/logout+jwt'])(
    'typ %p is taken',
    async (typ) => {
      const bench = logoutBench()
      expectEnded(bench, await bench.post({ header: { typ } }))
    },
  )
})

describe('BCLO-2.6-f: a logout token counts once', () => {
  test('the second time it is refused, as long as it would be taken the first time', async () => {
    const bench = logoutBench({ clockToleranceSeconds: 300 })
    const token = bench.issuer.logoutToken({ expiresInSeconds: 60 })
    expectEnded(bench, await bench.post(token))
    for (let second = 0; second < 360; second += 30) {
      expect((await bench.post(token)).status).toBe(400)
      expect(bench.events.at(-1)).toMatchObject({ type: 'logout_refused', code: 'logout_replayed' })
      bench.issuer.clock.advance(30)
    }
    expect((await bench.post(token)).status).toBe(400)
    expect(bench.events.at(-1)).toMatchObject({ code: 'token_expired' })
    expect(bench.ended).toHaveLength(1)
  })

  test('of many at once, one counts', async () => {
    const bench = logoutBench()
    const token = bench.issuer.logoutToken()
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.post(token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(bench.ended).toHaveLength(1)
  })

  test('the same jti of another issuer, or for another client, is another token', async () => {
    const store = { keys: new Set<string>(), reserve: (key: string) => take(store.keys, key) }
    const other = createTestIssuer({ issuer: 'https://other.example', now: N })
    const claims = { jti: 'j1' }
    const first = logoutBench({ replayStore: store })
    const [second, third] = [
      logoutBench({ replayStore: store, issuer: other.issuer, fetch: other.fetch }, other),
      logoutBench({ replayStore: store, clientId: 'client-2' }, first.issuer),
    ]
    expectEnded(first, await first.post({ claims }))
    expectEnded(second, await second.post({ claims }))
    expectEnded(third, await third.post({ claims, clientId: 'client-2' }))
    expect((await first.post({ claims })).status).toBe(400)
    expect([...store.keys].map((key) => key.length)).toEqual([43, 43, 43])
  })

  test('a session that is not known is no failure', async () => {
    const bench = logoutBench()
    expectEnded(bench, await bench.post({ sid: 'nobody knows' }))
  })
})

const take = (keys: Set<string>, key: string) => {
  if (keys.has(key)) return 'seen'
  keys.add(key)
  return 'reserved'
}

describe('BCLO-2.7-a: sid ends one session, sub alone those of the user at this issuer', () => {
  const post = (token: string) => logoutRequest(token)

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
    expect((await receiver.receive(post(issuer.logoutToken({ subject: 'a', sid: 's1' })))).status).toBe(200)
    expect(await alive()).toEqual(['a2', 'aWithout', 'b', 'elsewhere'])
  })

  test('sub alone: all tokens of that user that were issued until then', async () => {
    const { issuer, receiver, alive, opens } = apiOf()
    const token = issuer.logoutToken({ subject: 'a' })
    issuer.clock.advance(1)
    const later = issuer.token({ subject: 'a' })
    expect((await receiver.receive(post(token))).status).toBe(200)
    expect(await alive()).toEqual(['b', 'elsewhere'])
    // A logout that arrives late leaves the login alone that has come in the meantime.
    expect(await opens(later)).toBe(true)
  })

  test("revokes: 'user' takes sub where both are there, and sid where it stands alone", async () => {
    const { issuer, receiver, alive } = apiOf({ revokes: 'user' })
    expect((await receiver.receive(post(issuer.logoutToken({ sid: 's3', omit: ['sub'] })))).status).toBe(200)
    expect(await alive()).toEqual(['a1', 'a2', 'aWithout', 'elsewhere'])
    expect((await receiver.receive(post(issuer.logoutToken({ subject: 'a', sid: 's1' })))).status).toBe(200)
    expect(await alive()).toEqual(['elsewhere'])
  })

  test('a logout that is refused revokes nothing', async () => {
    const { issuer, receiver, alive } = apiOf()
    for (const token of [
      issuer.logoutToken({ subject: 'a', clientId: 'client-2' }),
      issuer.logoutToken({ subject: 'a', key: createTestKey({ kid: issuer.keys[0]!.kid }) }),
      issuer.idToken({ subject: 'a' }),
    ]) {
      expect((await receiver.receive(post(token))).status).toBe(400)
    }
    expect(await alive()).toHaveLength(5)
  })
})

describe('BCLO-2.8-a: success is 200, failure 400, and neither is stored', () => {
  const neverKept = ['cache-control', 'no-store']

  test('success has no body', async () => {
    expect(await logoutBench().post()).toEqual({ status: 200, headers: [neverKept], body: '' })
  })

  test('a refusal says why in fixed words', async () => {
    const bench = logoutBench()
    expect(await bench.post({ claims: { exp: N - 1 } })).toEqual({
      status: 400,
      headers: [neverKept, ['content-type', 'application/json']],
      body: '{"error":"invalid_request","error_description":"The logout token is not valid (token_expired)"}',
    })
    expect(bench.events.at(-1)).toMatchObject({ issuer: I, fault: expect.any(LogoutFault) as unknown })
  })

  test.each([
    ['throws', () => throwError()],
    ['rejects', () => Promise.reject(new Error('no database'))],
  ])('a logout that %s is 400, and the same token may come again', async (_what, fail) => {
    let failing = true
    const bench = logoutBench({ onLogout: () => (failing ? fail() : undefined) })
    const token = bench.issuer.logoutToken()
    const answer = await bench.post(token)
    expect(answer).toEqual({
      status: 400,
      headers: [neverKept, ['content-type', 'application/json']],
      body: '{"error":"server_error","error_description":"The session could not be ended"}',
    })
    expect(bench.events.at(-1)).toEqual({ type: 'logout_failed', issuer: I, cause: new Error('no database') })
    failing = false
    expect((await bench.post(token)).status).toBe(200)
    expect((await bench.post(token)).status).toBe(400)
  })
})

function throwError(): never {
  throw new Error('no database')
}
