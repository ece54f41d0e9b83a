import { issuerOf, namesIn, read } from './token-shapes.js'

const issuer = issuerOf('auth0')
const rfc9068 = issuerOf('auth0-rfc9068')

test('the profile Auth0', () => {
  const token = issuer.token({ scope: 'read:files', clientId: 'app', subject: 'auth0|1' })
  expect(namesIn(token)).toEqual({
    header: ['alg', 'kid', 'typ'],
    payload: ['aud', 'azp', 'exp', 'iat', 'iss', 'scope', 'sub'],
  })
  expect(read(token)).toMatchObject({
    header: { typ: 'JWT' },
    payload: {
      iss: 'https://tenant.eu.auth0.com/',
      aud: 'https://api.test',
      azp: 'app',
      scope: 'read:files',
    },
  })
})

test('the profile RFC 9068', () => {
  const token = rfc9068.token({ scope: 'read:files', clientId: 'app' })
  expect(namesIn(token).payload).toEqual(['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub'])
  expect(read(token).header.typ).toBe('at+jwt')
  expect(read(rfc9068.clientCredentials({ clientId: 'job' })).payload).toMatchObject({
    client_id: 'job',
    sub: 'job@clients',
  })
})

test.each([issuer, rfc9068])('with openid a token is also for the userinfo endpoint', (each) => {
  expect(read(each.token({ scope: ['openid', 'read:files'] })).payload.aud).toEqual([
    'https://api.test',
    'https://tenant.eu.auth0.com/userinfo',
  ])
})

test('machine to machine', () => {
  const { payload } = read(issuer.clientCredentials({ clientId: 'job', scope: 'read:files' }))
  expect(payload).toMatchObject({
    gty: 'client-credentials',
    azp: 'job',
    sub: 'job@clients',
    scope: 'read:files',
  })
})

test('an ID token names no client beside its audience', () => {
  const { payload } = read(issuer.idToken())
  expect(payload).toMatchObject({ nonce: expect.any(String), sid: expect.any(String) })
  expect(payload).not.toHaveProperty('azp')
  expect(payload).not.toHaveProperty('scope')
})
