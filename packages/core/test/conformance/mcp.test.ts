import { createTestIssuer } from '@qalqon/testing'
import { ConfigurationFault, type ResourceServerOptions } from '../../src/index.js'
import { expectAccepted, expectRefused, challengeOf, I, matrix, N } from '../support/matrix.js'

const R = 'https://mcp.example/mcp'
const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
const mcp = (options: Partial<ResourceServerOptions> = {}) =>
  matrix({ profile: 'mcp', audience: R, ...options }, issuer)
const bearer = (scope?: string, options: object = {}) => `Bearer ${issuer.token({ scope, ...options })}`

const faultOf = (options: Partial<ResourceServerOptions>) => {
  try {
    mcp(options)
  } catch (thrown) {
    if (thrown instanceof ConfigurationFault) return thrown.option
  }
  throw new Error('no option was refused')
}

test('MCP-PRM-a: its metadata names an issuer', () => {
  const { document } = mcp().server.metadata()
  expect(document).toMatchObject({ resource: R, authorization_servers: [I] })
  expect(faultOf({ metadata: { authorizationServers: [] } })).toBe('metadata.authorizationServers')
  expect(faultOf({ audience: 'mcp' })).toBe('resource')
  const tenants = { resolveIssuer: () => I }
  expect(faultOf(tenants)).toBe('metadata.authorizationServers')
  const named = mcp({ ...tenants, metadata: { authorizationServers: [I] } })
  expect(named.server.metadata().document).toMatchObject({ authorization_servers: [I] })
})

test('MCP-PRM-b, MCP-401-b: the challenge leads to it, and names the scope', async () => {
  const { get, server } = mcp()
  const { url } = server.metadata()
  const { parameters } = challengeOf(await get(undefined, { scope: ['files:read'] }))
  expect(parameters.get('resource_metadata')).toBe(url)
  expect(url).toBe('https://mcp.example/.well-known/oauth-protected-resource/mcp')
  expect(parameters.get('scope')).toBe('files:read')
})

test('MCP-401-a: each request is decided for itself', async () => {
  const { get } = mcp()
  expectAccepted(await get(bearer('read')))
  expectRefused(await get(), 401, undefined)
  const token = bearer('read')
  expectAccepted(await get(token))
  issuer.clock.advance(300)
  expectRefused(await get(token), 401, 'invalid_token', 'token_expired')
  issuer.clock.set(N)
})

test('MCP-AUD-a: the token was issued for this server', async () => {
  const { get } = mcp()
  for (const audience of ['https://other.example/mcp', I, 'https://mcp.example', `${R}/`]) {
    expectRefused(await get(bearer('read', { audience })), 401, 'invalid_token', 'audience_mismatch')
  }
  expectRefused(await get(bearer('read', { omit: ['aud'] })), 401, 'invalid_token', 'claim_missing')
})

test('MCP-AUD-b: a handler does not get the token, unless it is asked for', async () => {
  expect(expectAccepted(await mcp().get(bearer('read')))).not.toHaveProperty('token')
})

describe('MCP-URI-a: the letter case of scheme and host', () => {
  test('does not count, and that of the path does', async () => {
    const { get } = mcp()
    expectAccepted(await get(bearer('read', { audience: 'https://MCP.EXAMPLE/mcp' })))
    expectAccepted(await get(bearer('read', { audience: ['x', 'HTTPS://mcp.example/mcp'] })))
    const other = await get(bearer('read', { audience: 'https://mcp.example/MCP' }))
    expectRefused(other, 401, 'invalid_token', 'audience_mismatch')
    const upper = mcp({ audience: 'https://MCP.example/mcp' })
    expectAccepted(await upper.get(bearer('read')))
  })

  test('does not count for a route either', async () => {
    const { get } = mcp({ audience: [R, 'https://mcp.example/other'] })
    const token = bearer('read', { audience: 'https://MCP.EXAMPLE/mcp' })
    const { audience } = expectAccepted(await get(token, { audience: R }))
    expect(audience).toEqual([R])
    const both = bearer('read', { audience: [R, 'HTTPS://mcp.EXAMPLE/other', 'x'] })
    const accepted = expectAccepted(await get(both, { audience: 'https://mcp.example/other' }))
    expect(accepted.audience).toEqual([R, 'https://mcp.example/other', 'x'])
    expectRefused(await get(token, { audience: 'https://mcp.example/other' }), 403, 'insufficient_scope')
  })

  test('counts without the profile', async () => {
    const { get } = matrix({ audience: R }, issuer)
    const outcome = await get(bearer('read', { audience: 'https://MCP.EXAMPLE/mcp' }))
    expectRefused(outcome, 401, 'invalid_token', 'audience_mismatch')
  })

  test('an identifier with a fragment is refused', () => {
    expect(faultOf({ audience: `${R}#x` })).toBe('resource')
    expect(() => mcp({ audience: `${R}#x` })).toThrow(/no fragment/)
  })
})

test('MCP-QRY-a: a token in the query is none', async () => {
  const { server } = mcp()
  const url = `/mcp?access_token=${issuer.token({ scope: 'read' })}`
  expectRefused(await server.authorize({ method: 'POST', url, headers: {} }), 401, undefined)
  expect(faultOf({ bearerMethods: ['header', 'query'] })).toBe('bearerMethods')
})

test('MCP-403-a: all scopes of an operation in one challenge, and the hierarchy counts', async () => {
  const { get, server } = mcp({ scopeImplies: { files: ['files:read', 'files:write'] } })
  const { url } = server.metadata()
  const requirement = { scope: ['files:read', 'files:write'] }
  const outcome = await get(bearer('other'), requirement)
  expectRefused(outcome, 403, 'insufficient_scope')
  const { parameters } = challengeOf(outcome)
  expect(parameters.get('scope')).toBe('files:read files:write')
  expect(parameters.get('resource_metadata')).toBe(url)
  expectAccepted(await get(bearer('files'), requirement))
})

test('MCP-403-b: offline_access is in no challenge, and not in scopes_supported', async () => {
  const { get, server, events } = mcp({ metadata: { scopesSupported: ['files', 'offline_access'] } })
  expect(server.metadata().document.scopes_supported).toEqual(['files'])
  expect(events).toContainEqual(expect.objectContaining({ code: 'offline_access_advertised' }))
  const { parameters } = challengeOf(await get(undefined, { scope: ['files', 'offline_access'] }))
  expect(parameters.get('scope')).toBe('files')
  expect(events).toContainEqual(expect.objectContaining({ code: 'offline_access_required' }))
})

test('MCP-400-a: two credentials are malformed', async () => {
  const authorization = [bearer('read'), bearer('read')]
  expectRefused(await mcp().get({ authorization }), 400, 'invalid_request', 'credentials_repeated')
})
