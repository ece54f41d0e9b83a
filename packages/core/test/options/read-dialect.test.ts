import { resourceServer, type TokenDialect } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const withIssuer = (options: object) => () =>
  resourceServer({ issuer: { issuer: I, ...options }, audience: R })

test.each<[string, unknown]>([
  ['issuer.dialect', null],
  ['issuer.dialect', 'okta'],
  ['issuer.dialect', []],
  ['issuer.dialect', () => undefined],
  ['issuer.dialect.clientId', { clientId: 'cid' }],
  ['issuer.dialect.subjectType', { subjectType: 'client' }],
  ['issuer.dialect.notAccessToken', { notAccessToken: null }],
  ['issuer.dialect.isAccessToken', { isAccessToken: () => true }],
])('%s is at fault in %j', (option, dialect) => {
  expectConfigurationFault(withIssuer({ tokenProfile: 'plain-jwt', dialect }), option)
})

test.each([undefined, 'rfc9068'])('notAccessToken has no place beside tokenProfile %s', (tokenProfile) => {
  const build = withIssuer({ tokenProfile, dialect: { notAccessToken: () => undefined } })
  const { message } = expectConfigurationFault(build, 'issuer.dialect.notAccessToken')
  expect(message).toContain("'plain-jwt'")
})

test('members that are undefined are left out', () => {
  const dialect = { notAccessToken: undefined, clientId: undefined } as unknown as TokenDialect
  resourceServer({ issuer: { issuer: I, dialect }, audience: R })
})

test('a change of the object afterwards changes nothing', async () => {
  const dialect = { notAccessToken: (): string | undefined => undefined, clientId: () => 'app' }
  const { issuer, get } = matrix({ issuers: [{ issuer: I, tokenProfile: 'plain-jwt', dialect }] })
  dialect.notAccessToken = () => 'not any more'
  dialect.clientId = () => 'other'
  expect(expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`)).clientId).toBe('app')
})

test('each issuer has its own', async () => {
  const issuers = [
    { issuer: I, dialect: { clientId: () => 'first' } },
    { issuer: 'https://as.example/2', tokenProfile: 'plain-jwt', dialect: { notAccessToken: () => 'never' } },
  ] as const
  const { issuer, get } = matrix({ issuers })
  expect(expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`)).clientId).toBe('first')
  expectRefused(await get(`Bearer ${issuer.idToken()}`), 401, 'invalid_token', 'type_mismatch')
})
