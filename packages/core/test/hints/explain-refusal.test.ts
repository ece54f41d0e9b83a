import { createTestIssuer } from '@qalqon/testing'
import {
  resourceServer,
  type QalqonEvent,
  type RequestRefused,
  type ResourceRequest,
} from '../../src/index.js'

const issuer = createTestIssuer()
const events: QalqonEvent[] = []
const server = resourceServer({ ...issuer.options, onEvent: (event) => events.push(event) })

const lastRefusal = () => events.findLast(({ type }) => type === 'request_refused') as RequestRefused
async function refusal(request: Partial<ResourceRequest>): Promise<RequestRefused> {
  const outcome = await server.authorize({ method: 'GET', url: '/', headers: {}, ...request })
  expect(outcome.ok).toBe(false)
  return lastRefusal()
}
const withToken = (token: string) => refusal({ headers: { authorization: `Bearer ${token}` } })

describe('what a request without a credential shows', () => {
  const raw = issuer.token()
  test.each<[string, Partial<ResourceRequest>, RegExp | undefined]>([
    ['nothing at all', {}, undefined],
    ['the token without its scheme', { headers: { authorization: raw } }, /without its scheme/],
    ['basic authentication', { headers: { authorization: 'Basic YWxpY2U6c2VjcmV0' } }, /the scheme basic/],
    ['an unknown scheme', { headers: { authorization: 'Secret-Scheme x' } }, /another scheme than Bearer/],
    [
      'a token that is bound by DPoP',
      { headers: { authorization: `DPoP ${raw}` } },
      /bound by DPoP cannot be used here yet: let the client ask for a plain bearer token/,
    ],
    ['the token in the URL', { url: `/?access_token=${raw}` }, /in the URL, where it ends up in logs/],
  ])('%s', async (_, request, hint) => {
    const event = await refusal(request)
    expect(event.code).toBe('credentials_missing')
    if (hint) expect(event.hint).toMatch(hint)
    else expect(event.hint).toBeUndefined()
    for (const secret of [raw, 'YWxpY2U6c2VjcmV0', 'Secret-Scheme'])
      expect(event.hint ?? '').not.toContain(secret)
  })
})

describe('the issuer and the key that a token names stand in the event', () => {
  test.each<[RequestRefused['step'], string]>([
    ['structure', issuer.idToken()],
    ['structure', `${issuer.token()}=`],
    ['key', issuer.token({ header: { kid: 'k1', alg: 'ES384' } })],
    ['signature', issuer.signedByStranger()],
    ['claims', issuer.expired()],
    ['confirmation', issuer.token({ claims: { cnf: {} } })],
  ])('also at the step %s', async (step, token) => {
    expect(await withToken(token)).toMatchObject({ step, issuer: issuer.issuer, kid: 'k1' })
    expect(lastRefusal().fault.facts).toMatchObject({ issuer: issuer.issuer, kid: 'k1' })
  })

  test('shortened, and without what a terminal obeys', async () => {
    const iss = `https://x/\u001b[31m${'x'.repeat(200)}`
    const { issuer: named } = await withToken(issuer.token({ claims: { iss } }))
    expect(named).toMatch(/^https:\/\/x\/\\u001b\[31mx+… \(\d+ characters\)$/)
  })

  test('not where there is nothing to read', async () => {
    expect(await withToken('opaque')).toMatchObject({ step: 'structure', issuer: undefined, kid: undefined })
  })
})

test('a token that was accepted and does not suffice later has a hint, with its request and without', async () => {
  const request = {
    method: 'GET',
    url: '/',
    headers: { authorization: `Bearer ${issuer.token({ claims: { scp: ['a'] } })}` },
  }
  const outcome = await server.authorize(request)
  if (!outcome.ok) throw outcome.fault
  for (const known of [request, undefined]) {
    const refused = server.authorizeToken(outcome.token, { scope: ['a'] }, known)
    expect(refused).toMatchObject({ ok: false, fault: { facts: { issuer: issuer.issuer } } })
    expect(lastRefusal().hint).toMatch(/scopesIn\('scp'\)/)
  }
})

test('the public text stays what it is', async () => {
  const outcome = await server.authorize({
    method: 'GET',
    url: '/',
    headers: { authorization: `Bearer ${issuer.token({ claims: { iss: `${issuer.issuer}/` } })}` },
  })
  if (outcome.ok) throw new Error('the request was accepted')
  expect(outcome.response.body).not.toMatch(/slash/)
  expect(outcome.response.headers.flat().join(' ')).not.toMatch(/slash|issuer\.test/)
})

test('a token in the query, where that is asked for, is explained too', async () => {
  const told: QalqonEvent[] = []
  const open = resourceServer({
    ...issuer.options,
    bearerMethods: ['header', 'query'],
    onEvent: (event) => told.push(event),
  })
  await open.authorize({ method: 'GET', url: `/?access_token=${issuer.forAnotherAudience()}`, headers: {} })
  expect(told.at(-1)).toMatchObject({
    code: 'audience_mismatch',
    issuer: issuer.issuer,
    kid: 'k1',
    hint: expect.stringMatching(/another API/),
  })
})
