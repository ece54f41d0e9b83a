import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'
import { createTestCertificate } from '../src/certificate.js'
import { outageKinds } from '../src/outages.js'
import type { OpaqueTokenOptions } from '../src/token-claims.js'

const basic = (clientId: string, secret: string) =>
  `Basic ${Buffer.from([clientId, secret].map(encodeURIComponent).join(':')).toString('base64')}`

/** Asks about a token as the client that `introspectionOptions` names. */
async function ask(issuer: TestIssuer, token: string, fetch = issuer.fetch) {
  const { clientId, clientSecret } = issuer.introspectionOptions.issuer.introspection
  return fetch(issuer.metadata.introspection_endpoint as string, {
    method: 'POST',
    headers: { authorization: basic(clientId, clientSecret!) },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
    signal: AbortSignal.timeout(1000),
  })
}

const answerTo = async (...request: Parameters<typeof ask>): Promise<unknown> =>
  (await ask(...request)).json()

const inactive = { active: false }

describe('opaque tokens', () => {
  test('a random text that says nothing', () => {
    const issuer = createTestIssuer()
    const tokens = [1, 2, 3].map(() => issuer.opaqueToken({ subject: 'alice' }))
    expect(new Set(tokens).size).toBe(3)
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/)
  })

  test('the endpoint tells what a token stands for: the claims of a JWT, active, of the type Bearer', async () => {
    const issuer = createTestIssuer({ now: 1_700_000_000 })
    const token = issuer.opaqueToken({
      scope: ['a', 'b'],
      subject: 'alice',
      clientId: 'app',
      claims: { acr: '1' },
    })
    const response = await ask(issuer, token)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      active: true,
      token_type: 'Bearer',
      iss: 'https://issuer.test',
      aud: 'https://api.test',
      sub: 'alice',
      client_id: 'app',
      scope: 'a b',
      acr: '1',
      iat: 1_700_000_000,
      exp: 1_700_000_300,
      jti: expect.any(String) as string,
    })
  })

  test('one that is bound to a certificate comes as Bearer', async () => {
    const issuer = createTestIssuer()
    const boundTo = createTestCertificate()
    expect(await answerTo(issuer, issuer.opaqueToken({ boundTo }))).toMatchObject({
      token_type: 'Bearer',
      cnf: { 'x5t#S256': boundTo.x5tS256 },
    })
  })

  test('they can stand for a sign-in of a certain kind and age', async () => {
    const issuer = createTestIssuer({ now: 1_700_000_000 })
    const token = issuer.opaqueToken({ acr: 'phr', authenticatedSecondsAgo: 60 })
    expect(await answerTo(issuer, token)).toMatchObject({ acr: 'phr', auth_time: 1_699_999_940 })
  })

  test('claims override, undefined and omit remove', async () => {
    const issuer = createTestIssuer()
    const claims = { token_type: 'DPoP', sub: undefined }
    const answer = await answerTo(issuer, issuer.opaqueToken({ claims, omit: ['aud'] }))
    expect(answer).toMatchObject({ active: true, token_type: 'DPoP' })
    expect(answer).not.toHaveProperty('sub')
    expect(answer).not.toHaveProperty('aud')
  })

  test('options of signed tokens, and misspelt ones, are mistakes', () => {
    const issuer = createTestIssuer()
    for (const option of [{ header: {} }, { key: issuer.keys[0] }, { scopes: 'a' }]) {
      expect(() => issuer.opaqueToken(option as OpaqueTokenOptions)).toThrow(TypeError)
    }
  })

  test('unknown, revoked or expired: not active, and nothing more', async () => {
    const issuer = createTestIssuer()
    const token = issuer.opaqueToken({ expiresInSeconds: 60 })
    const revoked = issuer.opaqueToken()
    expect(await answerTo(issuer, revoked)).toMatchObject({ active: true })
    issuer.revoke(revoked)
    issuer.clock.advance(59)
    expect(await answerTo(issuer, token)).toMatchObject({ active: true })
    issuer.clock.advance(1)
    for (const other of [token, revoked, 'unknown', createTestIssuer().opaqueToken()]) {
      expect(await answerTo(issuer, other)).toEqual(inactive)
    }
  })
})

describe('JWTs of the issuer', () => {
  test.each(['ES256', 'RS256', 'PS256', 'EdDSA'] as const)(
    '%s: answered from what stands in them',
    async (algorithm) => {
      const issuer = createTestIssuer({ algorithm })
      const token = issuer.token({ scope: 'a' })
      expect(await answerTo(issuer, token)).toMatchObject({ active: true, token_type: 'Bearer', scope: 'a' })
      issuer.revoke(token)
      expect(await answerTo(issuer, token)).toEqual(inactive)
    },
  )

  test('not when they are expired, or of a stranger, or nonsense', async () => {
    const issuer = createTestIssuer()
    const withdrawn = issuer.token()
    issuer.rotateKeys()
    issuer.withdrawKey('k1')
    const good = issuer.token()
    for (const token of [
      issuer.expired(),
      issuer.signedByStranger(),
      withdrawn,
      issuer.token({ claims: { iss: 'https://other.test' } }),
      issuer.sign({ header: {}, payload: 'no JSON' }),
      `${good}x`,
      `${good}.x`,
    ]) {
      expect(await answerTo(issuer, token)).toEqual(inactive)
    }
  })
})

describe('requests that are none', () => {
  const issuer = createTestIssuer()
  const url = issuer.metadata.introspection_endpoint as string
  const { clientId, clientSecret } = issuer.introspectionOptions.issuer.introspection
  const authorization = basic(clientId, clientSecret!)

  test('another method', async () => {
    const response = await issuer.fetch(url)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each([
    ['no form', JSON.stringify({ token: 'x' }), 'application/json', 400],
    ['no token', 'token_type_hint=access_token', 'application/x-www-form-urlencoded', 400],
    ['a field twice', 'token=x&token=y', 'application/x-www-form-urlencoded; charset=UTF-8', 400],
    ['a token in the body', 'token=x', 'Application/X-WWW-Form-Urlencoded;charset=UTF-8', 200],
  ])('%s', async (_what, body, type, status) => {
    const headers = { authorization, 'content-type': type }
    expect((await issuer.fetch(url, { method: 'POST', headers, body })).status).toBe(status)
    const request = new Request(url, { method: 'POST', headers, body })
    expect((await issuer.fetch(request)).status).toBe(status)
  })

  test('a token in the address is not looked at', async () => {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const response = await issuer.fetch(`${url}?token=${issuer.opaqueToken()}`, { method: 'POST', headers })
    expect(response.status).toBe(400)
  })
})

describe('over HTTP', () => {
  const issuer = createTestIssuer()
  beforeAll(() => issuer.listen())
  afterAll(() => issuer.close())

  test('the same answers', async () => {
    const token = issuer.opaqueToken({ scope: 'a' })
    expect(await answerTo(issuer, token, globalThis.fetch)).toMatchObject({
      active: true,
      iss: issuer.issuer,
    })
    issuer.revoke(token)
    expect(await answerTo(issuer, token, globalThis.fetch)).toEqual(inactive)
  })

  test('a body without end is not kept', async () => {
    const huge = 'x'.repeat(3 * 1024 * 1024)
    expect((await ask(issuer, huge, globalThis.fetch)).status).toBe(200)
  })
})

describe('outages', () => {
  const issuer = createTestIssuer()
  afterEach(() => issuer.recover())

  test('apply to the endpoint alone, or to everything', async () => {
    issuer.outage('error', { at: 'introspection' })
    expect((await ask(issuer, 'x')).status).toBe(500)
    expect((await issuer.fetch(`${issuer.issuer}/jwks`)).status).toBe(200)
    issuer.outage('not-found')
    expect((await ask(issuer, 'x')).status).toBe(404)
    issuer.recover()
    expect((await ask(issuer, 'x')).status).toBe(200)
  })

  test('a redirect keeps the method, so that whoever follows hands everything on', async () => {
    const token = issuer.opaqueToken()
    issuer.outage('redirect', { at: 'introspection' })
    issuer.requests.reset()
    expect(await answerTo(issuer, token)).toMatchObject({ active: true })
    expect(issuer.requests.urls).toEqual([
      'https://issuer.test/introspect',
      'https://elsewhere.test/moved/introspection',
    ])
  })

  test('an answer of another issuer is no outage of it', () => {
    expect(() => issuer.outage('wrong-issuer', { at: 'introspection' })).toThrow(/wrong-issuer/)
  })

  test.each(outageKinds.filter((kind) => kind !== 'redirect' && kind !== 'wrong-issuer'))(
    '%s: no answer about the token',
    async (kind) => {
      issuer.outage(kind, { at: 'introspection' })
      const token = issuer.opaqueToken()
      const read = ask(issuer, token).then(async (response) => {
        if (!response.ok) throw new Error(String(response.status))
        return (await response.json()) as unknown
      })
      await expect(read).rejects.toThrow()
    },
  )
})

test('requests are counted, and no token stands in what is kept of them', async () => {
  const issuer = createTestIssuer()
  const token = issuer.opaqueToken()
  await ask(issuer, token)
  expect(issuer.requests).toMatchObject({ introspection: 1, metadata: 0, jwks: 0 })
  expect(JSON.stringify(issuer.requests.urls)).not.toContain(token)
  issuer.requests.reset()
  expect(issuer.requests.introspection).toBe(0)
})
