import { createTestIssuer } from '@qalqon/testing'
import { resourceServer } from '../../src/index.js'

const issuer = createTestIssuer()
const asking = (tokens: 'opaque' | 'all') => {
  const { issuer: options, ...rest } = issuer.introspectionOptions
  return resourceServer({
    ...rest,
    issuer: {
      ...options,
      introspection: { ...options.introspection, tokens, negativeCacheSeconds: 0, cacheSeconds: 0 },
    },
  })
}
const requirement = { scope: ['read'] }
const request = (token: string) => ({
  method: 'GET',
  url: '/',
  headers: { authorization: `Bearer ${token}` },
})

const spoilt: [string, () => string][] = [
  ['a good opaque token', () => issuer.opaqueToken({ scope: 'read' })],
  ['one without the scope', () => issuer.opaqueToken()],
  ['one for another API', () => issuer.opaqueToken({ scope: 'read', audience: 'https://other.example' })],
  ['one that nobody knows', () => 'nobody-knows-this-token'],
  ['what no token is spelled with', () => 'a b'],
  ['a good JWT', () => issuer.token({ scope: 'read' })],
  ['a JWT that has expired', () => issuer.expired({ scope: 'read' })],
  ['a JWT that is cut off', () => issuer.token({ scope: 'read' }).slice(0, -9)],
]

describe.each(['opaque', 'all'] as const)('tokens: %s', (tokens) => {
  const server = asking(tokens)

  test.each(spoilt)('%s gets the verdict that a request would get', async (_what, make) => {
    const token = make()
    const outcome = await server.authorize(request(token), requirement)
    const { ok, code, checks } = await server.explain(token, requirement)
    expect([ok, code]).toEqual([outcome.ok, outcome.ok ? undefined : outcome.fault.code])
    expect(JSON.stringify(checks)).not.toContain(token)
  })
})

test('an issuer that cannot be asked leaves it undecided', async () => {
  issuer.outage('error', { at: 'introspection' })
  const explanation = await asking('opaque').explain(issuer.opaqueToken({ scope: 'read' }), requirement)
  issuer.recover()
  expect(explanation).toMatchObject({ ok: false, verdict: 'undecided', code: 'introspection_unavailable' })
  expect(explanation.checks.at(-1)).toMatchObject({ step: 'requirement', ok: 'skipped' })
})
