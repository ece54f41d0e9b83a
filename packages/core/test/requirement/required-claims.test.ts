import type { RequiredClaims, TokenFault } from '../../src/index.js'
import { introspecting } from '../support/introspection.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'

const { issuer, get } = matrix()
const send = (claims: Record<string, unknown>, required: RequiredClaims) =>
  get(`Bearer ${issuer.token({ claims })}`, { claims: required })

async function refused(claims: Record<string, unknown>, required: RequiredClaims): Promise<TokenFault> {
  const outcome = await send(claims, required)
  const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_claims')
  expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  return fault as TokenFault
}

test.each<[unknown, RequiredClaims[string]]>([
  ['acme', 'acme'],
  ['acme', ['initech', 'acme']],
  [['acme'], 'acme'],
  [
    ['x', 'acme'],
    ['initech', 'acme'],
  ],
  [7, 7],
  [0, 0],
  [
    [1, 7],
    [7, 8],
  ],
  [true, true],
  [false, false],
  [false, [true, false]],
])('%j is as %j requires', async (tenant, required) => {
  expectAccepted(await send({ tenant }, { tenant: required }))
})

test.each<[unknown, RequiredClaims[string]]>([
  [undefined, 'acme'],
  [null, 'acme'],
  ['', 'acme'],
  ['Acme', 'acme'],
  ['acme ', 'acme'],
  ['acme initech', 'acme'],
  [[], 'acme'],
  [[['acme']], 'acme'],
  [{ acme: true }, 'acme'],
  [{ 0: 'acme', length: 1 }, 'acme'],
  ['7', 7],
  [7, '7'],
  ['true', true],
  [1, true],
  [undefined, false],
  [null, false],
  [0, false],
  ['false', false],
  ['initech', ['acme', 'other']],
])('%j is not as %j requires', async (tenant, required) => {
  await refused({ tenant }, { tenant: required })
})

test('each that is named must be met, and the fault names those that are not', async () => {
  const required = { tenant: 'acme', amr: 'mfa', level: [2, 3] }
  expectAccepted(await send({ tenant: 'acme', amr: ['pwd', 'mfa'], level: 3 }, required))
  const { facts, detail } = await refused({ tenant: 'acme', amr: ['pwd'], level: 1 }, required)
  expect(facts).toMatchObject({ unmetClaims: ['amr', 'level'], expected: '"mfa"' })
  expect(detail).toBe('claims: amr: expected "mfa", found a list of 1 without it (and 1 more)')
})

test.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty'], ['length']])(
  'what objects have by themselves is no claim: %s',
  async (name) => {
    const required = JSON.parse(`{ "${name}": "x" }`) as RequiredClaims
    await refused({}, required)
    const claims = JSON.parse(`{ "${name}": "x" }`) as Record<string, unknown>
    expect(Object.keys(requirementFrom({ claims: required }).claims ?? {})).toEqual([name])
    if (name !== '__proto__') expectAccepted(await send(claims, required))
  },
)

test('a member of all objects is no claim', async () => {
  const everywhere = Object.prototype as unknown as Record<string, unknown>
  everywhere.tenant = 'acme'
  try {
    await refused({}, { tenant: 'acme' })
  } finally {
    delete everywhere.tenant
  }
})

test('a claim of the name __proto__ is one like any other', async () => {
  const payload = '{"__proto__":"x"}'
  const good = JSON.parse(Buffer.from(issuer.token().split('.')[1]!, 'base64url').toString()) as object
  const token = issuer.sign({
    header: { typ: 'at+jwt', alg: 'RS256', kid: 'k1' },
    payload: `${JSON.stringify(good).slice(0, -1)},${payload.slice(1)}`,
  })
  const required = JSON.parse(payload) as RequiredClaims
  expectAccepted(await get(`Bearer ${token}`, { claims: required }))
})

test('they are those of the issuer, whatever parseClaims makes of them', async () => {
  const parsed = matrix({ parseClaims: () => ({ tenant: 'acme' }) }, issuer)
  const at = (tenant: string) =>
    parsed.get(`Bearer ${issuer.token({ claims: { tenant } })}`, { claims: { tenant: 'acme' } })
  expectAccepted(await at('acme'))
  expectRefused(await at('initech'), 403, 'insufficient_scope', 'insufficient_claims')
})

test('of an opaque token they are those that its issuer tells', async () => {
  const opaque = introspecting()
  const at = (tenant: string) =>
    opaque.get(`Bearer ${opaque.issuer.opaqueToken({ claims: { tenant } })}`, { claims: { tenant: 'acme' } })
  expectAccepted(await at('acme'))
  expectRefused(await at('initech'), 403, 'insufficient_scope', 'insufficient_claims')
})

test('the fault does not spell out what the token has: it can be about a person', async () => {
  const { detail, facts } = await refused({ email: 'alice@example.com' }, { email: 'bob@example.com' })
  expect(JSON.stringify([detail, facts])).not.toContain('alice')
})

test.each<[string, unknown, string]>([
  ['nothing', {}, 'claims'],
  ['null', null, 'claims'],
  ['a list', ['tenant'], 'claims'],
  ['a map', new Map([['tenant', 'acme']]), 'claims'],
  ['a text', 'tenant', 'claims'],
  ['a prototype alone', { __proto__: { tenant: 'acme' } }, 'claims'],
  ['an empty text', { tenant: '' }, 'claims.tenant'],
  ['undefined, as of a variable that is not set', { tenant: undefined }, 'claims.tenant'],
  ['null as a value', { tenant: null }, 'claims.tenant'],
  ['an object', { tenant: { name: 'acme' } }, 'claims.tenant'],
  ['no value', { tenant: [] }, 'claims.tenant'],
  ['an object among the values', { tenant: ['acme', {}] }, 'claims.tenant'],
  ['a hole', { tenant: Object.assign(['a'], { 2: 'b' }) }, 'claims.tenant'],
  ['no number', { level: NaN }, 'claims.level'],
  ['a scope, which is one of several in a text', { scope: 'read' }, 'claims.scope'],
])('%s is a configuration fault', (_what, claims, option) => {
  expect(() => requirementFrom({ claims })).toThrow(faultOf(option))
})

test('they do not change with what they were made of', () => {
  const claims: Record<string, string | string[]> = { tenant: ['acme'] }
  const requirement = requirementFrom({ claims })
  ;(claims.tenant as string[]).push('initech')
  claims.other = 'x'
  expect(requirement.claims).toEqual({ tenant: ['acme'] })
  expect([requirement.claims, requirement.claims?.tenant].every((value) => Object.isFrozen(value))).toBe(true)
})
