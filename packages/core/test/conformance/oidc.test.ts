import { canary } from '../support/canary.js'
import { expectAccepted, expectRefused, I, matrix, R } from '../support/matrix.js'

const { issuer, get } = matrix()
const lenient = matrix({ issuers: [{ issuer: I, tokenProfile: 'plain-jwt' }] }, issuer)

/** What an ID token says besides its audience, without the claims that only ID tokens have. */
const unmarked = { nonce: undefined, auth_time: undefined }

describe('OIDC-2-a: an ID token is refused by its type', () => {
  test.each([
    ['JWT', 'JWT'],
    ['jwt', 'jwt'],
    ['application/jwt', 'application/jwt'],
    ['absent', undefined],
    ['id_token+jwt', 'id_token+jwt'],
  ])('typ %s', async (_, typ) => {
    const { fetch, requests } = canary()
    const unasked = matrix({ fetch }, issuer)
    const token = issuer.idToken({ header: { typ } })
    expectRefused(await unasked.get(`Bearer ${token}`), 401, 'invalid_token', 'type_mismatch')
    expect(requests).toEqual([])
  })

  test('even when it has all that an access token has', async () => {
    const claims = { client_id: 'client-1', jti: '1', scope: 'read' }
    const token = issuer.idToken({ audience: R, claims: { ...claims, ...unmarked } })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'type_mismatch')
  })
})

describe('OIDC-2-b: an ID token is refused again by its audience, the client', () => {
  test.each(['JWT', undefined, 'at+jwt'])('with a lenient profile, typ %s', async (typ) => {
    const token = issuer.idToken({ claims: unmarked, header: { typ } })
    expectRefused(await lenient.get(`Bearer ${token}`), 401, 'invalid_token', 'audience_mismatch')
  })

  test('the same token for this audience would be accepted', async () => {
    const token = issuer.idToken({ claims: { ...unmarked, scope: 'read' }, audience: R })
    expectAccepted(await lenient.get(`Bearer ${token}`))
  })

  test.each([
    ['client_id', issuer.token({ scope: 'read' })],
    ['azp', issuer.token({ scope: 'read', claims: { client_id: undefined, azp: 'client-1' } })],
  ])('an audience that is also the id of a client (%s) causes a warning, once', async (_, token) => {
    const issuers = [{ issuer: I, tokenProfile: 'plain-jwt' }] as const
    const { get, events } = matrix({ issuers, audience: [R, 'client-1'] }, issuer)
    expectAccepted(await get(`Bearer ${token}`))
    expectAccepted(await get(`Bearer ${token}`))
    const warnings = events.filter(({ type }) => type === 'configuration_warning')
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'audience_is_client_id',
        issuer: I,
        detail: expect.stringContaining('client-1'),
      }),
    ])
  })

  test('no other audience does', async () => {
    expectAccepted(await lenient.get(`Bearer ${issuer.token({ scope: 'read' })}`))
    expect(lenient.events.filter(({ type }) => type === 'configuration_warning')).toEqual([])
  })
})

describe('OIDC-2-c: a lenient profile refuses tokens with claims that only ID tokens have', () => {
  const plain = (claims: Record<string, unknown>) =>
    lenient.get(`Bearer ${issuer.token({ header: { typ: 'JWT' }, claims: { scope: 'read', ...claims } })}`)

  test.each([
    ['nonce', 'n-0S6_WzA2Mj'],
    ['at_hash', '77QmUPtjPfzWtF2AnpK9RQ'],
    ['c_hash', 'LDktKdoQak3Pk0cnXxCltA'],
    ['s_hash', 'LDktKdoQak3Pk0cnXxCltA'],
    ['nonce', null],
    ['at_hash', ''],
  ])('%s %j', async (name, value) => {
    expectRefused(await plain({ [name]: value }), 401, 'invalid_token', 'id_token')
  })

  test('auth_time without client_id and scope', async () => {
    const token = issuer.token({
      header: { typ: undefined },
      claims: { auth_time: issuer.clock(), client_id: undefined, scope: undefined },
    })
    expectRefused(await lenient.get(`Bearer ${token}`), 401, 'invalid_token', 'id_token')
  })

  test.each([
    ['client_id', { client_id: 'client-1', scope: undefined }],
    ['scope', { client_id: undefined, scope: 'read' }],
  ])('auth_time with %s is the time of a login that an access token may tell', async (_, claims) => {
    const token = issuer.token({ claims: { auth_time: issuer.clock(), ...claims } })
    const headers = { authorization: `Bearer ${token}` }
    expectAccepted(await lenient.server.authorize({ method: 'GET', url: '/x', headers }))
  })

  test('and accepts the same tokens without them', async () => {
    expectAccepted(await plain({}))
    expectAccepted(await plain({ client_id: undefined, jti: undefined, iat: undefined }))
  })
})
