import { issuerOf, namesIn, read } from './token-shapes.js'

const issuer = issuerOf('cognito')

test('an access token: no typ, no audience, the client in client_id', () => {
  const token = issuer.token({ scope: 'drive/files.read', clientId: 'app' })
  expect(namesIn(token)).toEqual({
    header: ['alg', 'kid'],
    payload: [
      'auth_time',
      'client_id',
      'event_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'origin_jti',
      'scope',
      'sub',
      'token_use',
      'username',
      'version',
    ],
  })
  expect(read(token).payload).toMatchObject({
    token_use: 'access',
    client_id: 'app',
    scope: 'drive/files.read',
  })
})

test('without a scope it is that of a sign-in without the hosted pages', () => {
  expect(read(issuer.token()).payload.scope).toBe('aws.cognito.signin.user.admin')
})

test('an audience only where a test names one, as with resource binding', () => {
  expect(read(issuer.token({ audience: 'https://api.test' })).payload.aud).toBe('https://api.test')
})

test('client credentials: the client is the subject, and there is no user name', () => {
  const { payload } = read(issuer.clientCredentials({ clientId: 'job', scope: 'drive/files.read' }))
  expect(payload).toMatchObject({ sub: 'job', client_id: 'job', token_use: 'access' })
  expect(payload).not.toHaveProperty('username')
  expect(payload).not.toHaveProperty('aud')
})

test('an ID token', () => {
  const { header, payload } = read(issuer.idToken({ clientId: 'app' }))
  expect(header).not.toHaveProperty('typ')
  expect(payload).toMatchObject({ token_use: 'id', aud: 'app', 'cognito:username': 'alice' })
  expect(payload).not.toHaveProperty('client_id')
})
