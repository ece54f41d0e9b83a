import { issuerOf, namesIn, read } from './token-shapes.js'

const [v1, v2] = [issuerOf('entra-v1'), issuerOf('entra-v2')]
const tenant = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'

test('a v2 access token', () => {
  const token = v2.token({ scope: ['Files.Read', 'Files.Write'], clientId: 'app' })
  expect(namesIn(token)).toEqual({
    header: ['alg', 'kid', 'typ'],
    payload: [
      'aio',
      'aud',
      'azp',
      'azpacr',
      'exp',
      'iat',
      'iss',
      'name',
      'nbf',
      'oid',
      'preferred_username',
      'rh',
      'scp',
      'sub',
      'tid',
      'uti',
      'ver',
    ],
  })
  expect(read(token)).toMatchObject({
    header: { typ: 'JWT' },
    payload: {
      iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
      aud: '6e74172b-be56-4843-9ff4-e66a39bb12e3',
      azp: 'app',
      scp: 'Files.Read Files.Write',
      tid: tenant,
      ver: '2.0',
    },
  })
})

test('a v1 access token', () => {
  const { header, payload } = read(v1.token({ clientId: 'app' }))
  expect(header).toEqual({ typ: 'JWT', alg: 'RS256', kid: 'k1', x5t: 'k1' })
  expect(payload).toMatchObject({
    iss: `https://sts.windows.net/${tenant}/`,
    aud: 'api://6e74172b-be56-4843-9ff4-e66a39bb12e3',
    appid: 'app',
    appidacr: '0',
    scp: 'access_as_user',
    tid: tenant,
    ver: '1.0',
  })
  expect(payload).not.toHaveProperty('azp')
  expect(payload.sub).not.toBe(payload.oid)
})

test.each([
  ['v1', v1, 'appid'],
  ['v2', v2, 'azp'],
] as const)('%s app-only: roles and no scp, one id for sub and oid', (_version, issuer, client) => {
  const { payload } = read(issuer.clientCredentials({ scope: 'Files.Read.All', clientId: 'job' }))
  expect(payload).toMatchObject({ roles: ['Files.Read.All'], [client]: 'job' })
  expect(payload).not.toHaveProperty('scp')
  expect(payload).not.toHaveProperty('name')
  expect(payload.sub).toBe(payload.oid)
  expect(read(issuer.clientCredentials({ subject: 'sp' })).payload).toMatchObject({
    sub: 'sp',
    oid: 'sp',
    roles: ['access_as_application'],
  })
})

test.each([v1, v2])('an ID token names no client and no scope', (issuer) => {
  const { payload } = read(issuer.idToken())
  expect(payload).toMatchObject({ nonce: expect.any(String), tid: tenant })
  for (const name of ['azp', 'appid', 'scp', 'roles']) expect(payload).not.toHaveProperty(name)
})
