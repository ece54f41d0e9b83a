import { resourceServer } from '../../src/index.js'
import { metadataUrl } from '../../src/keys/metadata.js'
import { expectAccepted, expectUndecided, I, matrix, N, R } from '../support/matrix.js'
import { bearer, cold, quickIssuer } from '../support/key-sets.js'
import { selfSignedServer } from '../support/self-signed-server.js'

describe('8414-3.1-a: the OAuth metadata URL has the well-known segment between host and path', () => {
  test.each([
    ['https://as/t1', 'https://as/.well-known/oauth-authorization-server/t1'],
    ['https://as/', 'https://as/.well-known/oauth-authorization-server'],
    ['https://as', 'https://as/.well-known/oauth-authorization-server'],
  ])('%s', (issuer, url) => {
    expect(metadataUrl(issuer, 'oauth-authorization-server')).toBe(url)
  })

  test.each([
    [undefined, ['/t1/.well-known/openid-configuration', '/.well-known/oauth-authorization-server/t1']],
    ['oauth-authorization-server', ['/.well-known/oauth-authorization-server/t1']],
  ] as const)('an issuer that has this document alone; asked for: %p', async (metadata, paths) => {
    const issuer = quickIssuer({ issuer: 'https://as.example/t1', discovery: 'oauth' })
    const options = { issuer: issuer.issuer, ...(metadata && { metadata }) }
    const { get } = cold({ issuers: [options] }, issuer)
    expectAccepted(await get(bearer(issuer)))
    expect(issuer.requests.urls).toEqual([...paths, '/t1/jwks'].map((path) => `${I}${path}`))
  })
})

describe('OIDCD-4-a: OpenID discovery appends the segment to the path, a terminating slash removed', () => {
  test.each([
    ['https://as/t1/', 'https://as/t1/.well-known/openid-configuration'],
    ['https://as/t1', 'https://as/t1/.well-known/openid-configuration'],
    ['https://as/', 'https://as/.well-known/openid-configuration'],
  ])('%s', (issuer, url) => {
    expect(metadataUrl(issuer, 'openid-configuration')).toBe(url)
  })

  test.each(['https://as.example/t1/', 'https://as.example/t1', 'https://as.example/'])(
    'is asked for first: %s',
    async (identifier) => {
      const issuer = quickIssuer({ issuer: identifier })
      const { get } = cold({}, issuer)
      expectAccepted(await get(bearer(issuer)))
      const base = identifier.replace(/\/$/, '')
      expect(issuer.requests.urls).toEqual([`${base}/.well-known/openid-configuration`, `${base}/jwks`])
    },
  )

  test('when it is the one that is named, the other document is not asked for', async () => {
    const issuer = quickIssuer({ discovery: 'oauth' })
    const { get } = cold({ issuers: [{ issuer: I, metadata: 'openid-configuration' }] }, issuer)
    expectUndecided(await get(bearer(issuer)))
    expect(issuer.requests.urls).toEqual([`${I}/.well-known/openid-configuration`])
  })
})

describe('8414-3.3-a: the issuer of the metadata is identical to the identifier that was used', () => {
  const identifier = 'https://as.example/A'
  test.each([
    ['a slash more', `${identifier}/`],
    ['another case', 'https://AS.example/A'],
    ['the default port', 'https://as.example:443/A'],
    ['an octet encoded', 'https://as.example/%41'],
    ['a space', `${identifier} `],
    ['a dot segment', 'https://as.example/./A'],
    ['a list', [identifier]],
    ['none', undefined],
  ])('%s: 503, and no key set is fetched', async (_what, named) => {
    const issuer = quickIssuer({ issuer: identifier })
    issuer.setMetadata({ issuer: named })
    const { get } = cold({}, issuer)
    expect(expectUndecided(await get(bearer(issuer))).fault.code).toBe('metadata_invalid')
    expect(issuer.requests.jwks).toBe(0)
    issuer.setMetadata()
    issuer.clock.advance(1)
    expectAccepted(await get(bearer(issuer)))
  })

  test('an identifier that is no normal URL is compared as it stands', async () => {
    const issuer = quickIssuer({ issuer: 'https://AS.example:443/%41' })
    const { get } = cold({}, issuer)
    issuer.setMetadata({ issuer: 'https://as.example/A', jwks_uri: `${I}/%41/jwks` })
    expectUndecided(await get(bearer(issuer)))
    issuer.setMetadata({ issuer: 'https://AS.example:443/%41' })
    issuer.clock.advance(1)
    expectAccepted(await get(bearer(issuer)))
  })
})

describe('8414-2-a: https alone', () => {
  test.each([
    'http://as.example',
    'https://as.example?x',
    'https://as.example/#x',
    'as.example',
    'ftp://as.example',
  ])('the issuer %s is a configuration fault', (issuer) => {
    expect(() => resourceServer({ issuer, audience: R })).toThrow(
      expect.objectContaining({ family: 'configuration', option: 'issuer' }),
    )
  })

  test('a configured http: jwksUri is a configuration fault', () => {
    expect(() =>
      resourceServer({ issuer: { issuer: I, jwksUri: 'http://as.example/jwks' }, audience: R }),
    ).toThrow(expect.objectContaining({ option: 'issuer.jwksUri' }))
  })

  test.each([
    'http://as.example/jwks',
    'http://127.0.0.1/jwks',
    'data:application/json,{"keys":[]}',
    '/jwks',
    undefined,
  ])('metadata with the jwks_uri %s is refused: 503, and it is not asked for', async (jwks_uri) => {
    const issuer = quickIssuer()
    issuer.setMetadata({ jwks_uri })
    const { get } = cold({}, issuer)
    expect(expectUndecided(await get(bearer(issuer))).fault.code).toBe('metadata_invalid')
    expect(issuer.requests.urls).toEqual([`${I}/.well-known/openid-configuration`])
  })

  test('an issuer with a self-signed certificate: 503', async () => {
    const { state, origin, close } = await selfSignedServer()
    try {
      const issuer = quickIssuer({ issuer: origin })
      state.answer = (path) =>
        path === '/jwks' ? { keys: issuer.keys.map((key) => key.publicJwk) } : issuer.metadata
      const { get, server } = matrix({ fetch: globalThis.fetch }, issuer)
      const { fault } = expectUndecided(await get(bearer(issuer)))
      expect(fault).toMatchObject({
        code: 'metadata_unavailable',
        detail: expect.stringMatching(/certificate/) as string,
      })
      await expect(server.ready()).rejects.toMatchObject({ status: 503 })
      expect(state.requests).toBe(0)
    } finally {
      await close()
    }
  })
})

test('7517-5-b: what is no key set counts as a fetch that failed', async () => {
  for (const value of [{}, { keys: {} }, [], null, { keys: null }]) {
    const issuer = quickIssuer({ now: N })
    issuer.setJwks(value)
    const { get } = cold({}, issuer)
    expect(expectUndecided(await get(bearer(issuer))).fault.code).toBe('key_set_invalid')
  }
})
