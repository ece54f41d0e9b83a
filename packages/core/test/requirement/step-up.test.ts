import { Requirement, TokenFault, type AccessRequirement, type AccessToken } from '../../src/index.js'
import { challengeOf, expectRefused, matrix, N } from '../support/matrix.js'

const { issuer, get } = matrix()
const detail = { type: 'payment', actions: ['pay'] }
const all: AccessRequirement = {
  acrValues: ['phr'],
  maxAgeSeconds: 300,
  scope: ['pay'],
  anyScope: ['a', 'b'],
  authorizationDetails: [detail],
}
const weak = { acr: 'pwd', claims: { auth_time: N - 301 } }

async function refused(token: object, required: AccessRequirement): Promise<TokenFault> {
  const outcome = await get(`Bearer ${issuer.token(token)}`, required)
  return expectRefused(outcome, 401, 'insufficient_user_authentication').fault as TokenFault
}

test('all that is unmet is told at once, and the first of it decides the code', async () => {
  const fault = await refused(weak, all)
  expect(fault.code).toBe('insufficient_acr')
  expect(fault.facts).toMatchObject({
    expected: '"phr"',
    actual: '"pwd"',
    acrValues: ['phr'],
    maxAgeSeconds: 300,
    missingScopes: ['pay', 'a', 'b'],
    missingAnyScope: ['a', 'b'],
    missingAuthorizationDetails: [{ type: 'payment', actions: ['pay'] }],
  })
  expect(fault.detail.split('; also ').map((text) => text.split(':')[0])).toEqual([
    'acr',
    'auth_time',
    'scope',
    'authorizationDetails',
  ])
})

test('what is met is not told as unmet', async () => {
  const { code, facts, detail } = await refused(
    { ...weak, acr: 'phr', scope: 'pay b' },
    { ...all, authorizationDetails: undefined! },
  )
  expect(code).toBe('authentication_too_old')
  expect([facts.acrValues, facts.missingScopes, facts.missingAuthorizationDetails]).toEqual([])
  expect(detail).not.toContain('also')
})

test.each<[string, AccessRequirement]>([
  ['insufficient_audience', { audience: 'https://rs.example/admin' }],
  ['subject_type_mismatch', { subjectType: 'client' }],
  ['insufficient_roles', { roles: ['x'] }],
  ['insufficient_claims', { claims: { x: 1 } }],
])('nobody is sent to sign in for nothing: %s comes first', async (code, more) => {
  const { get } = matrix({ audience: [issuer.audience, 'https://rs.example/admin'] }, issuer)
  const outcome = await get(`Bearer ${issuer.token(weak)}`, { ...all, ...more })
  expectRefused(outcome, 403, 'insufficient_scope', code)
  const { parameters } = challengeOf(outcome)
  for (const name of ['acr_values', 'max_age', 'scope']) expect(parameters.has(name)).toBe(false)
})

test('a mistake in the program is no refusal', () => {
  const timing = { clock: () => N, clockToleranceSeconds: 0 }
  const noToken = {} as AccessToken
  expect(() => new Requirement(all).enforce(noToken, timing)).toThrow(TypeError)
  expect(() => new Requirement({ acrValues: ['phr'] }).enforce(noToken, timing)).toThrow(TokenFault)
})
