import { createDpopProver } from '@qalqon/testing'
import { introspecting } from '../support/introspection.js'
import { expectAccepted, expectRefused, N } from '../support/matrix.js'
import { challengesOf, dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'

const { issuer, get, server, prover, bound, prove } = dpopMatrix()
const required = dpopMatrix({ dpop: 'required' }, issuer)
const plain = () => issuer.token({ scope: 'read' })
const errorsIn = (parameters: ReadonlyMap<string, string> | undefined) =>
  [...(parameters?.keys() ?? [])].filter((name) => name.startsWith('error'))

test('9449-7.1-b: a token that is bound to no key is not usable with the scheme DPoP', async () => {
  const token = plain()
  const outcome = await get({ ...prover.headers({ url: x, token }) })
  expectDpopRefused(outcome, 'invalid_token', 'token_not_bound')
})

describe('9449-7.2-a: a bound token that comes as Bearer is refused', () => {
  test('with and without a proof', async () => {
    const token = bound()
    for (const headers of [{}, { dpop: prover.proof({ url: x, token }) }]) {
      const outcome = await get({ authorization: `Bearer ${token}`, ...headers })
      if (outcome.ok) throw new Error('the request was accepted')
      expect(outcome.fault.code).toBe('token_bound')
      const { Bearer, DPoP } = challengesOf(outcome)
      expect(Bearer?.parameters.get('error')).toBe('invalid_token')
      expect(errorsIn(DPoP?.parameters)).toEqual([])
    }
  })

  test('however often it was accepted before', async () => {
    const token = bound()
    for (let time = 0; time < 4; time++) expectAccepted(await prove({}, { token }))
    expect((await get(`Bearer ${token}`)).ok).toBe(false)
  })
})

describe('9449-7.2-b: without credentials', () => {
  test('both challenges, neither with an error', async () => {
    const outcome = await get()
    const { Bearer, DPoP } = challengesOf(outcome)
    expect(Bearer?.parameters.get('scope')).toBe('read')
    expect(DPoP?.parameters.get('scope')).toBe('read')
    expect(errorsIn(Bearer?.parameters)).toEqual([])
    expect(errorsIn(DPoP?.parameters)).toEqual([])
  })

  test('another scheme is none', async () => {
    expect(Object.keys(challengesOf(await get('Basic YTpi')))).toEqual(['Bearer', 'DPoP'])
  })
})

test('9449-7.1-d: the challenge names the algorithms that are enforced', async () => {
  expect(challengesOf(await get()).DPoP?.parameters.get('algs')).toBe('ES256 Ed25519')
  const other = dpopMatrix({ dpop: { algorithms: ['PS256'] } }, issuer)
  expect(challengesOf(await other.get()).DPoP?.parameters.get('algs')).toBe('PS256')
})

describe('9449-7.1-c, 9449-7.2-c: the error stands in the challenge of the scheme that was tried', () => {
  test('a bad proof', async () => {
    expectDpopRefused(await prove({ claims: { htm: 'POST' } }), 'invalid_dpop_proof')
  })

  test('an expired bearer token', async () => {
    const { Bearer, DPoP } = challengesOf(await get(`Bearer ${issuer.expired()}`))
    expect(Bearer?.parameters.get('error')).toBe('invalid_token')
    expect(errorsIn(DPoP?.parameters)).toEqual([])
  })

  test('a missing scope, which another scheme would not bring: one challenge', async () => {
    const token = bound({ scope: 'other' })
    const challenges = challengesOf(await prove({}, { token }))
    expect(Object.keys(challenges)).toEqual(['DPoP'])
    expect(challenges.DPoP?.parameters.get('error')).toBe('insufficient_scope')
    expect(challenges.DPoP?.parameters.get('scope')).toBe('read')
    expectRefused(await get(`Bearer ${issuer.token({ scope: 'other' })}`), 403, 'insufficient_scope')
  })

  test('a requirement that is checked later', () => {
    const token = bound()
    const accepted = server.authorize({
      method: 'GET',
      url: x,
      headers: { ...prover.headers({ url: x, token }) },
    })
    return Promise.resolve(accepted).then((outcome) => {
      const later = server.authorizeToken(expectAccepted(outcome) as never, { scope: ['write'] })
      expect(Object.keys(challengesOf(later))).toEqual(['DPoP'])
    })
  })
})

describe('9449-7.2-d: two credentials at once', () => {
  test('two fields, and two in one', async () => {
    for (const authorization of [
      [`DPoP ${bound()}`, `Bearer ${plain()}`],
      [`Bearer ${plain()}`, `DPoP ${bound()}`],
      `Basic YTpi, DPoP ${bound()}`,
      `Basic YTpi, Bearer ${plain()}`,
      `DPoP ${bound()}, Bearer ${plain()}`,
    ]) {
      const outcome = await get({ authorization })
      expect(outcome).toMatchObject({
        ok: false,
        response: { status: 400 },
        fault: { error: 'invalid_request' },
      })
    }
  })

  test('and another one in the query', async () => {
    const { server: open } = dpopMatrix({ bearerMethods: ['header', 'query'] }, issuer)
    const token = bound()
    const headers = { ...prover.headers({ url: x, token }) }
    const outcome = await open.authorize({ method: 'GET', url: `${x}?access_token=${plain()}`, headers })
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'credentials_repeated' } })
  })

  test('a bound token in the query comes without a proof that counts', async () => {
    const { server: open } = dpopMatrix({ bearerMethods: ['header', 'query'] }, issuer)
    const token = bound()
    const headers = { dpop: prover.proof({ url: x, token }) }
    const outcome = await open.authorize({ method: 'GET', url: `${x}?access_token=${token}`, headers })
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
    expect(challengesOf(outcome).Bearer?.parameters.get('error')).toBe('invalid_token')
  })
})

describe("9449-7.2-e: with dpop: 'required' only DPoP is offered and taken", () => {
  test('a bearer token is refused', async () => {
    const outcome = await required.get(`Bearer ${plain()}`)
    expect(Object.keys(challengesOf(outcome))).toEqual(['DPoP'])
    expectDpopRefused(outcome, 'invalid_token', 'bearer_not_accepted')
  })

  test('a bound token with a proof is taken', async () => {
    expectAccepted(await required.prove())
  })

  test('nothing at all: one challenge without an error', async () => {
    const challenges = challengesOf(await required.get())
    expect(Object.keys(challenges)).toEqual(['DPoP'])
    expect(errorsIn(challenges.DPoP?.parameters)).toEqual([])
  })
})

describe('9449-6.2-a: the binding of an opaque token is read from the answer of its issuer', () => {
  const opaque = introspecting({}, { issuer, dpop: 'allowed' })

  test('the right key, and another one', async () => {
    const token = issuer.opaqueToken({ scope: 'read', boundTo: prover })
    expectAccepted(await opaque.get({ ...prover.headers({ url: x, token }) }))
    const thief = createDpopProver({ clock: issuer.clock })
    const stolen = await opaque.get({ ...thief.headers({ url: x, token }) })
    expectDpopRefused(stolen, 'invalid_token', 'key_mismatch')
    expect(await opaque.get(`Bearer ${token}`)).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
  })

  test("Keycloak's mark for bound tokens", async () => {
    const claims = { typ: 'DPoP' }
    const token = issuer.opaqueToken({ scope: 'read', boundTo: prover, claims })
    expectAccepted(await opaque.get({ ...prover.headers({ url: x, token }) }))
  })

  test('token_type DPoP without a key', async () => {
    const token = issuer.opaqueToken({ scope: 'read', claims: { token_type: 'DPoP' } })
    for (const headers of [{ authorization: `Bearer ${token}` }, { ...prover.headers({ url: x, token }) }]) {
      expect(await opaque.get(headers)).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
    }
  })
})

describe('7800-3.1-a: a confirmation of which nothing can be checked', () => {
  test.each([
    { jwk: prover.jwk },
    {},
    'x',
    { jkt: 1 },
    { jkt: 'short' },
    { 'x5t#S256': prover.thumbprint },
    { jkt: prover.thumbprint, 'x5t#S256': prover.thumbprint },
    { jkt: prover.thumbprint, kid: 'k1' },
    null,
  ])('%j', async (cnf) => {
    const token = issuer.token({ scope: 'read', claims: { cnf } })
    expect(await get(`Bearer ${token}`)).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
    const proved = await get({ ...prover.headers({ url: x, token }) })
    expectDpopRefused(proved, 'invalid_token', 'token_bound')
  })
})

test('9068-4-f: what is wrong with the token is invalid_token under the scheme DPoP too', async () => {
  const tokens = [
    issuer.expired({ boundTo: prover }),
    issuer.forAnotherAudience({ boundTo: prover }),
    issuer.signedByStranger({ boundTo: prover }),
    issuer.token({ boundTo: prover, header: { typ: 'JWT' } }),
    issuer.token({ boundTo: prover, claims: { iss: 'https://other.example' } }),
    issuer.token({ boundTo: prover, omit: ['client_id'] }),
    issuer.token({ boundTo: prover, claims: { nbf: N + 100 } }),
    issuer.idToken(),
    'abc',
  ]
  for (const token of tokens) expectDpopRefused(await prove({}, { token }), 'invalid_token')
})

test('D4: the scheme without a token is 400', async () => {
  for (const authorization of ['DPoP', 'DPoP ', 'dpop\tx', `DPoP ${bound()} x`]) {
    const outcome = await get({ authorization })
    expect(outcome).toMatchObject({ ok: false, response: { status: 400 } })
    expect(Object.keys(challengesOf(outcome))).toEqual(['DPoP'])
  }
})

test('without the option, DPoP is another scheme like any, and bound tokens are refused', async () => {
  const { get: off } = dpopMatrix({ dpop: 'off' }, issuer)
  const token = bound()
  expectRefused(await off({ ...prover.headers({ url: x, token }) }), 401, undefined, 'credentials_missing')
})
