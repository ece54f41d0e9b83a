import { ConfigurationFault, Requirement, type AccessRequirement } from '../../src/index.js'
import { toRequirement } from '../../src/requirement/requirement.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer, server, get } = matrix()
const request = { method: 'GET', url: '/x', headers: {} }

/** Sends a token with these scopes; `scopeImplies` stands in the options. */
function send(scope: string, requirement: AccessRequirement, scopeImplies?: Record<string, string[]>) {
  const hierarchical = matrix({ ...(scopeImplies && { scopeImplies }) }, issuer)
  return hierarchical.get(`Bearer ${issuer.token({ scope })}`, requirement)
}

describe('scope: all are needed', () => {
  test.each([['a b'], ['b a'], ['c b a']])('%s has a and b', async (scope) => {
    expectAccepted(await send(scope, { scope: ['a', 'b'] }))
  })

  test.each([
    ['a', ['b']],
    ['b c', ['a']],
    ['c', ['a', 'b']],
  ])('%s lacks %j', async (scope, missingScopes) => {
    const outcome = await send(scope, { scope: ['a', 'b'] })
    const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(fault).toMatchObject({ facts: { missingScopes, actual: JSON.stringify(scope) } })
    expect(challengeOf(outcome).parameters.get('scope')).toBe('a b')
  })
})

describe('anyScope: one is enough', () => {
  test.each([['a'], ['b'], ['c b']])('%s has a or b', async (scope) => {
    expectAccepted(await send(scope, { anyScope: ['a', 'b'] }))
  })

  test('none is not; the challenge names the first', async () => {
    const outcome = await send('c', { anyScope: ['a', 'b'] })
    const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(fault).toMatchObject({
      facts: { missingScopes: ['a', 'b'], missingAnyScope: ['a', 'b'], expected: 'a or b' },
    })
    expect(challengeOf(outcome).parameters.get('scope')).toBe('a')
  })
})

describe('scope and anyScope together: both must be met', () => {
  const both = { scope: ['a'], anyScope: ['b', 'c'] }

  test.each([['a b'], ['a c'], ['c b a']])('%s meets both', async (scope) => {
    expectAccepted(await send(scope, both))
  })

  test.each([['a'], ['b c'], ['b'], ['d']])('%s does not', async (scope) => {
    const outcome = await send(scope, both)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('a b')
  })

  test('what is expected says that one of the second suffices', async () => {
    const { fault } = expectRefused(await send('d', both), 403, 'insufficient_scope', 'insufficient_scope')
    expect(fault).toMatchObject({
      facts: { expected: 'a and (b or c)', missingScopes: ['a', 'b', 'c'], missingAnyScope: ['b', 'c'] },
    })
  })
})

describe('scopeImplies', () => {
  const hierarchy = { admin: ['files', 'users'], files: ['files.read', 'files.write'], 'files.write': ['x'] }

  test.each([
    ['admin', 'admin'],
    ['admin', 'files'],
    ['admin', 'files.read'],
    ['admin', 'x'],
    ['files', 'x'],
  ])('%s grants %s, level by level', async (scope, needed) => {
    const token = expectAccepted(await send(scope, { scope: [needed] }, hierarchy))
    expect(token.hasScope(needed)).toBe(true)
    expect(token.scopes).toEqual([scope])
  })

  test.each([
    ['files', 'admin'],
    ['files', 'users'],
    ['files.read', 'files.write'],
    ['files.read', 'files'],
    ['Admin', 'files'],
    ['x', 'files.write'],
  ])('%s does not grant %s', async (scope, needed) => {
    const outcome = await send(scope, { scope: [needed] }, hierarchy)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
  })

  test('counts in anyScope too', async () => {
    expectAccepted(await send('files', { anyScope: ['other', 'files.read'] }, hierarchy))
  })

  test.each([
    ['two that imply each other', { a: ['b'], b: ['a'] }],
    ['one that implies itself', { a: ['a', 'b'] }],
    ['a ring', { a: ['c'], c: ['b'], b: ['a'] }],
  ])('%s', async (_, cycle) => {
    const token = expectAccepted(await send('a', { scope: ['a', 'b'] }, cycle))
    expect(token.hasScope('z')).toBe(false)
  })

  test('of one issuer is that of all', async () => {
    const mapped = matrix({ scopeImplies: hierarchy, scopeFrom: () => ['files'] }, issuer)
    expectAccepted(await mapped.get(`Bearer ${issuer.token()}`, { scope: ['files.read'] }))
  })
})

describe('subjectType', () => {
  const ofUser = issuer.token({ scope: 'read' })
  const ofClient = issuer.clientCredentials({ scope: 'read' })

  test.each([
    ['user', ofUser, ofClient],
    ['client', ofClient, ofUser],
  ] as const)('%s lets no other through, whatever scopes it has', async (subjectType, good, other) => {
    for (const requirement of [{ subjectType }, { scope: ['read'], subjectType }]) {
      expectAccepted(await get(`Bearer ${good}`, requirement))
      const outcome = await get(`Bearer ${other}`, requirement)
      const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'subject_type_mismatch')
      expect(fault).toMatchObject({ step: 'requirement', facts: { expected: subjectType } })
      expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
    }
  })

  test('is what the dialect of the issuer says', async () => {
    const dialect = { subjectType: () => 'client' as const }
    const { get } = matrix({ issuer: { issuer: issuer.issuer, dialect } }, issuer)
    expectAccepted(await get(`Bearer ${ofUser}`, { subjectType: 'client' }))
    const outcome = await get(`Bearer ${ofUser}`, { subjectType: 'user' })
    expectRefused(outcome, 403, 'insufficient_scope', 'subject_type_mismatch')
  })
})

describe('all that is required must be met, and the first that is not decides the code', () => {
  const detail = { type: 'payment', actions: ['pay'] }
  const all: AccessRequirement = {
    subjectType: 'user',
    authorizationDetails: [detail],
    anyScope: ['b', 'c'],
    scope: ['a'],
  }
  const token = (scope: string, details: unknown, client = false) =>
    `Bearer ${issuer.token({
      scope,
      ...(client && { subject: 'client-1' }),
      claims: { authorization_details: details },
    })}`

  test('a token that has it all', async () => {
    expectAccepted(await get(token('a c', [detail]), all))
  })

  test.each<[string, string, string, unknown, boolean]>([
    ['insufficient_scope', 'no scope', 'b', [detail], false],
    ['insufficient_scope', 'none of several scopes', 'a', [detail], false],
    ['insufficient_scope', 'no scope and no details', 'a', undefined, false],
    ['subject_type_mismatch', 'nothing at all', 'd', undefined, true],
    ['insufficient_authorization_details', 'no details', 'a b', undefined, false],
    ['subject_type_mismatch', 'no details, and a client', 'a b', undefined, true],
    ['subject_type_mismatch', 'a client', 'a b', [detail], true],
  ])('%s: %s', async (code, _what, scope, details, client) => {
    const outcome = await get(token(scope, details, client), all)
    expectRefused(outcome, 403, 'insufficient_scope', code)
    const named = challengeOf(outcome).parameters.get('scope')
    expect(named).toBe(code === 'insufficient_scope' ? 'a b' : undefined)
  })

  test('without a token, or with a bad one, the challenge names the scope, where there is one', async () => {
    const bad = `Bearer ${issuer.expired()}`
    for (const authorization of [undefined, bad]) {
      const scopeOf = async (requirement: AccessRequirement) =>
        challengeOf(await get(authorization, requirement)).parameters.get('scope')
      expect(await scopeOf(all)).toBe('a b')
      expect(await scopeOf({ authorizationDetails: [detail] })).toBeUndefined()
      expect(await scopeOf({ subjectType: 'user' })).toBeUndefined()
    }
    expect(challengeOf(await get('Bearer', all)).parameters.has('scope')).toBe(false)
  })

  test('a later guard decides in the same way', async () => {
    const accepted = expectAccepted(await get(token('a b', undefined, true), { scope: ['a'] }))
    const outcome = server.authorizeToken(accepted as never, all)
    expectRefused(outcome, 403, 'insufficient_scope', 'subject_type_mismatch')
    expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  })

  test('with optional, an anonymous request meets none of them', async () => {
    const open = matrix({ optional: true }, issuer)
    for (const requirement of [{ authorizationDetails: [detail] }, { subjectType: 'user' as const }])
      expectRefused(await open.get(undefined, requirement), 401, undefined, 'credentials_missing')
  })
})

describe('a requirement that makes no sense is a configuration fault', () => {
  test.each<[string, unknown, string]>([
    ['nothing', {}, 'requirement'],
    ['undefined members', { scope: undefined, authorizationDetails: undefined }, 'requirement'],
    ['a subject of an unknown type', { subjectType: 'robot' }, 'subjectType'],
    ['several types of subjects', { subjectType: ['user'] }, 'subjectType'],
    ['no type of subject', { scope: ['a'], subjectType: null }, 'subjectType'],
    ['null', null, 'requirement'],
    ['a text', 'read', 'requirement'],
    ['an empty text', '', 'requirement'],
    ['false', false, 'requirement'],
    ['a list', ['read'], 'requirement'],
    ['an empty list of scopes', { scope: [] }, 'scope'],
    ['an empty list of alternatives', { scope: ['a'], anyScope: [] }, 'anyScope'],
    ['one text for the list', { scope: 'read' }, 'scope'],
    ['two scopes in one', { scope: ['a b'] }, 'scope'],
    ['an empty scope', { anyScope: [''] }, 'anyScope'],
    ['a number', { scope: [1] }, 'scope'],
    ['an unknown member', { scope: ['a'], scopes: ['b'] }, 'scopes'],
  ])('%s', async (_, requirement, option) => {
    const fault = expect.objectContaining({ name: 'ConfigurationFault', option }) as Error
    expect(() => new Requirement(requirement as AccessRequirement)).toThrow(fault)
    expect(() => server.authorize(request, requirement as AccessRequirement)).toThrow(fault)
    const token = expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
    expect(() => server.authorizeToken(token as never, requirement as AccessRequirement)).toThrow(fault)
  })

  test('the fault says what is wrong', () => {
    expect(() => new Requirement({ scope: ['a b'] })).toThrow(/"a b" is not one scope/)
    expect(() => new Requirement({ scope: ['a b'] })).toThrow(ConfigurationFault)
  })

  test.each<[unknown, string]>([
    [{ scope: 'a' }, "scope: expected a list: write scope: ['a']"],
    [{ anyScope: 'a b' }, "anyScope: expected a list: write anyScope: ['a', 'b']"],
    [{ scope: '"' }, "scope: expected a list of at least one scope, as in scope: ['files.read']"],
    [
      { scopes: ['a'] },
      'scopes: there is no such requirement; there are scope, anyScope, authorizationDetails, subjectType, acrValues, maxAgeSeconds,',
    ],
    [{ scope: [] }, "scope: expected at least one scope, as in requireScope('files.read')"],
    [{ anyScope: [] }, "anyScope: expected at least one scope, as in requireAnyScope('files.read')"],
    [{ anyScope: [['a']] }, "anyScope: a list is not one scope: write requireAnyScope('a', 'b')"],
    [
      { anyScope: ['a b'] },
      "anyScope: \"a b\" is not one scope: several are several texts, requireAnyScope('a', 'b')",
    ],
  ])('%j: %s', (requirement, message) => {
    expect(() => new Requirement(requirement as AccessRequirement)).toThrow(message)
  })
})

test('a requirement is made once, and does not change with what it was made of', () => {
  const scope = ['a', 'a', 'b']
  const requirement = new Requirement({ scope })
  scope.push('c')
  expect(requirement.scope).toEqual(['a', 'b'])
  const { parts } = requirement
  for (const part of [requirement, requirement.scope, parts]) expect(Object.isFrozen(part)).toBe(true)
  expect(toRequirement(requirement)).toBe(requirement)
})

describe('a guard that was handed in without being called gets the request of the framework', () => {
  const secret = 'Bearer the-token-of-somebody'
  const message = { rawHeaders: ['Authorization', secret], headers: { authorization: secret } }
  const context = { req: message, res: {}, headers: { authorization: secret } }

  test.each([
    ['requireScope', { scope: [message] }],
    ['requireScope', { scope: [context] }],
    ['requireAnyScope', { anyScope: [context] }],
    ['requireAccess', message],
    ['requireAccess', context],
    ['requireScope', { scope: [new Request('https://rs.example', { headers: { authorization: secret } })] }],
    ['requireAnyScope', { anyScope: [() => secret] }],
  ])('%s: the fault says so, and does not spell it out', (name, requirement) => {
    const build = () => new Requirement(requirement as AccessRequirement)
    expect(build).toThrow(`write ${name}(…)`)
    expect(build).not.toThrow(/somebody/)
  })

  test.each([[{ a: secret }], [10n], [Symbol(secret)], [() => secret]])(
    '%p is not spelled out either',
    (scope) => {
      const build = () => new Requirement({ scope: [scope] } as never)
      expect(build).toThrow(ConfigurationFault)
      expect(build).not.toThrow(/somebody/)
    },
  )
})
