import { issuerOf, namesIn, read } from './token-shapes.js'

const issuer = issuerOf('okta')

test('an access token: no typ, scopes as a list, the client in cid', () => {
  const token = issuer.token({ scope: 'files.read files.write', clientId: 'app' })
  expect(namesIn(token)).toEqual({
    header: ['alg', 'kid'],
    payload: ['aud', 'auth_time', 'cid', 'exp', 'iat', 'iss', 'jti', 'scp', 'sub', 'uid', 'ver'],
  })
  expect(read(token).payload).toMatchObject({
    iss: 'https://example.okta.com/oauth2/default',
    aud: 'api://default',
    cid: 'app',
    scp: ['files.read', 'files.write'],
    jti: expect.stringMatching(/^AT\./),
  })
  expect(read(issuer.token()).payload.scp).toEqual(['openid'])
})

test('client credentials: the client is the subject, and there is no user', () => {
  const { payload } = read(issuer.clientCredentials({ clientId: 'job', scope: 'files.read' }))
  expect(payload).toMatchObject({ sub: 'job', cid: 'job', scp: ['files.read'] })
  expect(payload).not.toHaveProperty('uid')
  expect(payload).not.toHaveProperty('auth_time')
})

test('an ID token', () => {
  const { payload } = read(issuer.idToken({ clientId: 'app' }))
  expect(payload).toMatchObject({
    aud: 'app',
    jti: expect.stringMatching(/^ID\./),
    at_hash: expect.any(String),
  })
  expect(payload).not.toHaveProperty('cid')
  expect(payload).not.toHaveProperty('scp')
})
