import type { ResourceServerOptions } from '../../src/index.js'
import { I, R } from '../support/matrix.js'
import {
  ask,
  documentOf,
  fetched,
  fieldOf,
  metadataUrl,
  ofResource,
  withOptions,
} from '../support/resource-metadata.js'

const wellKnown = '/.well-known/oauth-protected-resource'

describe('9728-3.1-a: the well-known segment stands between the host and the path of the identifier', () => {
  test('the document is there, and nowhere else', async () => {
    const api = ofResource(R)
    expect((await ask(api, `${wellKnown}/api`))?.status).toBe(200)
    for (const elsewhere of [
      `/api${wellKnown}`,
      wellKnown,
      `${wellKnown}/`,
      `${wellKnown}/api/`,
      `${wellKnown}/api/x`,
      `${wellKnown}/API`,
      `${wellKnown}/api?x`,
      `${wellKnown}/api#x`,
      `${wellKnown}//api`,
      `${wellKnown}/x/../api`,
      `${wellKnown}/%61pi`,
      '/api',
      '/',
      '*',
      'rs.example:443',
      `https://rs.example/api${wellKnown}`,
    ]) {
      expect([elsewhere, await ask(api, elsewhere)]).toEqual([elsewhere, undefined])
    }
  })

  test('a whole URL as target is as good as its path, as it is in a Request', async () => {
    const { answer } = ofResource(R).server.metadata()
    expect(await answer(new Request(metadataUrl))).toMatchObject({ status: 200 })
    expect(await answer(new Request(`${metadataUrl}/x`))).toBeUndefined()
  })
})

describe('9728-3.1-b: a slash alone behind the host is dropped, and the query kept', () => {
  test.each([
    ['https://rs.example', wellKnown],
    ['https://rs.example/', wellKnown],
    ['https://rs.example/api/', `${wellKnown}/api/`],
    ['https://rs.example/api?t=a', `${wellKnown}/api?t=a`],
    ['https://rs.example/?t=a', `${wellKnown}?t=a`],
    ['https://rs.example?t=a', `${wellKnown}?t=a`],
    ['https://rs.example:8443/a/b', `${wellKnown}/a/b`],
  ])('%s: %s', async (resource, target) => {
    const api = ofResource(resource)
    expect(api.server.metadata().url.endsWith(target)).toBe(true)
    expect((await ask(api, target))?.status).toBe(200)
    expect(await fetched(api)).toMatchObject({ resource })
  })

  test('with a query in the identifier, path and query must both match', async () => {
    const api = ofResource('https://rs.example/api?t=a')
    for (const target of ['/api', '/api?t=b', '/api?t=a&u=b', '/api?']) {
      expect(await ask(api, wellKnown + target)).toBeUndefined()
    }
  })
})

describe('9728-2-a: the identifier is an absolute https URL without a fragment', () => {
  test.each([
    ['http', 'http://rs.example/api'],
    ['a fragment', 'https://rs.example/api#f'],
    ['an empty fragment', 'https://rs.example/api#'],
    ['a path alone', '/api'],
    ['a host alone', 'rs.example'],
    ['another scheme', 'api://files'],
    ['a URN', 'urn:rs'],
    ['no host', 'https:///api'],
    ['white space', ' '],
    ['null', null],
  ])('%s is a configuration error', (_, resource) => {
    const fault = expect.objectContaining({ name: 'ConfigurationFault', option: 'resource' }) as Error
    expect(() => withOptions({ audience: [R, String(resource)], resource: resource! })).toThrow(fault)
    const silent = withOptions({ audience: String(resource) })
    expect(() => silent.server.metadata()).toThrow(fault)
  })

  test.each(['http://127.0.0.1:4100', 'http://localhost:4100/api', 'http://[::1]:4100'])(
    '%s is fine, because it is this machine',
    async (resource) => {
      expect(await fetched(ofResource(resource))).toMatchObject({ resource })
    },
  )

  test.each([
    ['jwksUri', { jwksUri: 'http://rs.example/jwks' }],
    ['jwksUri', { jwksUri: '/jwks' }],
    ['resourceSigningAlgValuesSupported', { resourceSigningAlgValuesSupported: ['ES256', 'none'] }],
  ])('%s %j is a configuration error', (option, metadata) => {
    expect(() => ofResource(R, metadata)).toThrow(expect.objectContaining({ option: `metadata.${option}` }))
  })

  test('jwks_uri and the algorithms are told', () => {
    const metadata = { jwksUri: `${R}/jwks`, resourceSigningAlgValuesSupported: ['ES256'] }
    expect(documentOf(metadata)).toMatchObject({
      jwks_uri: `${R}/jwks`,
      resource_signing_alg_values_supported: ['ES256'],
    })
  })
})

describe('9728-3.3-a: resource is sent exactly as it was configured', () => {
  test.each([
    'https://rs.example',
    'https://rs.example/',
    'https://RS.Example/api',
    'HTTPS://rs.example/api',
    'https://rs.example:443/api',
    'https://rs.example/a%20b/%e2%82%ac',
  ])('%s', async (resource) => {
    const body = (await ask(ofResource(resource), ofResource(resource).server.metadata().url))?.body
    expect(body).toContain(`"resource":"${resource}"`)
  })
})

describe('9728-3.2-a: the document is a JSON object, and everybody may get it', () => {
  test('GET answers 200, application/json, to scripts of all origins', async () => {
    const response = (await ask(ofResource(R), metadataUrl))!
    expect(response.status).toBe(200)
    expect(fieldOf(response, 'content-type')).toBe('application/json')
    expect(fieldOf(response, 'access-control-allow-origin')).toBe('*')
    expect(JSON.parse(response.body)).toEqual({
      resource: R,
      authorization_servers: [I],
      bearer_methods_supported: ['header'],
    })
    expect(await ask(ofResource(R), metadataUrl, 'HEAD')).toEqual(response)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'get', 'QUERY'])(
    '%s: 405, with what is allowed',
    async (method) => {
      const response = (await ask(ofResource(R), metadataUrl, method))!
      expect(response.status).toBe(405)
      expect(fieldOf(response, 'allow')).toBe('GET, HEAD, OPTIONS')
      expect(fieldOf(response, 'access-control-allow-origin')).toBe('*')
      expect(JSON.parse(response.body)).toMatchObject({ title: 'Method Not Allowed', status: 405 })
    },
  )

  test('a preflight is answered, for scripts that send fields of their own along', async () => {
    const response = (await ask(ofResource(R), metadataUrl, 'OPTIONS'))!
    expect(response).toMatchObject({ status: 204, body: '' })
    expect(fieldOf(response, 'access-control-allow-origin')).toBe('*')
    expect(fieldOf(response, 'access-control-allow-headers')).toBe('*')
  })
})

describe('9728-3.2-b: members without a value are left out', () => {
  test('what is not configured, and lists that are empty', () => {
    const plain = ['resource', 'authorization_servers', 'bearer_methods_supported']
    expect(Object.keys(documentOf({}))).toEqual(plain)
    const empty = {
      scopesSupported: [],
      authorizationDetailsTypesSupported: [],
      resourceSigningAlgValuesSupported: [],
    }
    expect(Object.keys(documentOf(empty))).toEqual(plain)
    expect(Object.keys(documentOf({ authorizationServers: [] }))).toEqual(['resource', plain[2]])
  })
})

describe('9728-2-b: what it advertises is what is enforced', () => {
  test.each<[string, Partial<ResourceServerOptions>, object]>([
    ['nothing by default', {}, {}],
    ['proofs', { dpop: 'allowed' }, { dpop_signing_alg_values_supported: ['ES256', 'Ed25519'] }],
    [
      'proofs alone',
      { dpop: { use: 'required', algorithms: ['ES384'] } },
      { dpop_signing_alg_values_supported: ['ES384'], dpop_bound_access_tokens_required: true },
    ],
    ['certificates', { mtls: 'allowed' }, { tls_client_certificate_bound_access_tokens: true }],
    ['certificates alone', { mtls: 'required' }, { tls_client_certificate_bound_access_tokens: true }],
  ])('of bound tokens: %s', (_what, options, expected) => {
    const document = documentOf({}, options)
    const names = Object.keys(document).filter((name) => /^(dpop|tls)_/.test(name))
    expect(Object.fromEntries(names.map((name) => [name, document[name as keyof typeof document]]))).toEqual(
      expected,
    )
    expect(document.bearer_methods_supported).toEqual(
      'dpop_bound_access_tokens_required' in expected ? [] : ['header'],
    )
  })

  test.each([
    [undefined, ['header']],
    [['header'], ['header']],
    [
      ['header', 'body'],
      ['header', 'body'],
    ],
    [
      ['query', 'header'],
      ['header', 'query'],
    ],
    [
      ['query', 'body', 'header'],
      ['header', 'body', 'query'],
    ],
  ] as const)('bearerMethods %j: %j', (bearerMethods, expected) => {
    const document = documentOf({}, bearerMethods && { bearerMethods })
    expect(document.bearer_methods_supported).toEqual(expected)
  })

  test('the types of authorization details and the scopes are those that the API tells of', () => {
    const metadata = {
      authorizationDetailsTypesSupported: ['payment', 'account'],
      scopesSupported: ['read', 'write', 'read'],
    }
    expect(documentOf(metadata)).toMatchObject({
      authorization_details_types_supported: ['payment', 'account'],
      scopes_supported: ['read', 'write'],
    })
  })

  test('what it says cannot be changed afterwards', () => {
    const scopesSupported = ['read']
    const document = documentOf({ scopesSupported })
    scopesSupported.push('admin')
    expect(document.scopes_supported).toEqual(['read'])
    expect(() => (document.authorization_servers as string[]).push('https://evil.example')).toThrow(TypeError)
  })
})

describe('9728-7.10-a: the document may be cached, and lists only issuers that are accepted', () => {
  test.each([
    [undefined, 3600],
    [0, 0],
    [60, 60],
  ])('cacheSeconds %j: max-age=%j', async (cacheSeconds, maxAge) => {
    const api = ofResource(R, cacheSeconds === undefined ? {} : { cacheSeconds })
    const response = (await ask(api, metadataUrl))!
    expect(fieldOf(response, 'cache-control')).toBe(`public, max-age=${maxAge}`)
  })

  const second = 'https://second.example'

  test('all that are accepted, and no others', () => {
    expect(documentOf({}, { issuers: [I, second] }).authorization_servers).toEqual([I, second])
    const some = documentOf({ authorizationServers: [second] }, { issuers: [I, second] })
    expect(some.authorization_servers).toEqual([second])
    expect(() => documentOf({ authorizationServers: [I, 'https://other.example'] })).toThrow(
      /^metadata\.authorizationServers: tokens of "https:\/\/other\.example" are not accepted/,
    )
  })

  test('with resolveIssuer, those that the options name', () => {
    const resolveIssuer = (iss: string) => (iss === second ? iss : undefined)
    expect(documentOf({}, { resolveIssuer }).authorization_servers).toBeUndefined()
    const named = documentOf({ authorizationServers: [second] }, { resolveIssuer })
    expect(named.authorization_servers).toEqual([second])
  })
})
