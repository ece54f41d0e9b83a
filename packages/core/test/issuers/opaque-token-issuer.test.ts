import { createTestIssuer, type TestIssuer } from '@qalqon/testing'
import { ConfigurationFault, type OpaqueTokenIssuer, type ResourceRequest } from '../../src/index.js'
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
