import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { Browser } from 'sample-system/browser'
import {
  Client,
  codeFlow,
  decode,
  docSign,
  drive,
  introspect,
  photoPrint,
  signInAndAllow,
} from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer({ ACCESS_TOKEN_TTL: '300' })
})
afterAll(() => server.stop())

async function json<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(new URL(path, server.issuer), { headers })
  return (await response.json()) as T
}

describe('metadata', () => {
  test('the OpenID configuration names the issuer, the endpoints and S256 alone', async () => {
    const metadata = await json<Record<string, unknown>>('/.well-known/openid-configuration')
    expect(metadata).toMatchObject({
      issuer: server.issuer,
      authorization_endpoint: `${server.issuer}/authorize`,
      token_endpoint: `${server.issuer}/token`,
      userinfo_endpoint: `${server.issuer}/userinfo`,
      introspection_endpoint: `${server.issuer}/introspect`,
      revocation_endpoint: `${server.issuer}/revoke`,
      end_session_endpoint: `${server.issuer}/end-session`,
      jwks_uri: `${server.issuer}/jwks`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      ui_locales_supported: ['en', 'uz'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    })
    expect(metadata.dpop_signing_alg_values_supported).toEqual(expect.arrayContaining(['ES256', 'Ed25519']))
    expect(await json('/.well-known/oauth-authorization-server')).toEqual(metadata)
  })

  test('does not follow the Host of the request', async () => {
    const port = new URL(server.issuer).port
    const response = await fetch(`http://localhost:${port}/.well-known/openid-configuration`)
    expect(await response.json()).toMatchObject({ token_endpoint: `${server.issuer}/token` })
  })

  test('the key set publishes public keys only', async () => {
    const { keys } = await json<JSONWebKeySet>('/jwks')
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' })
    expect(Object.keys(keys[0]!)).not.toEqual(expect.arrayContaining(['d']))
  })
})

describe('the code flow', () => {
  test('without PKCE there is no code', async () => {
    const client = photoPrint(server.issuer)
    const url = new URL(client.authorizationUrl({ scope: 'openid' }))
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const end = await new Browser(server.issuer).open(url.href)
    expect(new URL(end.url).searchParams.get('error')).toBe('invalid_request')
  })

  test('a token request that names the Drive gets a JWT for the Drive (RFC 9068)', async () => {
    const client = photoPrint(server.issuer)
    const scope = 'openid profile files.read files.write'
    const { status, body } = await codeFlow(
      client,
      { scope, resource: drive, nonce: 'n-1' },
      { resource: drive },
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'files.read files.write' })

    const keys = createLocalJWKSet(await json<JSONWebKeySet>('/jwks'))
    const checks = { issuer: server.issuer, audience: drive, typ: 'at+jwt', algorithms: ['RS256'] }
    const { payload } = await jwtVerify(body.access_token, keys, checks)
    expect(payload).toMatchObject({
      iss: server.issuer,
      aud: drive,
      sub: 'alice',
      client_id: 'photo-print',
      scope: 'files.read files.write',
      jti: expect.any(String),
      auth_time: expect.any(Number),
      amr: ['pwd'],
    })
    expect(payload.exp! - payload.iat!).toBe(300)

    const idToken = await jwtVerify(body.id_token, keys, { issuer: server.issuer, audience: client.id })
    expect(idToken.payload).toMatchObject({ sub: 'alice', nonce: 'n-1', name: 'Alice Karimova' })
  })

  test('a token request with openid that names none gets an opaque token for userinfo', async () => {
    const scope = 'openid profile email files.read'
    const { body } = await codeFlow(photoPrint(server.issuer), { scope, resource: drive })
    expect(body.access_token).not.toContain('.')
    expect(body.scope).toBe('openid profile email')
    expect(await json('/userinfo', { authorization: `Bearer ${body.access_token}` })).toEqual({
      sub: 'alice',
      name: 'Alice Karimova',
      email: 'alice@example.com',
      email_verified: true,
    })
  })

  test('files scopes mean the Drive although the request names no resource', async () => {
    const { body } = await codeFlow(docSign(server.issuer), { scope: 'files.read' })
    expect(decode(body.access_token).payload).toMatchObject({ aud: drive, scope: 'files.read' })
    expect(body.id_token).toBeUndefined()
  })

  test('the command line client needs no secret, takes any loopback port, and gets a Drive token', async () => {
    const client = new Client(server.issuer, 'drive-cli', 'http://127.0.0.1:51515/callback')
    const publicClient = new Client(client.issuer, client.id, client.redirectUri, '')
    const cli = Object.assign(publicClient, { secret: undefined })
    const browser = new Browser(server.issuer)
    const request = { scope: 'openid files.read' }
    const landed = await signInAndAllow(browser, cli.authorizationUrl(request))
    const { body } = await cli.exchange(landed)
    expect(decode(body.access_token).payload).toMatchObject({ aud: drive, client_id: 'drive-cli' })

    // Anybody can claim to be a program without a secret, so the user is asked every time (RFC 8252 §8.6).
    expect((await browser.open(cli.authorizationUrl(request))).text).toContain('See the files of Alice')
  })

  test('an unknown resource is refused at both endpoints', async () => {
    const client = photoPrint(server.issuer)
    const other = 'https://other.example.com'
    const end = await new Browser(server.issuer).open(
      client.authorizationUrl({ scope: 'files.read', resource: other }),
    )
    expect(new URL(end.url).searchParams.get('error')).toBe('invalid_target')

    const { status, body } = await codeFlow(client, { scope: 'openid files.share' }, { resource: other })
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_target')
  })

  test('a code is good once, and its second use takes the tokens of the first with it', async () => {
    const client = photoPrint(server.issuer)
    const browser = new Browser(server.issuer)
    const url = client.authorizationUrl({ scope: 'openid files.delete' })
    const landed = await signInAndAllow(browser, url)
    const first = await client.exchange(landed)
    expect((await introspect(server.issuer, first.body.access_token)).body.active).toBe(true)
    expect((await client.exchange(landed)).body.error).toBe('invalid_grant')
    expect((await introspect(server.issuer, first.body.access_token)).body.active).toBe(false)
  })
})

describe('refresh tokens', () => {
  const offline = { scope: 'openid offline_access files.read', resource: drive, prompt: 'consent' }

  test('come with offline_access and rotate; an old one that comes back ends the whole family', async () => {
    const client = photoPrint(server.issuer)
    const first = (await codeFlow(client, offline, { resource: drive })).body.refresh_token
    const second = await client.refresh(first, { resource: drive })
    expect(second.status).toBe(200)
    expect(second.body.refresh_token).not.toBe(first)
    expect(decode(second.body.access_token).payload).toMatchObject({ aud: drive, sub: 'alice' })

    const third = await client.refresh(second.body.refresh_token)
    expect(third.body.access_token).not.toContain('.')

    const reuse = await client.refresh(first)
    expect(reuse.status).toBe(400)
    expect(reuse.body.error).toBe('invalid_grant')
    expect((await client.refresh(third.body.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('two requests with the same one at the same moment: at most one is served', async () => {
    const client = photoPrint(server.issuer)
    const token = (await codeFlow(client, offline)).body.refresh_token
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.refresh(token)))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant').length).toBeGreaterThanOrEqual(3)
  })

  test('cannot be used by another client, nor after revocation', async () => {
    const client = photoPrint(server.issuer)
    const token = (await codeFlow(client, offline)).body.refresh_token
    expect((await docSign(server.issuer).refresh(token)).body.error).toBe('invalid_grant')
    expect((await client.post('/revoke', { token })).status).toBe(200)
    expect((await client.refresh(token)).body.error).toBe('invalid_grant')
  })

  test('without offline_access there is none', async () => {
    const { body } = await codeFlow(photoPrint(server.issuer), {
      scope: 'openid email files.read files.share',
    })
    expect(body.access_token).toBeDefined()
    expect(body.refresh_token).toBeUndefined()
  })
})

describe('client credentials', () => {
  const robot = () => new Client(server.issuer, 'backup-robot', '')
  const grant = { grant_type: 'client_credentials' }

  test('the robot gets a Drive token in its own name', async () => {
    const { status, body } = await robot().post('/token', { ...grant, scope: 'files.read files.write' })
    expect(status).toBe(200)
    const { header, payload } = decode(body.access_token)
    expect(header).toMatchObject({ typ: 'at+jwt', alg: 'RS256' })
    expect(payload).toMatchObject({
      sub: 'backup-robot',
      client_id: 'backup-robot',
      aud: drive,
      scope: 'files.read files.write',
    })
  })

  test('asked for no scope, it is still a Drive token, without one', async () => {
    const { body } = await robot().post('/token', grant)
    const { payload } = decode(body.access_token)
    expect(payload).toMatchObject({ sub: 'backup-robot', aud: drive })
    expect(payload).not.toHaveProperty('scope')
  })

  test.each(['openid', 'files.read openid', 'offline_access', 'files.read unheard.of'])(
    'there is none for the scope "%s": no person is present, and nobody registered it',
    async (scope) => {
      for (const resource of [{}, { resource: drive }]) {
        const { status, body } = await robot().post('/token', { ...grant, ...resource, scope })
        expect([status, body.error]).toEqual([400, 'invalid_scope'])
      }
    },
  )

  test('not for a scope that it is not registered for, not for an unknown resource, not without secret', async () => {
    const scope = 'files.read files.delete'
    expect((await robot().post('/token', { ...grant, scope })).body.error).toBe('invalid_scope')
    const resource = 'https://other.example.com'
    const elsewhere = await robot().post('/token', { ...grant, scope: 'files.read', resource })
    expect(elsewhere.body.error).toBe('invalid_target')
    const impostor = new Client(server.issuer, 'backup-robot', '', 'wrong')
    expect((await impostor.post('/token', { ...grant, scope: 'files.read' })).status).toBe(401)
    const application = photoPrint(server.issuer)
    const refused = await application.post('/token', { ...grant, scope: 'files.read' })
    expect(refused.status).toBe(400)
  })
})

test('all of this was nothing that an operator has to know', () => {
  expect(server.stderr()).toBe('')
})
