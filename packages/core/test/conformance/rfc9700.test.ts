import { createTestIssuer } from '@qalqon/testing'
import { told } from '../support/introspection.js'
import { challengeOf, expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const { issuer, get, server } = matrix()
const T = `Bearer ${issuer.token({ scope: 'read' })}`

describe('9700-2.3-a: audience and fitness are checked on each request', () => {
  test('what one request was granted decides nothing for the next', async () => {
    const admin = matrix({ audience: 'https://admin.example' }, issuer)
    for (let round = 0; round < 3; round++) {
      expectAccepted(await get(T, { scope: ['read'] }))
      expectRefused(await get(T, { scope: ['write'] }), 403, 'insufficient_scope', 'insufficient_scope')
      expectRefused(await admin.get(T), 401, 'invalid_token', 'audience_mismatch')
      expectRefused(await get(), 401, undefined, 'credentials_missing')
    }
  })

  test('the same token is judged anew as time goes by', async () => {
    const aging = createTestIssuer({ issuer: I, audience: R, now: N })
    const fresh = matrix({}, aging)
    const token = `Bearer ${aging.token({ scope: 'read' })}`
    expectAccepted(await fresh.get(token))
    aging.clock.advance(300)
    expectRefused(await fresh.get(token), 401, 'invalid_token', 'token_expired')
  })
})

describe('9700-4.13-a: fields that a proxy sets are believed of nobody', () => {
  const certificate = Buffer.from('certificate').toString('base64')
  const fields: Record<string, string> = {
    host: 'evil.example',
    forwarded: 'for=127.0.0.1;host=evil.example;proto=https',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
    'x-forwarded-prefix': '/admin',
    'x-real-ip': '127.0.0.1',
    'x-original-url': '/open',
    'x-rewrite-url': '/open',
    'x-http-method-override': 'OPTIONS',
    'client-cert': `:${certificate}:`,
    'client-cert-chain': `:${certificate}:`,
    'x-client-cert': certificate,
    'x-forwarded-client-cert': 'Hash=00;Subject="CN=admin"',
    'x-ssl-client-verify': 'SUCCESS',
    'x-forwarded-user': 'admin',
    'x-forwarded-access-token': T.slice(7),
    'x-auth-request-user': 'admin',
    'x-remote-user': 'admin',
    'remote-user': 'admin',
    'x-authorization': T,
    'x-forwarded-authorization': T,
    'x-original-authorization': T,
    'proxy-authorization': T,
  }
  const write = { scope: ['write'] }

  test.each([
    ...Object.entries(fields).map(([name, value]) => [name, { [name]: value }]),
    ['all of them', fields],
  ])('%s', async (_name, headers) => {
    const forged = headers as Record<string, string>
    expect(expectRefused(await get(forged), 401).response).toEqual(expectRefused(await get(), 401).response)
    const authorization = T
    const refused = expectRefused(await get({ ...forged, authorization }, write), 403, 'insufficient_scope')
    expect(refused.response).toEqual(expectRefused(await get(T, write), 403, 'insufficient_scope').response)
    const token = expectAccepted(await get({ ...forged, authorization }))
    expect({ ...token, hasScope: undefined }).toEqual({
      ...expectAccepted(await get(T)),
      hasScope: undefined,
    })
  })

  test('no field but Authorization is even read, and of an OPTIONS those of a preflight', async () => {
    const asked = new Set<string>()
    const readingOf = async (method: string, present: Record<string, string>) => {
      asked.clear()
      const get = (name: string) => {
        asked.add(name)
        return present[name] ?? null
      }
      const passing = matrix({ passPreflight: true, optional: true }, issuer)
      await passing.server.authorize({ method, url: '/x', headers: { get } })
      await server.authorize({ method, url: '/x', headers: { get } }, write)
      return [...asked].toSorted()
    }
    const preflight = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
    for (const authorization of [{}, { authorization: T }, { authorization: 'Bearer junk' }]) {
      expect(await readingOf('POST', { ...preflight, ...authorization })).toEqual(['authorization'])
    }
    const ofPreflight = ['access-control-request-method', 'authorization', 'origin', 'upgrade']
    expect(await readingOf('OPTIONS', preflight)).toEqual(ofPreflight)
  })
})

describe('9700-4.15-a: a client that acts for itself is not mistaken for a user', () => {
  const lenient = matrix({ issuer: { issuer: I, tokenProfile: 'plain-jwt' } }, issuer)
  const typeOf = async (claims: Record<string, unknown>, { get } = lenient) => {
    const token = expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read', claims })}`))
    return token.subjectType
  }

  test('its subject is itself', async () => {
    expect(await typeOf({ sub: 'robot', client_id: 'robot' }, { ...lenient, get })).toBe('client')
    expect(await typeOf({ sub: 'alice', client_id: 'robot' }, { ...lenient, get })).toBe('user')
  })

  test('a client that has registered itself under the name of a user is a client', async () => {
    const claims = { sub: 'alice', client_id: 'alice' }
    expect(await typeOf(claims, { ...lenient, get })).toBe('client')
    const token = expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read', claims })}`))
    expect(token).toMatchObject({ subject: 'alice', clientId: 'alice', subjectType: 'client' })
  })

  test.each([
    ['Robot', 'robot'],
    ['robot ', 'robot'],
    ['robot', 'robot2'],
    ['1', '01'],
  ])('names are compared exactly: sub %j of client %j is a user', async (sub, client_id) => {
    expect(await typeOf({ sub, client_id })).toBe('user')
  })

  test.each([
    ['azp alone', { client_id: undefined, azp: 'robot' }, 'client'],
    ['azp, and client_id is another', { client_id: 'other', azp: 'robot' }, 'user'],
    ['client_id, and azp is another', { client_id: 'robot', azp: 'other' }, 'client'],
    ['neither: nothing tells, and the guide says so', { client_id: undefined }, 'user'],
  ])('a plain JWT names its client by %s', async (_, claims, type) => {
    expect(await typeOf({ sub: 'robot', ...claims })).toBe(type)
  })

  test('where a route requires a user, it is not let through: 403, and no scope would help', async () => {
    const user = { scope: ['read'], subjectType: 'user' } as const
    const asSubject = (sub: string) =>
      get(`Bearer ${issuer.token({ scope: 'read', claims: { sub, client_id: 'robot' } })}`, user)
    expectAccepted(await asSubject('alice'))
    for (let round = 0; round < 3; round++) {
      const outcome = await asSubject('robot')
      expectRefused(outcome, 403, 'insufficient_scope', 'subject_type_mismatch')
      expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
    }
  })

  test('so is an opaque token that names no subject', async () => {
    const answer = { active: true, client_id: 'robot', aud: R, scope: 'read' }
    const required = { subjectType: 'user' } as const
    expectAccepted(await told({ ...answer, sub: 'alice' }).get('Bearer opaque', required))
    const outcome = await told(answer).get('Bearer opaque', required)
    expectRefused(outcome, 403, 'insufficient_scope', 'subject_type_mismatch')
  })

  test('parseClaims changes nothing of that', async () => {
    const disguised = matrix({ parseClaims: (claims) => ({ ...claims, sub: 'alice' }) }, issuer)
    expect(await typeOf({ sub: 'robot', client_id: 'robot' }, disguised)).toBe('client')
  })
})
