import type { AccessRequirement } from '../../src/index.js'
import { challengesOf, dpopMatrix, x } from '../support/dpop.js'
import { introspecting } from '../support/introspection.js'
import { challengeOf, expectAccepted, expectRefused, matrix, N } from '../support/matrix.js'

const jwt = matrix()
const opaque = introspecting()
const each = introspecting({ tokens: 'all' })

type Claims = Record<string, unknown>
type Send = (claims: Claims, required: AccessRequirement, scope?: string) => ReturnType<typeof jwt.get>

/** Sends the claims in a JWT, and as what an issuer says of an opaque token, and of a JWT. */
const ways: readonly (readonly [name: string, send: Send])[] = [
  ['JWT', (claims, required, scope) => jwt.get(`Bearer ${jwt.issuer.token({ claims, scope })}`, required)],
  [
    'opaque token',
    (claims, required, scope) =>
      opaque.get(`Bearer ${opaque.issuer.opaqueToken({ claims, scope })}`, required),
  ],
  [
    'JWT about which the issuer is asked',
    (claims, required, scope) => each.get(`Bearer ${each.issuer.token({ claims, scope })}`, required),
  ],
]

const unmet = 'insufficient_user_authentication'
const phishingResistant = { acrValues: ['phr', 'phrh'] }
const recent = { maxAgeSeconds: 300 }

describe.each(ways)('%s', (_way, send) => {
  /** The parameters of the challenge of a step-up. */
  async function stepUp(claims: Claims, required: AccessRequirement, code: string, scope?: string) {
    const outcome = await send(claims, required, scope)
    expectRefused(outcome, 401, unmet, code)
    const { parameters } = challengeOf(outcome)
    return Object.fromEntries(['acr_values', 'max_age', 'scope'].map((name) => [name, parameters.get(name)]))
  }
  const weak = (acr: unknown, required: AccessRequirement = phishingResistant) =>
    stepUp({ acr }, required, 'insufficient_acr')
  const old = (auth_time: unknown, required: AccessRequirement = recent) =>
    stepUp({ auth_time }, required, 'authentication_too_old')

  test('9470-3-a: too weak a login is told the values in the order of preference', async () => {
    expect(await weak('pwd')).toEqual({ acr_values: 'phr phrh', max_age: undefined, scope: undefined })
    const reversed = { acrValues: ['phrh', 'phr', 'phrh'] }
    expect(await weak('pwd', reversed)).toMatchObject({ acr_values: 'phrh phr' })
    for (const acr of ['phr', 'phrh']) expectAccepted(await send({ acr }, phishingResistant))
  })

  test('9470-3-b: too long ago is told the age, and the last second counts', async () => {
    expect(await old(N - 301)).toEqual({ acr_values: undefined, max_age: '300', scope: undefined })
    expectAccepted(await send({ auth_time: N - 300 }, recent))
    expectAccepted(await send({ auth_time: N }, recent))
    expect(await old(N - 300.01)).toMatchObject({ max_age: '300' })
    expectAccepted(await send({ auth_time: N - 299.99 }, recent))
    expectAccepted(await send({ auth_time: N }, { maxAgeSeconds: 0 }))
    expect(await old(N - 1, { maxAgeSeconds: 0 })).toMatchObject({ max_age: '0' })
  })

  test.each([
    ['ahead', N + 1],
    ['in milliseconds', (N - 10) * 1000],
    ['negative', -1],
    ['beyond all numbers', 1e308],
  ])('9470-3-b: a login that is %s is no recent one', async (_what, auth_time) => {
    expect(await old(auth_time)).toMatchObject({ max_age: '300' })
  })

  test('9470-3-c: both parameters and the scope share one challenge', async () => {
    const all = { ...phishingResistant, ...recent, scope: ['pay'] }
    const told = { acr_values: 'phr phrh', max_age: '300', scope: 'pay' }
    expect(await stepUp({ acr: 'pwd', auth_time: N - 301 }, all, 'insufficient_acr', 'read')).toEqual(told)
    // What is met is told as well: the new token must not lack it.
    expect(await stepUp({ acr: 'phr', auth_time: N - 301 }, all, 'authentication_too_old', 'pay')).toEqual(
      told,
    )
    expect(await stepUp({ acr: 'pwd', auth_time: N }, all, 'insufficient_acr', 'pay')).toEqual(told)
    expect(await stepUp({ acr: 'pwd', auth_time: N }, all, 'insufficient_acr', 'read')).toEqual(told)
    const scopeAlone = await send({ acr: 'phr', auth_time: N }, all, 'read')
    expectRefused(scopeAlone, 403, 'insufficient_scope', 'insufficient_scope')
    const { parameters } = challengeOf(scopeAlone)
    expect([parameters.get('scope'), parameters.has('acr_values'), parameters.has('max_age')]).toEqual([
      'pay',
      false,
      false,
    ])
    expectAccepted(await send({ acr: 'phrh', auth_time: N - 300 }, all, 'pay'))
  })

  test.each<[string, unknown]>([
    ['absent', undefined],
    ['a list', ['phr']],
    ['an object', { phr: true }],
    ['a number', 1],
    ['true', true],
    ['null', null],
    ['empty', ''],
  ])('9470-6-a: an acr that is %s counts as unmet', async (_what, acr) => {
    expect(await weak(acr)).toMatchObject({ acr_values: 'phr phrh' })
  })

  test.each<[string, unknown]>([
    ['absent', undefined],
    ['a text', String(N)],
    ['a date', new Date(N * 1000).toISOString()],
    ['a list', [N]],
    ['an object', { value: N }],
    ['true', true],
    ['null', null],
  ])('9470-6-a: an auth_time that is %s counts as unmet', async (_what, auth_time) => {
    expect(await old(auth_time)).toMatchObject({ max_age: '300' })
  })

  test('9470-6-a: they are looked for at the top level alone', async () => {
    const inside = { acr: 'phr', auth_time: N }
    await stepUp(
      { authentication: inside, act: inside },
      { ...phishingResistant, ...recent },
      'insufficient_acr',
    )
  })

  test.each([
    ['PHR'],
    ['phr phrh'],
    ['phrh phr'],
    ['phr '],
    [' phr'],
    ['phrx'],
    ['ph'],
    ['phrhh'],
    ['phr,phrh'],
  ])('9470-3-d: %j is neither phr nor phrh', async (acr) => {
    expect(await weak(acr)).toMatchObject({ acr_values: 'phr phrh' })
  })

  test.each([
    ['phr', 'phrh'],
    ['1', '2'],
    ['urn:mace:incommon:iap:silver', 'urn:mace:incommon:iap:gold'],
    ['caf', 'caf\u00e9'],
  ])('9470-3-d: where %j is required, a level that seems higher, %j, does not do', async (required, acr) => {
    expect(await weak(acr, { acrValues: [required] })).toMatchObject({ acr_values: required })
    expectAccepted(await send({ acr: required }, { acrValues: [required] }))
  })

  test.each<[string, Claims, string]>([
    ['expired', { exp: N - 1, iat: N - 300 }, 'token_expired'],
    ['for another API', { aud: 'https://other.example' }, 'audience_mismatch'],
    ['bound to a key', { cnf: { jkt: 'x' } }, 'token_bound'],
  ])('9470-9-a: a token that is %s learns nothing of the level', async (_what, claims, code) => {
    const outcome = await send({ acr: 'pwd', ...claims }, { ...phishingResistant, ...recent, scope: ['pay'] })
    // An issuer calls a token that has expired inactive, whoever asks.
    const { fault } = expectRefused(outcome, 401, 'invalid_token')
    expect([code, 'token_inactive']).toContain(fault.code)
    const { parameters } = challengeOf(outcome)
    expect([parameters.has('acr_values'), parameters.has('max_age')]).toEqual([false, false])
  })
})

test('9470-9-a: nor does a request without a token, one that was revoked, or one that a stranger has signed', async () => {
  const { issuer, get, server } = jwt
  const revoked = issuer.token({ acr: 'pwd' })
  await server.revoke(expectAccepted(await get(`Bearer ${revoked}`, { subjectType: 'user' })))
  for (const authorization of [
    undefined,
    `Bearer ${revoked}`,
    `Bearer ${issuer.signedByStranger({ acr: 'pwd' })}`,
  ]) {
    const outcome = await get(authorization, { ...phishingResistant, ...recent })
    expectRefused(outcome, 401, authorization && 'invalid_token')
    expect(challengeOf(outcome).parameters.has('acr_values')).toBe(false)
    expect(challengeOf(outcome).parameters.has('max_age')).toBe(false)
  }
})

describe('9470-3-b: the tolerance for clocks', () => {
  const tolerant = matrix({ clockToleranceSeconds: 60 })
  const at = (auth_time: number) =>
    tolerant.get(`Bearer ${tolerant.issuer.token({ claims: { auth_time } })}`, recent)

  test.each([[N - 301], [N - 360], [N + 60.5], [N + 61]])(
    'makes %d no time at which to have signed in',
    async (time) => {
      expectRefused(await at(time), 401, unmet, 'authentication_too_old')
    },
  )

  test.each([[N - 300], [N], [N + 60]])('lets %d through', async (time) => {
    expectAccepted(await at(time))
  })
})

test('9470-3-b: a login grows old while its token is remembered', async () => {
  const { issuer, get } = matrix()
  const token = `Bearer ${issuer.token({ authenticatedSecondsAgo: 290 })}`
  for (let count = 0; count < 3; count++) expectAccepted(await get(token, recent))
  issuer.clock.advance(10)
  expectAccepted(await get(token, recent))
  issuer.clock.advance(0.5)
  expectRefused(await get(token, recent), 401, unmet, 'authentication_too_old')
})

test.each<[AccessRequirement, string]>([
  [{ maxAgeSeconds: -1 }, 'maxAgeSeconds'],
  [{ maxAgeSeconds: 1.5 }, 'maxAgeSeconds'],
])('9470-3-b: %j is a configuration error', (requirement, option) => {
  expect(() => jwt.server.declare(requirement)).toThrow(
    expect.objectContaining({ name: 'ConfigurationFault', option }) as Error,
  )
})

test('9470-3-c: a bound token gets it in the challenge of its scheme alone', async () => {
  const { get, prover, bound } = dpopMatrix()
  const token = bound({ scope: 'other', acr: 'pwd' })
  const requirement = { acrValues: ['phr'], maxAgeSeconds: 300, scope: ['pay'] }
  const outcome = await get({ ...prover.headers({ url: x, token }) }, requirement)
  const challenges = challengesOf(outcome)
  expect(Object.keys(challenges)).toEqual(['DPoP'])
  expect(Object.fromEntries(challenges.DPoP?.parameters ?? [])).toMatchObject({
    error: unmet,
    acr_values: 'phr',
    max_age: '300',
    scope: 'pay',
  })
})
