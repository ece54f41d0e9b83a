import { guardOf, laterGuard, type AccessRequirement } from '../../src/index.js'
import { challengeOf, expectRefused, matrix } from '../support/matrix.js'

const warning = {
  type: 'configuration_warning',
  code: 'offline_access_required',
  issuer: undefined,
  detail: expect.stringContaining('requires the scope offline_access'),
}
const request = { method: 'GET', url: '/x', headers: {} }
const warningsOf = ({ events }: Pick<ReturnType<typeof matrix>, 'events'>) =>
  events.filter(({ type }) => type === 'configuration_warning')

describe('MCP-403-b: a route that requires offline_access', () => {
  test.each<[AccessRequirement]>([
    [{ scope: ['offline_access'] }],
    [{ scope: ['read', 'offline_access'] }],
    [{ anyScope: ['read', 'offline_access'] }],
  ])('%j is told of when it is declared, once', (requirement) => {
    const api = matrix()
    guardOf(api.server, requirement)
    expect(api.events).toEqual([warning])
    guardOf(api.server, requirement)
    api.server.declare({ scope: ['offline_access'] })
    expect(api.events).toEqual([warning])
  })

  test('is told of when a guard that knows no resource server is first reached', async () => {
    const api = matrix()
    const { server, issuer } = api
    const later = laterGuard('requireScope', { scope: ['offline_access'] })
    expect(api.events).toEqual([])
    const message = {}
    const authorization = `Bearer ${issuer.token({ scope: 'read' })}`
    expect(await guardOf(server)(message, { ...request, headers: { authorization } })).toMatchObject({
      ok: true,
    })
    for (let times = 0; times < 2; times++) {
      expect(await later(message, request)).toMatchObject({ ok: false, response: { status: 403 } })
    }
    expect(warningsOf(api)).toEqual([warning])
  })

  test('goes on to be enforced, and no challenge names the scope', async () => {
    const { issuer, get } = matrix()
    const token = `Bearer ${issuer.token({ scope: 'read' })}`
    const scopeOf = async (requirement: AccessRequirement, authorization?: string) =>
      challengeOf(await get(authorization, requirement)).parameters.get('scope')
    expectRefused(await get(token, { scope: ['read', 'offline_access'] }), 403, 'insufficient_scope')
    expect(await scopeOf({ scope: ['read', 'offline_access'] }, token)).toBe('read')
    expect(await scopeOf({ scope: ['offline_access'] }, token)).toBeUndefined()
    expect(await scopeOf({ scope: ['read', 'offline_access'] })).toBe('read')
    expect(await scopeOf({ anyScope: ['offline_access', 'files'] }, token)).toBe('files')
  })

  test('a scope with a name like it is one of the API', async () => {
    const api = matrix()
    api.server.declare({ scope: ['offline_access2'], anyScope: ['x.offline_access'] })
    expect(api.events).toEqual([])
    const outcome = await api.get(undefined, { scope: ['offline_access2'] })
    expect(challengeOf(outcome).parameters.get('scope')).toBe('offline_access2')
  })
})
