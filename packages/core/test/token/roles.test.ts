import { ConfigurationFault, rolesIn, type JsonObject, type ResourceServerOptions } from '../../src/index.js'
import { rolesOfRolesClaim } from '../../src/token/roles.js'
import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'

test.each<[unknown, string[]]>([
  [undefined, []],
  [
    ['editor', 'owner'],
    ['editor', 'owner'],
  ],
  [
    [{ value: 'editor', primary: true }, { value: 'owner' }],
    ['editor', 'owner'],
  ],
  [
    ['editor', { value: 'owner' }],
    ['editor', 'owner'],
  ],
  ['editor', ['editor']],
  ['Global Admin', ['Global Admin']],
  [[{ display: 'Editor' }, { value: 1 }, {}, null, 1, true, '', ['owner']], []],
  [{ value: 'editor' }, []],
  [{ editor: true }, []],
  ['', []],
  [null, []],
  [1, []],
])('the claim roles %j gives %j', (roles, expected) => {
  expect(rolesOfRolesClaim(roles === undefined ? {} : { roles })).toEqual(expected)
  expect(rolesIn('groups')(roles === undefined ? {} : { groups: roles })).toEqual(expected)
})

test('rolesIn looks at own members alone', () => {
  expect(rolesIn('constructor')({})).toEqual([])
  expect(rolesIn('https://example.com/roles')({ 'https://example.com/roles': ['a'], roles: ['b'] })).toEqual([
    'a',
  ])
  for (const claim of ['', undefined, ['roles']])
    expect(() => rolesIn(claim as string)).toThrow(ConfigurationFault)
})

describe('rolesFrom', () => {
  const { issuer } = matrix()
  const claims = { roles: ['a'], groups: ['b'] }
  const send = (options: Partial<ResourceServerOptions>) =>
    matrix(options, issuer).get(`Bearer ${issuer.token({ claims })}`, { subjectType: 'user' })

  test('is the claim roles, unless the options say otherwise, or those of the issuer', async () => {
    const groups = rolesIn('groups')
    expect(expectAccepted(await send({})).roles).toEqual(['a'])
    expect(expectAccepted(await send({ rolesFrom: groups })).roles).toEqual(['b'])
    const own = { issuer: issuer.issuer, rolesFrom: groups }
    expect(expectAccepted(await send({ issuer: own, rolesFrom: () => ['c'] })).roles).toEqual(['b'])
  })

  test('the list on the token is constant', async () => {
    const list = ['a']
    for (const rolesFrom of [() => list, undefined]) {
      const { roles } = expectAccepted(await send({ ...(rolesFrom && { rolesFrom }) }))
      expect(Object.isFrozen(roles)).toBe(true)
    }
    expect(Object.isFrozen(list)).toBe(false)
  })

  test.each<[string, (claims: JsonObject) => unknown]>([
    ['a text', () => 'a'],
    ['a promise', () => Promise.resolve(['a'])],
    ['a list of something else', () => [1]],
  ])('that returns %s refuses the token', async (_what, rolesFrom) => {
    const outcome = await send({ rolesFrom } as unknown as Partial<ResourceServerOptions>)
    const { fault } = expectRefused(outcome, 401, 'invalid_token', 'claims_rejected')
    expect(fault.detail).toMatch(/^rolesFrom failed/)
  })

  test('that is no function is a configuration fault', () => {
    const rolesFrom = 'roles' as never
    expect(() => matrix({ rolesFrom })).toThrow(/^rolesFrom: /)
    expect(() => matrix({ issuer: { issuer: issuer.issuer, rolesFrom } })).toThrow(/^issuer\.rolesFrom: /)
  })
})
