import { createHash } from 'node:crypto'
import { createDpopProver, createTestIssuer, type TestAlgorithm } from '@qalqon/testing'
import { ConfigurationFault, MemoryRevocationStore, type ResourceServerOptions } from '../../src/index.js'
import { challengesOf, dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'
import { quickIssuer } from '../support/key-sets.js'
import { expectAccepted, I, matrix, N, R } from '../support/matrix.js'

const issuer = quickIssuer()
const C1 = Buffer.from('a certificate')
const TM = () =>
  issuer.token({
    scope: 'read',
    claims: { cnf: { 'x5t#S256': createHash('sha256').update(C1).digest('base64url') } },
  })
const fapi2 = (options: Partial<ResourceServerOptions> = {}, from = issuer) =>
  matrix({ profile: 'fapi2', clockToleranceSeconds: 10, ...options }, from)
const prover = createDpopProver({ clock: issuer.clock })
const proved = (options: Parameters<typeof prover.headers>[1] = {}) => {
  const token = issuer.token({ scope: 'read', boundTo: prover })
  return { ...prover.headers({ url: x, token }, options) }
}

/** `GET /x` with a token as Bearer, over a connection with this certificate. */
async function over(
  certificate: Buffer | undefined,
  token: string,
  options: Partial<ResourceServerOptions> = {},
) {
  const headers = { authorization: `Bearer ${token}` }
  const { server } = fapi2(options)
  const request = { method: 'GET', url: x, headers, connection: () => ({ certificate }) }
  return server.authorize(request, { scope: ['read'] })
}

const faultOf = (options: Partial<ResourceServerOptions>) => {
  try {
    fapi2(options)
  } catch (thrown) {
    if (thrown instanceof ConfigurationFault) return thrown.option
  }
  throw new Error('no option was refused')
}

test('FAPI2-5.3.4-1: Bearer with the certificate of the token, and DPoP with a proof', async () => {
  expectAccepted(await over(C1, TM()))
  expectAccepted(await fapi2().get(proved()))
})

test('FAPI2-5.3.4-2: a token in the query is refused, and cannot be allowed', async () => {
  const { server } = fapi2()
  const outcome = await server.authorize({ method: 'GET', url: `${x}?access_token=${TM()}`, headers: {} })
  expect(outcome).toMatchObject({ ok: false, response: { status: 401 } })
  expect(faultOf({ bearerMethods: ['header', 'query'] })).toBe('bearerMethods')
  expect(faultOf({ bearerMethods: ['header', 'body'] })).toBe('bearerMethods')
})

describe('FAPI2-5.3.4-3: revocation is looked at', () => {
  const warnings = (options: Partial<ResourceServerOptions>) =>
    fapi2(options)
      .events.filter((event) => event.type === 'configuration_warning')
      .map(({ code }) => code)

  test('a warning where nobody tells of it', () => {
    expect(warnings({})).toEqual(['revocation_not_checked'])
    expect(warnings({ revocationStore: new MemoryRevocationStore() })).toEqual([])
    const asked = {
      issuer: { issuer: I, introspection: { clientId: 'a', clientSecret: 'b', tokens: 'all' } },
    } as const
    expect(warnings(asked)).toEqual([])
  })

  test('a revoked token is refused', async () => {
    const { get, server } = fapi2({ revocationStore: new MemoryRevocationStore({ clock: issuer.clock }) })
    const token = expectAccepted(await get(proved()))
    await server.revoke({ issuer: I, subject: token.subject }, N + 1000)
    expectDpopRefused(await get(proved()), 'invalid_token', 'token_revoked')
  })
})

test('FAPI2-5.3.4-4: a missing scope is 403', async () => {
  const outcome = await fapi2().post(proved({ claims: { htm: 'POST' } }))
  expect(outcome).toMatchObject({
    ok: false,
    response: { status: 403 },
    fault: { code: 'insufficient_scope' },
  })
})

describe('FAPI2-5.3.4-5, OIDF-07: tokens are bound to their client', () => {
  test('one that is not is refused', async () => {
    const { get } = fapi2()
    const outcome = await get(`Bearer ${issuer.token({ scope: 'read' })}`)
    expect(outcome).toMatchObject({
      ok: false,
      response: { status: 401 },
      fault: { code: 'token_not_bound' },
    })
    expect(await over(undefined, TM())).toMatchObject({ ok: false, fault: { code: 'certificate_missing' } })
    const bound = issuer.token({ scope: 'read', boundTo: prover })
    expect(await get(`Bearer ${bound}`)).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
  })

  test('one of the two ways will do, and none will not', async () => {
    expectAccepted(await over(C1, TM(), { dpop: 'off' }))
    expectAccepted(await fapi2({ mtls: 'off' }).get(proved()))
    expect(faultOf({ dpop: 'off', mtls: 'off' })).toBe('dpop')
  })
})

describe('FAPI2-5.4-a: only PS256, ES256 and EdDSA with Ed25519', () => {
  test.each<[TestAlgorithm, boolean]>([
    ['PS256', true],
    ['ES256', true],
    ['Ed25519', true],
    ['EdDSA', true],
    ['RS256', false],
    ['PS384', false],
    ['ES384', false],
  ])('tokens signed by %s: %p', async (algorithm, isTaken) => {
    const from = createTestIssuer({ issuer: I, audience: R, now: N, algorithm })
    const token = from.token({ scope: 'read', boundTo: prover })
    const outcome = await fapi2({}, from).get({ ...prover.headers({ url: x, token }) })
    expect(outcome.ok).toBe(isTaken)
  })

  test('proofs signed by RS256', async () => {
    const client = createDpopProver({ algorithm: 'RS256', clock: issuer.clock })
    const token = issuer.token({ scope: 'read', boundTo: client })
    const outcome = await fapi2().get({ ...client.headers({ url: x, token }) })
    expectDpopRefused(outcome, 'invalid_dpop_proof', 'proof_algorithm_not_allowed')
  })

  test('no option allows others', () => {
    expect(faultOf({ issuer: { issuer: I, algorithms: ['PS256', 'RS256'] } })).toBe('issuer.algorithms')
    expect(faultOf({ dpop: { algorithms: ['ES384'] } })).toBe('dpop.algorithms')
  })
})

test('FAPI2-5.3.2.1-13: a clock that is 10 seconds ahead is taken, and one that is a minute ahead is not', async () => {
  for (const clockToleranceSeconds of [10, 50]) {
    const { get } = fapi2({ clockToleranceSeconds })
    expectAccepted(await get(proved({ claims: { iat: N + 10 } })))
    expectDpopRefused(await get(proved({ claims: { iat: N + 61 } })), 'invalid_dpop_proof')
    expectAccepted(await get(proved({ claims: { nbf: N + 10 } })))
    expectDpopRefused(await get(proved({ claims: { nbf: N + 61 } })), 'invalid_dpop_proof')
    const early = (claims: object) => {
      const token = issuer.token({ scope: 'read', boundTo: prover, claims: { ...claims } })
      return get({ ...prover.headers({ url: x, token }) })
    }
    expectAccepted(await early({ iat: N + 10 }))
    expectAccepted(await early({ nbf: N + 10 }))
    expectDpopRefused(await early({ iat: N + 61 }), 'invalid_token', 'token_issued_in_future')
    expectDpopRefused(await early({ nbf: N + 61 }), 'invalid_token', 'token_not_yet_valid')
  }
  expect(faultOf({ clockToleranceSeconds: 9 })).toBe('clockToleranceSeconds')
  expect(faultOf({ clockToleranceSeconds: 51 })).toBe('clockToleranceSeconds')
})

describe('9728-2-b, FAPI2-5.3.4-5: what is advertised, challenged and decided agree', () => {
  test('with proofs alone', async () => {
    const { server, get } = fapi2({ mtls: 'off' })
    expect(server.metadata().document).toMatchObject({
      bearer_methods_supported: [],
      dpop_bound_access_tokens_required: true,
    })
    expect(Object.keys(challengesOf(await get()))).toEqual(['DPoP'])
    const outcome = await get(`Bearer ${issuer.token({ scope: 'read' })}`)
    expectDpopRefused(outcome, 'invalid_token', 'bearer_not_accepted')
  })

  test('with certificates alone', async () => {
    const { server, get } = fapi2({ dpop: 'off' })
    const { document } = server.metadata()
    expect(document).toMatchObject({ tls_client_certificate_bound_access_tokens: true })
    expect(Object.keys(document).filter((name) => name.startsWith('dpop'))).toEqual([])
    expect(Object.keys(challengesOf(await get()))).toEqual(['Bearer'])
  })

  test('with both, of which one will do', async () => {
    const { server, get } = fapi2()
    expect(server.metadata().document).not.toHaveProperty('dpop_bound_access_tokens_required')
    expect(Object.keys(challengesOf(await get()))).toEqual(['Bearer', 'DPoP'])
  })
})

test('its clocks may differ by 10 seconds unless the options say otherwise', async () => {
  const { get } = matrix({ profile: 'fapi2', clockToleranceSeconds: undefined } as object, issuer)
  expectAccepted(await get(proved({ claims: { nbf: N + 10 } })))
})

test('without the profile none of this is asked', async () => {
  const { get } = dpopMatrix({}, issuer)
  expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
  expect(() => matrix({ profile: 'fapi' as never })).toThrow(/profile: expected 'fapi2' or 'mcp'/)
})
