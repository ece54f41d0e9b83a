import { scopesIn, type AccessToken, type JsonObject, type ResourceServerOptions } from '../../src/index.js'
import { expectAccepted, expectRefused, matrix } from '../support/matrix.js'

const { issuer } = matrix()

/** What a resource server with these options makes of a token with these claims. */
function send(options: Partial<ResourceServerOptions<unknown>>, claims: Record<string, unknown> = {}) {
  const { server } = matrix(options as Partial<ResourceServerOptions>, issuer)
  const authorization = `Bearer ${issuer.token({ scope: 'read', claims })}`
  return server.authorize({ method: 'GET', url: '/x', headers: { authorization } })
}

/** All objects inside a value that are not frozen. */
function unfrozen(value: unknown, path = 'token'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([name, member]) => unfrozen(member, `${path}.${name}`))
  return Object.isFrozen(value) ? inside : [path, ...inside]
}

describe('the token is deeply frozen', () => {
  const nested = { groups: ['a', { b: [{ c: {} }] }], address: { lines: [] } }

  test('with the claims as they came', async () => {
    const token = expectAccepted(await send({}, { ...nested, aud: ['x', issuer.audience] }))
    expect(unfrozen(token)).toEqual([])
    expect(() => (token.scopes as string[]).push('admin')).toThrow(TypeError)
    expect(() => Object.assign(token, { subject: 'other' })).toThrow(TypeError)
    expect(() => Object.assign(token, { hasScope: () => true })).toThrow(TypeError)
  })

  test('with the claims that parseClaims made', async () => {
    const shared = { list: [1] }
    const made = { shared, again: shared, self: undefined as unknown, date: new Date(0) }
    made.self = made
    const { claims } = expectAccepted(await send({ parseClaims: () => made })) as { claims: typeof made }
    expect(claims).toBe(made)
    expect([claims, claims.shared, claims.shared.list].every((value) => Object.isFrozen(value))).toBe(true)
    expect(claims.date.getTime()).toBe(0)
  })

  test('a scope that was granted later is none', async () => {
    const granted = ['read']
    const token = expectAccepted(await send({ scopeFrom: () => granted }))
    granted.push('admin')
    expect([token.scopes, token.hasScope('admin')]).toEqual([['read'], false])
  })

  test('however many members the claims have', async () => {
    const many = Array.from({ length: 200_000 }, () => 0)
    expect(expectAccepted(await send({ parseClaims: () => many })).claims).toBe(many)
  })
})

describe('exposeToken', () => {
  test('by default the token as it was sent is nowhere on it', async () => {
    const token = expectAccepted(await send({}))
    expect(Object.keys(token)).not.toContain('token')
    expect(JSON.stringify(token)).not.toContain('eyJ')
  })

  test('puts it there', async () => {
    const { token } = expectAccepted(await send({ exposeToken: true }))
    expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  })
})

describe('parseClaims', () => {
  const parseClaims = (claims: JsonObject) => {
    if (typeof claims.tenant !== 'string') throw new Error(`no tenant in ${JSON.stringify(claims)}`)
    return { tenant: claims.tenant }
  }

  test('makes the claims that handlers get; what the pipeline knows stays', async () => {
    const token = expectAccepted(await send({ parseClaims }, { tenant: 'a' })) as AccessToken<{
      tenant: string
    }>
    expect(token.claims).toEqual({ tenant: 'a' })
    expect(token).toMatchObject({ subject: 'user-1', clientId: 'client-1', scopes: ['read'] })
  })

  test('refuses the token when it throws, with its error as the cause', async () => {
    const { fault, response } = expectRefused(
      await send({ parseClaims }),
      401,
      'invalid_token',
      'claims_rejected',
    )
    expect(fault.cause).toMatchObject({ message: expect.stringMatching(/^no tenant/) })
    expect(JSON.stringify(response)).not.toContain('tenant')
  })

  test('sees no claims that were not proved', async () => {
    const parse = jest.fn(parseClaims)
    const { get } = matrix({ parseClaims: parse }, issuer)
    for (const token of [
      issuer.expired(),
      issuer.signedByStranger(),
      issuer.forAnotherAudience(),
      issuer.idToken(),
    ]) {
      expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token')
    }
    expect(parse).not.toHaveBeenCalled()
  })

  test('cannot change the claims on which the pipeline decides', async () => {
    const meddling = (claims: JsonObject) => Object.assign(claims, { scope: 'admin' })
    expectRefused(await send({ parseClaims: meddling }), 401, 'invalid_token', 'claims_rejected')
  })

  test.each([
    ['resolves', () => Promise.resolve({})],
    ['rejects', () => Promise.reject(new Error('not a member'))],
  ])('an asynchronous one, which %s, would decide too late: the token is refused', async (_, parse) => {
    const { fault } = expectRefused(
      await send({ parseClaims: parse }),
      401,
      'invalid_token',
      'claims_rejected',
    )
    expect(fault.detail).toContain('parseClaims')
    // A rejection that nobody handles would end the process in the meantime.
    await new Promise((resolve) => setImmediate(resolve))
  })
})

describe('scopeFrom', () => {
  test.each<[unknown, readonly string[]]>([
    ['a b', ['a', 'b']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['a b', 1, null, 'c'], ['c']],
    [{ a: true }, []],
    [7, []],
    [undefined, []],
  ])('scopesIn takes %j for %j', async (scp, scopes) => {
    const token = expectAccepted(await send({ scopeFrom: scopesIn('scp') }, { scp }))
    expect(token.scopes).toEqual(scopes)
  })

  test('an inherited member is no claim', async () => {
    expect(expectAccepted(await send({ scopeFrom: scopesIn('constructor') })).scopes).toEqual([])
    expect(expectAccepted(await send({ scopeFrom: scopesIn('__proto__') })).scopes).toEqual([])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text, whose letters are no scopes', 'read'],
    ['a list with something else in it', ['read', 1]],
    ['an object', {}],
    ['a promise', Promise.resolve(['read'])],
    ['a rejected promise', () => Promise.reject(new Error('too late'))],
    [
      'an exception',
      () => {
        throw new Error('no roles')
      },
    ],
  ])('one that returns %s refuses the token', async (_, returned) => {
    const scopeFrom = (): string[] =>
      (typeof returned === 'function' ? (returned as () => never)() : returned) as never
    const { fault } = expectRefused(await send({ scopeFrom }), 401, 'invalid_token', 'claims_rejected')
    expect(fault.detail).toContain('scopeFrom')
    await new Promise((resolve) => setImmediate(resolve))
  })
})
