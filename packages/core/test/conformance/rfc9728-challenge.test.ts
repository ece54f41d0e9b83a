import { createTestIssuer } from '@qalqon/testing'
import { ConfigurationFault, type RequestHeaders } from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'
import { ask, fetched, metadataUrl, ofResource, withOptions } from '../support/resource-metadata.js'

const wellKnown = '/.well-known/oauth-protected-resource'

describe('9728-3.3-b: metadata that a challenge leads to names the resource that was asked for', () => {
  test('each resource has its own document', async () => {
    for (const resource of [R, `${R}/reports`]) {
      const api = ofResource(resource)
      const url = api.server.metadata().url
      expect(challengeOf(await api.get()).parameters.get('resource_metadata')).toBe(url)
      expect(await fetched(api)).toMatchObject({ resource })
    }
  })
})

describe('9728-5.1-a: every challenge names the URL of the document', () => {
  const { server, issuer, get, post } = matrix()
  server.metadata()
  const bearer = (token: string) => `Bearer ${token}`

  test.each<[string, number, () => ReturnType<typeof get>, Record<string, string>]>([
    ['401 without a token', 401, () => get(), { scope: 'read' }],
    [
      '401 with a bad one',
      401,
      () => get(bearer(issuer.expired())),
      { error: 'invalid_token', scope: 'read' },
    ],
    [
      '403',
      403,
      () => post(bearer(issuer.token({ scope: 'read' }))),
      { error: 'insufficient_scope', scope: 'write' },
    ],
    ['400', 400, () => get('Bearer'), { error: 'invalid_request' }],
  ])('%s', async (_, status, refused, others) => {
    const outcome = await refused()
    expect(outcome.ok || outcome.response.status).toBe(status)
    const { parameters } = challengeOf(outcome)
    expect(parameters.get('resource_metadata')).toBe(
      'https://rs.example/.well-known/oauth-protected-resource/api',
    )
    expect(Object.fromEntries(parameters)).toMatchObject({ realm: R, ...others })
    expect((await ask({ server }, parameters.get('resource_metadata')!))?.status).toBe(200)
  })

  test('also those of a token that was accepted before, and of getAuth', async () => {
    const token = expectAccepted(await get(bearer(issuer.token({ scope: 'read' }))))
    const refused = [server.authorizeToken(token as never, { scope: ['write'] }), server.refuseAnonymous()]
    for (const outcome of refused) {
      expect(challengeOf(outcome).parameters.get('resource_metadata')).toBe(metadataUrl)
    }
  })

  test('a URL that nobody serves is not named', async () => {
    const unserved = withOptions({ metadata: { scopesSupported: ['read'] } })
    expect(challengeOf(await unserved.get()).parameters.has('resource_metadata')).toBe(false)
    unserved.server.metadata()
    expect(challengeOf(await unserved.get()).parameters.get('resource_metadata')).toBe(metadataUrl)
  })

  test('an identifier that is no URL has no metadata, and nothing else changes', async () => {
    const api = withOptions({ audience: ['api://files', R] })
    expect(() => api.server.metadata()).toThrow(ConfigurationFault)
    expect(() => api.server.metadata()).toThrow(/^resource: .*set resource to the URL of this API/)
    expect(challengeOf(await api.get()).parameters.has('resource_metadata')).toBe(false)
    const named = withOptions({ audience: ['api://files', R], resource: R })
    expect(await fetched(named)).toMatchObject({ resource: R })
  })
})

describe('9728-5.1-b: the URL comes from the configuration, never from the request', () => {
  test.each<RequestHeaders>([
    { host: 'evil.example' },
    { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    { forwarded: 'host=evil.example;proto=http', 'x-original-host': 'evil.example' },
  ])('%j', async (headers) => {
    const { server, get } = matrix()
    server.metadata()
    expect(challengeOf(await get(headers)).parameters.get('resource_metadata')).toBe(metadataUrl)
  })

  test('nor does the document', async () => {
    const { server } = matrix()
    const response = await server
      .metadata()
      .answer({ method: 'GET', url: `http://evil.example${wellKnown}/api` })
    expect(response?.body).toBe(JSON.stringify(server.metadata().document))
    expect(response?.body).not.toContain('evil')
  })
})

describe('9728-7.4-a: resources on one host have their own documents and their own audiences', () => {
  test('a token for one is refused by the other, which names its own document', async () => {
    const issuer = createTestIssuer({ issuer: I, audience: R, algorithm: 'RS256', now: N })
    const [a, b] = ['a', 'b'].map((path) => matrix({ audience: `https://rs.example/${path}` }, issuer))
    a!.server.metadata()
    b!.server.metadata()
    const forA = `Bearer ${issuer.token({ scope: 'read', audience: 'https://rs.example/a' })}`
    expectAccepted(await a!.get(forA))
    const refused = await b!.get(forA)
    expectRefused(refused, 401, 'invalid_token', 'audience_mismatch')
    expect(challengeOf(refused).parameters.get('resource_metadata')).toBe(`https://rs.example${wellKnown}/b`)
    expect(await ask(b!, `${wellKnown}/a`)).toBeUndefined()
    expect(await fetched(b!)).toMatchObject({ resource: 'https://rs.example/b' })
  })
})
