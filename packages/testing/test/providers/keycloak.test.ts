import { issuerOf, namesIn, read } from './token-shapes.js'

const issuer = issuerOf('keycloak')

test('an access token: marked Bearer in the payload, with roles', () => {
  const token = issuer.token({ scope: 'files.read', clientId: 'app' })
  expect(namesIn(token)).toEqual({
    header: ['alg', 'kid', 'typ'],
    payload: [
      'acr',
      'allowed-origins',
      'aud',
      'azp',
      'email',
      'email_verified',
      'exp',
      'iat',
      'iss',
      'jti',
      'name',
      'preferred_username',
      'realm_access',
      'resource_access',
      'scope',
      'sid',
      'sub',
      'typ',
    ],
  })
  expect(read(token)).toMatchObject({
    header: { typ: 'JWT' },
    payload: {
      iss: 'https://sso.test/realms/example',
      aud: ['drive-api', 'account'],
      typ: 'Bearer',
      azp: 'app',
      scope: 'files.read',
      realm_access: { roles: expect.arrayContaining(['default-roles-example']) },
    },
  })
})

test('a service account: a user of its own, and the client beside it', () => {
  const { payload } = read(issuer.clientCredentials({ clientId: 'Backup-Robot' }))
  expect(payload).toMatchObject({
    typ: 'Bearer',
    azp: 'Backup-Robot',
    client_id: 'Backup-Robot',
    preferred_username: 'service-account-backup-robot',
  })
  expect(payload.sub).not.toBe('Backup-Robot')
  expect(payload).not.toHaveProperty('sid')
})

test('an ID token is marked ID', () => {
  expect(read(issuer.idToken({ clientId: 'app' })).payload).toMatchObject({
    typ: 'ID',
    azp: 'app',
    aud: 'app',
  })
})
