import type { IssuerOptions } from '../../src/index.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const { issuer } = matrix()

const withOptions = (options: Partial<IssuerOptions>) =>
  matrix({ issuers: [{ issuer: I, ...options }] }, issuer).get
const token = (clientId: string, claims: Record<string, unknown> = { aud: undefined }) =>
  `Bearer ${issuer.token({ scope: 'read', clientId, claims })}`

describe('a token without an audience', () => {
  test('is refused by default', async () => {
    const { fault } = expectRefused(
      await withOptions({})(token('app')),
      401,
      'invalid_token',
      'claim_missing',
    )
    expect(fault.detail).toBe('aud: the token names no audience')
  })

  test('is accepted of the clients that are named, and has none then', async () => {
    const get = withOptions({ clientsWithoutAudience: ['app', 'job'] })
    for (const client of ['app', 'job']) {
      const accepted = expectAccepted(await get(token(client)))
      expect([accepted.clientId, accepted.audience]).toEqual([client, []])
      expect(Object.isFrozen(accepted.audience)).toBe(true)
    }
  })

  test.each(['other', 'App', 'app ', 'constructor'])('and not of %j', async (client) => {
    const get = withOptions({ clientsWithoutAudience: ['app'] })
    const { fault } = expectRefused(await get(token(client)), 401, 'invalid_token', 'claim_missing')
    expect(fault.detail).toContain(client)
    expect(fault.detail).toContain('clientsWithoutAudience')
  })

  test('nor of a client that the token does not name', async () => {
    const get = withOptions({ clientsWithoutAudience: ['app'], tokenProfile: 'plain-jwt' })
    const claims = { aud: undefined, client_id: undefined }
    expectRefused(await get(token('app', claims)), 401, 'invalid_token', 'claim_missing')
  })

  test('the client is the one that the dialect reads', async () => {
    const dialect = { clientId: ({ cid }: { cid?: unknown }) => cid as string | undefined }
    const get = withOptions({ clientsWithoutAudience: ['app'], dialect })
    expectAccepted(await get(token('other', { aud: undefined, cid: 'app' })))
    expectRefused(
      await get(token('app', { aud: undefined, cid: 'other' })),
      401,
      'invalid_token',
      'claim_missing',
    )
    expectRefused(
      await get(token('app', { aud: undefined, cid: 7 })),
      401,
      'invalid_token',
      'claims_rejected',
    )
  })

  test('is accepted of anybody where that was asked for', async () => {
    const get = withOptions({ dangerouslyAllowMissingAudience: true })
    expect(expectAccepted(await get(token('whoever'))).audience).toEqual([])
  })
})

describe.each<[string, Partial<IssuerOptions>]>([
  ['clientsWithoutAudience', { clientsWithoutAudience: ['app'] }],
  ['dangerouslyAllowMissingAudience', { dangerouslyAllowMissingAudience: true }],
])('with %s', (_, options) => {
  const get = withOptions(options)

  test.each<[unknown, string]>([
    ['https://another-api.test', 'audience_mismatch'],
    [['https://another-api.test'], 'audience_mismatch'],
    [[], 'audience_mismatch'],
    ['', 'audience_mismatch'],
    [null, 'claim_malformed'],
    [7, 'claim_malformed'],
    [{}, 'claim_malformed'],
  ])('an audience that is there counts as always: %j', async (aud, code) => {
    expectRefused(await get(token('app', { aud })), 401, 'invalid_token', code)
  })

  test('so does the good one', async () => {
    expect(expectAccepted(await get(token('other', { aud: R }))).audience).toEqual([R])
  })

  test('the other checks stay', async () => {
    expectRefused(await get(token('app', { aud: undefined, exp: 1 })), 401, 'invalid_token', 'token_expired')
    expectRefused(
      await get(token('app', { aud: undefined, sub: '' })),
      401,
      'invalid_token',
      'claim_malformed',
    )
  })
})

test('the leave of one issuer is not that of another', async () => {
  const other = 'https://as.example/2'
  const issuers = [{ issuer: I }, { issuer: other, dangerouslyAllowMissingAudience: true }]
  const { get } = matrix({ issuers }, issuer)
  expectRefused(await get(token('app')), 401, 'invalid_token', 'claim_missing')
})
