import {
  guardOf,
  handleOf,
  laterGuard,
  madeOfGuard,
  requirementOf,
  type AccessRequirement,
} from '../../src/index.js'
import { expectRefused, matrix } from '../support/matrix.js'

const { issuer, server } = matrix()
const handle = handleOf(
  server,
  (guard) => madeOfGuard(guard, () => guard),
  jest.fn<never, []>(),
  jest.fn<never, []>(),
)

test('a guard says what it requires, as it was declared', () => {
  const check = () => true
  const access: AccessRequirement = { scope: ['read'], acrValues: ['phr'], maxAgeSeconds: 300, check }
  expect(requirementOf(laterGuard('requireAccess', access))).toEqual({
    authentication: 'required',
    requirement: access,
  })
  expect(requirementOf(handle.requireScope('read', 'write'))).toEqual({
    authentication: 'required',
    requirement: { scope: ['read', 'write'] },
  })
  expect(requirementOf(handle.requireAnyScope('read'))?.requirement).toEqual({ anyScope: ['read'] })
  expect(requirementOf(handle.requireAccess({ roles: ['editor'] }))?.requirement).toEqual({
    roles: ['editor'],
  })
})

test('as JSON it is what was named, and nothing else', () => {
  const requirement = { claims: { tenant: ['acme'] }, scope: ['read'] }
  expect(JSON.parse(JSON.stringify(requirementOf(handle.requireAccess(requirement))))).toEqual({
    authentication: 'required',
    requirement,
  })
})

test('a guard that only authenticates requires no more than that, and where it is optional not even that', () => {
  expect(requirementOf(guardOf(server))).toEqual({ authentication: 'required' })
  const open = matrix({ optional: true }, issuer).server
  expect(requirementOf(guardOf(open))).toEqual({ authentication: 'optional' })
  expect(requirementOf(guardOf(open, { scope: ['read'] }))).toEqual({
    authentication: 'required',
    requirement: { scope: ['read'] },
  })
})

test('what is no guard requires nothing that is known', () => {
  const guard = guardOf(server)
  expect(requirementOf(() => guard)).toBeUndefined()
  expect(requirementOf({})).toBeUndefined()
  const middleware = () => undefined
  expect(madeOfGuard(() => undefined, middleware)).toBe(middleware)
  expect(requirementOf(middleware)).toBeUndefined()
})

test('what is enforced cannot be changed through it', async () => {
  const guard = guardOf(server, {
    scope: ['admin'],
    claims: { tenant: ['acme'] },
    authorizationDetails: [{ type: 'a', actions: ['x'] }],
  })
  const told = requirementOf(guard)!
  const objects: unknown[] = [told]
  for (const each of objects) {
    if (typeof each !== 'object' || each === null) continue
    expect(Object.isFrozen(each)).toBe(true)
    objects.push(...(Object.values(each) as unknown[]))
  }
  expect(objects.length).toBeGreaterThan(8)
  expect(() => Object.assign(told, { requirement: undefined })).toThrow(TypeError)
  const headers = { authorization: `Bearer ${issuer.token({ scope: 'read' })}` }
  expectRefused(await guard({}, { method: 'GET', url: '/', headers }), 403, 'insufficient_scope')
})

test('what it says can be required again', () => {
  const first = handle.requireAccess({ scope: ['read'], audience: issuer.audience })
  const again = handle.requireAccess(requirementOf(first)!.requirement!)
  expect(requirementOf(again)).toEqual(requirementOf(first))
})
