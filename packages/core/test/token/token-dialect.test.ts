import type { IssuerOptions, JsonObject, TokenDialect } from '../../src/index.js'
import { expectAccepted, expectRefused, I, matrix } from '../support/matrix.js'

const { issuer } = matrix()

/** What a resource server makes of a token with these claims whose issuer has this dialect. */
function send(
  dialect: unknown,
  claims: JsonObject = {},
  options: Partial<IssuerOptions> = {},
  idToken = false,
) {
  const entry = {
    issuer: I,
    tokenProfile: 'plain-jwt' as const,
    dialect: dialect as TokenDialect,
    ...options,
  }
  const { get } = matrix({ issuers: [entry] }, issuer)
  const content = { scope: 'read', audience: issuer.audience, claims }
  return get(`Bearer ${idToken ? issuer.idToken(content) : issuer.token(content)}`)
}

describe('notAccessToken', () => {
  const marked: TokenDialect = {
    notAccessToken: ({ use }) =>
      use === 'access' ? undefined : `use: expected access, found ${String(use)}`,
  }

  test('accepts what it finds no reason against', async () => {
    expectAccepted(await send(marked, { use: 'access' }))
  })

  test('stands in the place of the general check for ID tokens', async () => {
    const claims = { use: 'access', nonce: 'n', at_hash: 'h', auth_time: 1 }
    expectAccepted(await send(marked, claims))
    expectRefused(await send({}, claims), 401, 'invalid_token', 'id_token')
    expectRefused(await send(undefined, claims), 401, 'invalid_token', 'id_token')
  })

  test('refuses for its reason, which the client does not get', async () => {
    const { fault, response } = expectRefused(
      await send(marked, { use: 'refresh' }),
      401,
      'invalid_token',
      'not_access_token',
    )
    expect(fault.detail).toContain('use: expected access, found refresh')
    expect(JSON.stringify(response)).not.toContain('refresh')
    expect(response.body).toContain('The token is not an access token')
  })

  test('the reason goes into the log without control characters, and cut', async () => {
    const use = `\n\u202e${'x'.repeat(500)}`
    const { fault } = expectRefused(await send(marked, { use }), 401, 'invalid_token', 'not_access_token')
    expect(fault.detail).toContain('\\n\\u202e')
    expect(fault.detail.length).toBeLessThan(250)
  })

  test('leaves the other rules of the profile in force', async () => {
    const accept: TokenDialect = { notAccessToken: () => undefined }
    expectRefused(await send(accept, { sub: undefined }), 401, 'invalid_token', 'claim_missing')
    expectRefused(await send(accept, { jti: 7 }), 401, 'invalid_token', 'claim_malformed')
    expectRefused(await send(accept, { events: {} }), 401, 'invalid_token', 'security_event')
    expectRefused(await send(accept, { cnf: { jkt: 'x' } }), 401, 'invalid_token', 'token_bound')
    expectRefused(await send(accept, { aud: 'x' }), 401, 'invalid_token', 'audience_mismatch')
    expectAccepted(await send({ ...accept, clientId: () => 'app' }, { scope: 'read' }, {}, true))
  })

  test('sees no claims that were not proved', async () => {
    const notAccessToken = jest.fn(() => undefined)
    const { get } = matrix(
      { issuers: [{ issuer: I, tokenProfile: 'plain-jwt', dialect: { notAccessToken } }] },
      issuer,
    )
    for (const token of [issuer.expired(), issuer.signedByStranger(), issuer.forAnotherAudience()]) {
      expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token')
    }
    expect(notAccessToken).not.toHaveBeenCalled()
  })
})

describe('clientId and subjectType', () => {
  test('by default: client_id, otherwise azp; a client when it is the subject', async () => {
    const about = async (claims: JsonObject) => {
      const { clientId, subjectType } = expectAccepted(await send(undefined, claims))
      return [clientId, subjectType]
    }
    expect(await about({ sub: 'a', client_id: 'a', azp: 'b' })).toEqual(['a', 'client'])
    expect(await about({ sub: 'a', client_id: undefined, azp: 'a' })).toEqual(['a', 'client'])
    expect(await about({ sub: 'a', client_id: undefined })).toEqual([undefined, 'user'])
    expect(await about({ sub: 'a', client_id: 'b' })).toEqual(['b', 'user'])
  })

  test('the client from elsewhere; it is the subject as before', async () => {
    const dialect: TokenDialect = { clientId: ({ cid }) => cid as string | undefined }
    expect(expectAccepted(await send(dialect, { cid: 'a', sub: 'a' }))).toMatchObject({
      clientId: 'a',
      subjectType: 'client',
    })
    const none = expectAccepted(await send(dialect))
    expect([none.clientId, none.subjectType]).toEqual([undefined, 'user'])
  })

  test('the type from elsewhere', async () => {
    const dialect: TokenDialect = { subjectType: ({ machine }) => (machine === true ? 'client' : 'user') }
    expect(expectAccepted(await send(dialect, { machine: true })).subjectType).toBe('client')
    expect(expectAccepted(await send(dialect, { client_id: 'user-1' })).subjectType).toBe('user')
  })

  test('they go with RFC 9068 too', async () => {
    const dialect: TokenDialect = { clientId: () => 'app', subjectType: () => 'client' }
    const token = expectAccepted(await send(dialect, {}, { tokenProfile: 'rfc9068' }))
    expect(token).toMatchObject({ clientId: 'app', subjectType: 'client' })
  })

  test('the event of an accepted token names that client', async () => {
    const dialect: TokenDialect = { clientId: () => 'app' }
    const { get, events } = matrix({ issuers: [{ issuer: I, dialect }] }, issuer)
    expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
    expect(events).toContainEqual(expect.objectContaining({ type: 'token_accepted', clientId: 'app' }))
  })
})

describe.each(['notAccessToken', 'clientId', 'subjectType'] as const)('%s', (name) => {
  test.each<[string, () => unknown]>([
    ['a number', () => 7],
    ['null', () => null],
    ['true', () => true],
    ['false', () => false],
    ['an empty text', () => ''],
    ['a list', () => ['user']],
    ['a promise', () => Promise.resolve('user')],
    ['a promise that fails', () => Promise.reject(new Error('too late'))],
    [
      'nothing, as it throws',
      () => {
        throw new Error('no such claim')
      },
    ],
  ])('that returns %s refuses the token', async (_, run) => {
    const { fault } = expectRefused(await send({ [name]: run }), 401, 'invalid_token', 'claims_rejected')
    expect(fault.detail).toContain(`dialect.${name}`)
    // A rejection that nobody handles would end the process in the meantime.
    await new Promise((resolve) => setImmediate(resolve))
  })

  test('cannot change the claims on which the pipeline decides', async () => {
    const meddling = (claims: JsonObject) => Object.assign(claims, { scope: 'admin' })
    expectRefused(await send({ [name]: meddling }), 401, 'invalid_token', 'claims_rejected')
  })

  test('what throws is the cause, for the log', async () => {
    const cause = new Error('no such claim')
    const run = () => {
      throw cause
    }
    const { fault } = expectRefused(await send({ [name]: run }), 401, 'invalid_token')
    expect(fault.cause).toBe(cause)
  })
})

test('subjectType that returns another word refuses the token', async () => {
  expectRefused(await send({ subjectType: () => 'app' }), 401, 'invalid_token', 'claims_rejected')
})
