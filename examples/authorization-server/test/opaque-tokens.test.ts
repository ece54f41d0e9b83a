import { resourceServer, type IntrospectionOptions, type IssuerOptions } from '@qalqon/core'
import { codeFlow, docSign, drive, photoPrint } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

/**
 * A resource server that asks this server about tokens, as the Drive. The opaque tokens of the sample are for userinfo and
 * name no audience, so whoever takes them must say whose: here those of Doc Sign, and of nobody else.
 */
function api(introspection: Partial<IntrospectionOptions> = {}, ofIssuer: Partial<IssuerOptions> = {}) {
  const server = resourceServer({
    audience: drive,
    clock: () => Date.now() / 1000 + ahead,
    issuer: {
      issuer: running.issuer,
      introspection: { clientId: 'drive', clientSecret: 'drive-sample-secret', ...introspection },
      clientsWithoutAudience: ['doc-sign'],
      ...ofIssuer,
    },
  })
  const verdict = async (token: string, scope: string) => {
    const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
    const outcome = await server.authorize(request, { scope: [scope] })
    return outcome.ok ? 'accepted' : outcome.fault.code
  }
  return { server, verdict }
}

let running: RunningServer
/** How far the clock of the resource server is ahead of the machine's, in seconds. */
let ahead = 0

beforeAll(async () => {
  running = await startServer()
})
afterAll(() => running.stop())
beforeEach(() => (ahead = 0))

const opaqueToken = async (client: ReturnType<typeof docSign>) =>
  (await codeFlow(client, { scope: 'openid offline_access', prompt: 'consent' })).body as {
    access_token: string
    refresh_token: string
  }

test('an opaque token is accepted until it is revoked, and for as long after it as an answer serves', async () => {
  const { server, verdict } = api()
  await server.ready()
  const { access_token: token } = await opaqueToken(docSign(running.issuer))
  expect(token).not.toContain('.')
  const headers = { authorization: `Bearer ${token}` }
  expect(await server.authorize({ method: 'GET', url: '/', headers })).toMatchObject({
    ok: true,
    token: {
      issuer: running.issuer,
      subject: 'alice',
      subjectType: 'user',
      clientId: 'doc-sign',
      audience: [],
    },
  })
  expect(await verdict(token, 'openid')).toBe('accepted')
  expect(await verdict(token, 'files.read')).toBe('insufficient_scope')

  expect((await docSign(running.issuer).post('/revoke', { token })).status).toBe(200)
  ahead = 29
  expect(await verdict(token, 'openid')).toBe('accepted')
  ahead = 31
  expect(await verdict(token, 'openid')).toBe('token_inactive')
})

test('where no answer is kept, a revoked token is refused at once', async () => {
  const { verdict } = api({ cacheSeconds: 0 })
  const { access_token: token } = await opaqueToken(docSign(running.issuer))
  expect(await verdict(token, 'openid')).toBe('accepted')
  await docSign(running.issuer).post('/revoke', { token })
  expect(await verdict(token, 'openid')).toBe('token_inactive')
})

test('a token of another client is active, and not meant for this API', async () => {
  const { access_token: token } = await opaqueToken(photoPrint(running.issuer))
  expect(await api().verdict(token, 'openid')).toBe('claim_missing')
  const everybody = { clientsWithoutAudience: ['doc-sign', 'photo-print'] }
  expect(await api({}, everybody).verdict(token, 'openid')).toBe('accepted')
})

test('a refresh token opens nothing, nor does what nobody has issued', async () => {
  const { verdict } = api()
  const { refresh_token: token } = await opaqueToken(docSign(running.issuer))
  expect(await verdict(token, 'openid')).toBe('token_inactive')
  expect(await verdict('nobody-has-issued-this', 'openid')).toBe('token_inactive')
})

describe('JWTs for the Drive', () => {
  const jwt = async () => {
    const request = { scope: 'openid files.read', resource: drive }
    const { body } = await codeFlow(docSign(running.issuer), request, { resource: drive })
    return body.access_token as string
  }

  test('are verified with the keys of the issuer, which is not asked', async () => {
    const { server, verdict } = api()
    expect(await verdict(await jwt(), 'files.read')).toBe('accepted')
    expect(server.stats().introspection[running.issuer]).toMatchObject({ hits: 0, misses: 0 })
  })

  test("or asked about, with tokens: 'all'; then nothing that stands in them counts", async () => {
    const { server, verdict } = api({ tokens: 'all' })
    const token = await jwt()
    expect(await verdict(token, 'files.read')).toBe('accepted')
    expect(await verdict(`${token.slice(0, -8)}AAAAAAAA`, 'files.read')).not.toBe('accepted')
    expect(server.stats()).toMatchObject({ keySets: {}, introspection: { [running.issuer]: { misses: 2 } } })
  })
})

test('with a wrong secret nothing is decided', async () => {
  const { access_token: token } = await opaqueToken(docSign(running.issuer))
  expect(await api({ clientSecret: 'wrong' }).verdict(token, 'openid')).toBe('introspection_denied')
})

test('all of this was nothing that an operator has to know', () => {
  expect(running.stderr()).toBe('')
})
