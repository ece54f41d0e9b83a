import { createTestIssuer, type TestIssuer } from '@qalqon/testing'
import {
  ConfigurationFault,
  resourceServer,
  type OpaqueTokenIssuer,
  type ResourceRequest,
  type ResourceServerOptions,
} from '../../src/index.js'
import { bearer } from '../support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, matrix, N, R } from '../support/matrix.js'

const testIssuer = (issuer: string) => createTestIssuer({ issuer, audience: R, now: N })

const one = testIssuer('https://one.example')
const two = testIssuer('https://two.example')
const third = testIssuer('https://third.example')
const fetch: typeof globalThis.fetch = (url, init) => {
  const { origin } = new URL(url as string)
  return [one, two, third].find(({ issuer }) => issuer === origin)!.fetch(url, init)
}
const issuers = [third.issuer, one.introspectionOptions.issuer, two.introspectionOptions.issuer]

const byHost: OpaqueTokenIssuer = ({ headers }: ResourceRequest) =>
  (headers as Record<string, string | undefined>)['x-tenant']

const sent = () => [one, two, third].map(({ requests }) => requests.introspection)

beforeEach(() => [one, two, third].forEach(({ requests }) => requests.reset()))

test('a token goes to the one that the function names, and to no other', async () => {
  const { get } = matrix({ issuers, fetch, opaqueTokenIssuer: byHost }, one)
  const authorization = `Bearer ${two.opaqueToken({ scope: 'read' })}`
  const { issuer } = expectAccepted(await get({ authorization, 'x-tenant': two.issuer }))
  expect(issuer).toBe(two.issuer)
  expect(sent()).toEqual([0, 1, 0])
})

test.each<[string, OpaqueTokenIssuer, string]>([
  ['names none', () => undefined, 'token_malformed'],
  ['names a stranger', () => 'https://stranger.example', 'issuer_unknown'],
  ['names one that is not asked', () => third.issuer, 'issuer_unknown'],
  ['returns no text', () => 1 as never, 'issuer_unknown'],
  ['returns null', () => null as never, 'issuer_unknown'],
  ['returns a promise', () => Promise.reject(new Error('late')) as never, 'issuer_unknown'],
  [
    'throws',
    () => {
      throw new Error('no tenant')
    },
    'issuer_unknown',
  ],
])('a function that %s: 401, and nobody is asked', async (_how, opaqueTokenIssuer, code) => {
  const { get } = matrix({ issuers, fetch, opaqueTokenIssuer }, one)
  expectRefused(await get(`Bearer ${one.opaqueToken({ scope: 'read' })}`), 401, 'invalid_token', code)
  expect(sent()).toEqual([0, 0, 0])
})

test('JWTs go their own way', async () => {
  const { get } = matrix({ issuers, fetch, opaqueTokenIssuer: () => one.issuer }, one)
  for (const issuer of [one, two, third]) {
    expect(expectAccepted(await get(bearer(issuer))).issuer).toBe(issuer.issuer)
  }
  expect(sent()).toEqual([0, 0, 0])
})

test('with one of them that is asked, no function is needed', async () => {
  const { get } = matrix({ issuers: issuers.slice(0, 2), fetch }, one)
  expectAccepted(await get(`Bearer ${one.opaqueToken({ scope: 'read' })}`))
  expect(sent()).toEqual([1, 0, 0])
})

test('with several, a missing function is a mistake; so is one without any', () => {
  expect(() => matrix({ issuers, fetch }, one)).toThrow(
    expect.objectContaining({
      option: 'opaqueTokenIssuer',
      message: expect.stringMatching(/https:\/\/one.example, https:\/\/two.example/) as string,
    }),
  )
  expect(() => matrix({ issuers: [third.issuer], fetch, opaqueTokenIssuer: byHost }, one)).toThrow(
    expect.objectContaining({ option: 'opaqueTokenIssuer' }),
  )
  expect(() => matrix({ issuers, fetch, opaqueTokenIssuer: 'x' as never }, one)).toThrow(ConfigurationFault)
})

test('an outage of one does not concern the other', async () => {
  const { get } = matrix({ issuers, fetch, opaqueTokenIssuer: byHost }, one)
  one.outage('error')
  const ask = (issuer: TestIssuer) =>
    get({ authorization: `Bearer ${issuer.opaqueToken({ scope: 'read' })}`, 'x-tenant': issuer.issuer })
  for (let i = 0; i < 10; i++) expectUndecided(await ask(one))
  expectAccepted(await ask(two))
  one.recover()
})

describe('issuers that a function finds', () => {
  const tenants = new Map(
    ['https://t1.example', 'https://t2.example'].map((name) => [name, testIssuer(name)] as const),
  )
  const fetch: typeof globalThis.fetch = (url, init) =>
    tenants.get(new URL(url as string).origin)!.fetch(url, init)
  const [t1, t2] = [...tenants.values()] as [TestIssuer, TestIssuer]

  const build = (options: Partial<ResourceServerOptions>) =>
    resourceServer({
      audience: R,
      fetch,
      clock: t1.clock,
      resolveIssuer: (iss) => tenants.get(iss)?.introspectionOptions.issuer,
      ...options,
    })

  const ask = async (issuer: TestIssuer, name: string, options: Partial<ResourceServerOptions> = {}) =>
    build({
      opaqueTokenIssuer: ({ headers }) => (headers as Record<string, string>)['x-tenant'],
      ...options,
    }).authorize({
      method: 'GET',
      url: R,
      headers: { authorization: `Bearer ${issuer.opaqueToken()}`, 'x-tenant': name },
    })

  test('the one that the request names is found, and asked', async () => {
    expect(expectAccepted(await ask(t2, t2.issuer)).issuer).toBe(t2.issuer)
    expectRefused(await ask(t2, t1.issuer), 401, 'invalid_token', 'token_inactive')
  })

  test('one that is not accepted, or not asked about tokens: 401', async () => {
    expectRefused(await ask(t1, 'https://t3.example'), 401, 'invalid_token', 'issuer_unknown')
    expectRefused(await ask(t1, 'no URL'), 401, 'invalid_token', 'issuer_unknown')
    const withKeys = { resolveIssuer: (iss: string) => iss }
    expectRefused(await ask(t1, t1.issuer, withKeys), 401, 'invalid_token', 'token_malformed')
  })

  test('when that cannot be found out: 503', async () => {
    const resolveIssuer = () => Promise.reject(new Error('the database is away'))
    expect(expectUndecided(await ask(t1, t1.issuer, { resolveIssuer })).fault.code).toBe('issuer_unresolved')
  })

  test('without a function of the request, opaque tokens go to nobody', async () => {
    const outcome = await ask(t1, t1.issuer, { opaqueTokenIssuer: undefined! })
    expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
  })

  test('what is known of the tokens of an issuer stays while the function says the same of it', async () => {
    const options = t1.introspectionOptions.issuer
    const server = build({
      resolveIssuer: () => ({ ...options, introspection: { ...options.introspection } }),
      resolvedIssuers: { rememberSeconds: 1 },
      opaqueTokenIssuer: () => t1.issuer,
    })
    const headers = { authorization: `Bearer ${t1.opaqueToken()}` }
    t1.requests.reset()
    for (let i = 0; i < 3; i++) {
      expectAccepted(await server.authorize({ method: 'GET', url: R, headers }))
      t1.clock.advance(2)
    }
    expect(t1.requests.introspection).toBe(1)
  })
})
