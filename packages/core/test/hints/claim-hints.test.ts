import type { RequiredClaims } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { matrix, R } from '../support/matrix.js'
import { lastHint } from '../support/requirements.js'

const { issuer, get, events } = matrix()

async function hintFor(claims: object, required: RequiredClaims = { tenant: 'acme' }) {
  await get(`Bearer ${issuer.token({ claims: { ...claims } })}`, { claims: required })
  return lastHint(events, 'insufficient_claims')
}

test.each<[object, RegExp]>([
  [{}, /let the issuer put the claim "tenant" into access tokens/],
  [
    { 'https://example.com/tenant': 'acme' },
    /has the claim "https:\/\/example\.com\/tenant": require it by that name/,
  ],
  [{ Tenant: 'acme' }, /has the claim "Tenant"/],
  [{ tenant: 'ACME' }, /in other letter case/],
  [{ tenant: ['Acme'] }, /in other letter case/],
  [{ tenant: 'acme initech' }, /several values in one text/],
])('%j', async (claims, words) => {
  expect(await hintFor(claims)).toMatch(words)
})

test('types count', async () => {
  expect(await hintFor({ level: 7 }, { level: ['6', '7'] })).toMatch(/a number in the token, and no text/)
  expect(await hintFor({ level: '7' }, { level: 7 })).toMatch(/a text in the token: require it as one/)
  expect(await hintFor({ ok: 'true' }, { ok: true })).toMatch(/a text in the token/)
})

test('of another value there is nothing to say, and it is not spelled out', async () => {
  expect(await hintFor({ tenant: 'initech' })).toBeUndefined()
})

test('of an opaque token the answer of its issuer is meant', async () => {
  const opaque = told({ active: true, sub: 'alice', aud: R })
  await opaque.get('Bearer opaque', { claims: { tenant: 'acme' } })
  expect(lastHint(opaque.events, 'insufficient_claims')).toMatch(/into its answers about tokens/)
})
