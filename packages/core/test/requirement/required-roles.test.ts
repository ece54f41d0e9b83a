import type { TokenFault } from '../../src/index.js'
import { introspecting } from '../support/introspection.js'
import { challengeOf, expectAccepted, expectRefused, matrix } from '../support/matrix.js'
import { faultOf, requirementFrom } from '../support/requirements.js'

const { issuer, get } = matrix()
const send = (roles: unknown, required: { roles?: string[]; anyRole?: string[] }) =>
  get(`Bearer ${issuer.token({ claims: { roles } })}`, required)

async function refused(roles: unknown, required: { roles?: string[]; anyRole?: string[] }) {
  const outcome = await send(roles, required)
  const { fault } = expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_roles')
  expect(challengeOf(outcome).parameters.has('scope')).toBe(false)
  return (fault as TokenFault).facts
}

test('roles: all are needed', async () => {
  expectAccepted(await send(['editor', 'owner', 'x'], { roles: ['owner', 'editor'] }))
  expect(await refused(['editor'], { roles: ['editor', 'owner'] })).toMatchObject({
    missingRoles: ['owner'],
    expected: '"editor" and "owner"',
    actual: '["editor"]',
  })
})

test('anyRole: one is enough', async () => {
  for (const role of ['editor', 'owner']) expectAccepted(await send([role], { anyRole: ['editor', 'owner'] }))
  expect(await refused(['reader'], { anyRole: ['editor', 'owner'] })).toMatchObject({
    missingRoles: ['editor', 'owner'],
    missingAnyRole: ['editor', 'owner'],
    expected: 'one of "editor", "owner"',
  })
})

test('both together: both must be met', async () => {
  const both = { roles: ['staff'], anyRole: ['editor', 'owner'] }
  expectAccepted(await send(['owner', 'staff'], both))
  expect(await refused(['owner'], both)).toMatchObject({ missingRoles: ['staff'] })
  expect(await refused(['staff'], both)).toMatchObject({ missingRoles: ['editor', 'owner'] })
  expect(await refused([], both)).toMatchObject({ missingRoles: ['staff', 'editor', 'owner'] })
})

test.each<[unknown]>([
  [undefined],
  [[]],
  [['Editor']],
  [['editor ']],
  [['editor owner']],
  [{ editor: true }],
  [null],
])('%j does not have the role editor', async (roles) => {
  await refused(roles, { roles: ['editor'] })
  await refused(roles, { anyRole: ['editor'] })
})

test('scopes are no roles, and roles no scopes', async () => {
  const scoped = issuer.token({ scope: 'editor', claims: { roles: ['reader'] } })
  expectRefused(
    await get(`Bearer ${scoped}`, { roles: ['editor'] }),
    403,
    'insufficient_scope',
    'insufficient_roles',
  )
  expectRefused(
    await get(`Bearer ${scoped}`, { scope: ['reader'] }),
    403,
    'insufficient_scope',
    'insufficient_scope',
  )
})

test('of an opaque token they are those that its issuer tells', async () => {
  const opaque = introspecting()
  const sent = (roles: string[]) => `Bearer ${opaque.issuer.opaqueToken({ claims: { roles } })}`
  expectAccepted(await opaque.get(sent(['editor']), { roles: ['editor'] }))
  expectRefused(
    await opaque.get(sent(['x']), { roles: ['editor'] }),
    403,
    'insufficient_scope',
    'insufficient_roles',
  )
})

test.each<[string, unknown]>([
  ['no role', []],
  ['a text for the list', 'editor'],
  ['an empty role', ['']],
  ['a number', [1]],
  ['null', null],
])('%s is a configuration fault', (_what, roles) => {
  expect(() => requirementFrom({ roles })).toThrow(faultOf('roles'))
  expect(() => requirementFrom({ roles: ['editor'], anyRole: roles })).toThrow(faultOf('anyRole'))
})

test('they do not change with what they were made of', () => {
  const roles = ['editor', 'editor']
  const requirement = requirementFrom({ roles })
  roles.push('owner')
  expect(requirement.roles).toEqual(['editor'])
  expect(Object.isFrozen(requirement.roles)).toBe(true)
})
