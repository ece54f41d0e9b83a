import { metadataUrl, readEndpoint, readMetadata, type EndpointName } from '../../src/keys/metadata.js'

const I = 'https://as.example'

describe('metadataUrl', () => {
  test.each([
    [I, `${I}/.well-known/openid-configuration`, `${I}/.well-known/oauth-authorization-server`],
    [`${I}/`, `${I}/.well-known/openid-configuration`, `${I}/.well-known/oauth-authorization-server`],
    [`${I}/t1`, `${I}/t1/.well-known/openid-configuration`, `${I}/.well-known/oauth-authorization-server/t1`],
    [
      `${I}/t1/`,
      `${I}/t1/.well-known/openid-configuration`,
      `${I}/.well-known/oauth-authorization-server/t1`,
    ],
    [
      `${I}:8443/a/b`,
      `${I}:8443/a/b/.well-known/openid-configuration`,
      `${I}:8443/.well-known/oauth-authorization-server/a/b`,
    ],
    [
      'http://[::1]:4000/t1',
      'http://[::1]:4000/t1/.well-known/openid-configuration',
      'http://[::1]:4000/.well-known/oauth-authorization-server/t1',
    ],
  ])('%s', (issuer, openid, oauth) => {
    expect(metadataUrl(issuer, 'openid-configuration')).toBe(openid)
    expect(metadataUrl(issuer, 'oauth-authorization-server')).toBe(oauth)
  })
})

/** The endpoint that a document names for an issuer, or what is wrong with either. */
function endpointIn(document: unknown, issuer: string, dangerouslyAllowHttp: boolean, name: EndpointName) {
  const metadata = readMetadata(document, issuer)
  if ('problem' in metadata) return metadata
  return readEndpoint(metadata.document, name, { issuer, dangerouslyAllowHttp })
}

const read = (document: unknown, issuer = I, allowHttp = false) =>
  endpointIn(document, issuer, allowHttp, 'jwks_uri')

describe('the jwks_uri of metadata', () => {
  const jwks_uri = `${I}/jwks`

  test('takes the jwks_uri, also of another host', () => {
    expect(read({ issuer: I, jwks_uri, other: 1 })).toEqual({ url: jwks_uri })
    const elsewhere = 'https://keys.example/jwks'
    expect(read({ issuer: I, jwks_uri: elsewhere })).toEqual({ url: elsewhere })
  })

  test.each([
    ['an array', [], /no.*JSON object|not a JSON object/],
    ['null', null, /not a JSON object/],
    ['a string', 'x', /not a JSON object/],
    ['no issuer', { jwks_uri }, /issuer/],
    ['another issuer', { issuer: `${I}/`, jwks_uri }, /trailing slash/],
    ['an issuer in a list', { issuer: [I], jwks_uri }, /issuer/],
    ['no jwks_uri', { issuer: I }, /no jwks_uri/],
    ['a jwks_uri that is no URL', { issuer: I, jwks_uri: '/jwks' }, /no jwks_uri/],
    ['a jwks_uri that is no text', { issuer: I, jwks_uri: [jwks_uri] }, /no jwks_uri/],
    ['http:', { issuer: I, jwks_uri: 'http://as.example/jwks' }, /not an https/],
    [
      'http: on loopback, of an issuer that is not',
      { issuer: I, jwks_uri: 'http://127.0.0.1/jwks' },
      /not an https/,
    ],
    ['data:', { issuer: I, jwks_uri: 'data:application/json,{}' }, /not an https/],
  ])('%s: a problem', (_what, document, problem) => {
    expect(read(document)).toEqual({ problem: expect.stringMatching(problem) as string })
  })

  test.each([
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/jwks', false, true],
    ['http://127.0.0.1:4000', 'http://localhost:4001/jwks', false, true],
    ['http://127.0.0.1:4000', 'http://as.example/jwks', false, false],
    ['http://127.0.0.1:4000', 'https://as.example/jwks', false, true],
    ['http://as.example', 'http://as.example/jwks', true, true],
    ['http://as.example', 'data:application/json,{"keys":[]}', true, false],
    ['http://as.example', 'file:///etc/jwks', true, false],
    ['https://as.example', 'http://as.example/jwks', true, false],
  ])('issuer %s, jwks_uri %s, dangerouslyAllowHttp %p: %p', (issuer, uri, allowHttp, accepted) => {
    expect(read({ issuer, jwks_uri: uri }, issuer, allowHttp)).toEqual(
      accepted ? { url: uri } : { problem: expect.any(String) as string },
    )
  })

  test('what it names is told within bounds', () => {
    const result = read({ issuer: 'x'.repeat(1e6) })
    expect(JSON.stringify(result).length).toBeLessThan(1000)
  })
})

describe('the introspection_endpoint of metadata', () => {
  const of = (introspection_endpoint: unknown) =>
    endpointIn({ issuer: I, introspection_endpoint }, I, false, 'introspection_endpoint')

  test('is found by the same rules', () => {
    expect(of(`${I}/introspect`)).toEqual({ url: `${I}/introspect` })
    expect(of(undefined)).toEqual({ problem: 'it has no introspection_endpoint' })
    expect(of('http://as.example/x')).toEqual({ problem: 'its introspection_endpoint is not an https: URL' })
  })

  test('an issuer may have either endpoint without the other', () => {
    const document = { issuer: I, introspection_endpoint: `${I}/introspect` }
    expect(read(document)).toEqual({ problem: 'it has no jwks_uri' })
  })
})
