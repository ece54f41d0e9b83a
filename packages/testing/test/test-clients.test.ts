import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { createTestIssuer } from '../src/test-issuer.js'
import type { ClientAuthentication, TestClient } from '../src/test-clients.js'

const now = 1_700_000_000
const issuer = createTestIssuer({ now })
const url = issuer.metadata.introspection_endpoint as string
const token = issuer.opaqueToken()

const clients = {
  basic: issuer.registerClient({ clientId: 'with basic: ä' }),
  post: issuer.registerClient({ clientId: 'post', authentication: 'client_secret_post' }),
  jwt: issuer.registerClient({ clientId: 'jwt', authentication: 'private_key_jwt' }),
}

const ask = async (headers: Record<string, string>, fields: Record<string, string>) =>
  issuer.fetch(url, { method: 'POST', headers, body: new URLSearchParams({ token, ...fields }) })

const status = async (...request: Parameters<typeof ask>) => (await ask(...request)).status

const encoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
const basic = (clientId: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
})
const byBasic = ({ clientId, clientSecret = '' }: TestClient) =>
  basic(encoded(clientId), encoded(clientSecret))
const byPost = ({ clientId, clientSecret = '' }: TestClient) => ({
  client_id: clientId,
  client_secret: clientSecret,
})

async function byAssertion(
  client: TestClient,
  claims: Record<string, unknown> = {},
  key = client.privateKey!,
) {
  const { clientId } = client
  const assertion = await new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: issuer.issuer,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(await importJWK(key, 'ES256'))
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}

test('what is returned is all that a client needs', () => {
  expect(clients.basic).toEqual({
    clientId: 'with basic: ä',
    authentication: 'client_secret_basic',
    clientSecret: expect.any(String) as string,
  })
  expect(clients.jwt.privateKey).toMatchObject({
    kty: 'EC',
    alg: 'ES256',
    kid: 'jwt-key',
    d: expect.any(String),
  })
  expect(Object.isFrozen(clients.jwt) && Object.isFrozen(clients.jwt.privateKey)).toBe(true)
})

test('each way is good for the client that is registered for it', async () => {
  expect(await status(byBasic(clients.basic), {})).toBe(200)
  expect(await status({}, byPost(clients.post))).toBe(200)
  expect(await status({}, await byAssertion(clients.jwt))).toBe(200)
  expect(await status({}, await byAssertion(clients.jwt, { aud: url }))).toBe(200)
})

test('and not for another', async () => {
  expect(await status(byBasic(clients.post), {})).toBe(401)
  expect(await status({}, byPost(clients.basic))).toBe(401)
  expect(await status({}, byPost(clients.jwt))).toBe(401)
  expect(await status({}, { client_id: 'jwt' })).toBe(401)
})

test('without credentials, with wrong ones or with two: 401, invalid_client', async () => {
  const { clientId, clientSecret } = clients.basic
  for (const [headers, fields] of [
    [{}, {}],
    [basic(encoded(clientId), encoded(`${clientSecret}x`)), {}],
    [basic(encoded('nobody'), encoded(clientSecret!)), {}],
    [{ authorization: 'Basic bm9jb2xvbg==' }, {}],
    [{ authorization: 'Bearer x' }, {}],
    [basic('%', '%'), {}],
    [byBasic(clients.basic), byPost(clients.post)],
  ] as const) {
    const response = await ask(headers, fields)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await response.json()).toEqual({ error: 'invalid_client' })
  }
})

test('a secret that was not encoded as a form before it became Basic is another secret', async () => {
  const { clientId, clientSecret } = clients.basic
  expect(await status(basic(encoded(clientId), clientSecret!), {})).toBe(401)
})

describe('assertions', () => {
  test.each([
    ['of another client', { iss: 'post', sub: 'post' }],
    ['whose subject is another', { sub: 'post' }],
    ['for another audience', { aud: 'https://other.test' }],
    ['for a list of audiences', { aud: ['https://issuer.test'] }],
    ['that expired', { exp: now }],
    ['from the future', { iat: now + 1 }],
    ['that live long', { exp: now + 3600 }],
    ['without jti', { jti: undefined }],
    ['without exp', { exp: undefined }],
  ])('%s', async (_what, claims) => {
    expect(await status({}, await byAssertion(clients.jwt, claims))).toBe(401)
  })

  test('count once', async () => {
    const fields = await byAssertion(clients.jwt)
    expect(await status({}, fields)).toBe(200)
    expect(await status({}, fields)).toBe(401)
  })

  test('of another key', async () => {
    const other = createTestIssuer().registerClient({ clientId: 'jwt', authentication: 'private_key_jwt' })
    expect(await status({}, await byAssertion(clients.jwt, {}, other.privateKey))).toBe(401)
  })

  test('of an unknown type, or beside another client_id', async () => {
    const { client_assertion } = await byAssertion(clients.jwt)
    expect(await status({}, { client_assertion, client_assertion_type: 'x' })).toBe(401)
    expect(await status({}, { ...(await byAssertion(clients.jwt)), client_id: 'post' })).toBe(401)
    expect(await status({}, { ...(await byAssertion(clients.jwt)), client_id: 'jwt' })).toBe(200)
  })
})

test('a client that is registered again gets new credentials, and the old ones are worth nothing', async () => {
  const first = issuer.registerClient({ clientId: 'again' })
  const second = issuer.registerClient({ clientId: 'again' })
  expect(await status(byBasic(first), {})).toBe(401)
  expect(await status(byBasic(second), {})).toBe(200)
})

test('introspectionOptions always names the same client', async () => {
  const { introspection } = issuer.introspectionOptions.issuer
  expect(issuer.introspectionOptions.issuer.introspection).toBe(introspection)
  expect(introspection).toMatchObject({ clientId: 'api', authentication: 'client_secret_basic' })
  expect(await status(byBasic(introspection), {})).toBe(200)
})

test('a client without a name gets one that is free, and never that of introspectionOptions', async () => {
  const { introspection } = issuer.introspectionOptions.issuer
  expect(issuer.registerClient().clientId).toBe('api-2')
  expect(issuer.registerClient().clientId).toBe('api-3')
  expect(createTestIssuer().registerClient().clientId).toBe('api-2')
  expect(await status(byBasic(introspection), {})).toBe(200)
})

test('introspectionOptions names the client that was registered as api', () => {
  const other = createTestIssuer()
  const client = other.registerClient({ clientId: 'api', authentication: 'client_secret_post' })
  expect(other.introspectionOptions.issuer.introspection).toBe(client)
})

test('an unknown way and a misspelt option are mistakes', () => {
  const register = (options: object) => () => issuer.registerClient(options)
  expect(register({ authentication: 'none' as ClientAuthentication })).toThrow(/'none'.*client_secret_basic/)
  expect(register({ client_id: 'x' })).toThrow(TypeError)
})
