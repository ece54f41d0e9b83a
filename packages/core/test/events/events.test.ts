import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { canary } from '../support/canary.js'
import {
  expectAccepted,
  expectRefused,
  expectUndecided,
  I,
  matrix,
  N,
  type Matrix,
} from '../support/matrix.js'

const { issuer } = matrix()
const good = issuer.token({ scope: 'read' })

/** Tokens that are refused at different steps, and what is sent that is no token at all. */
const bad = [
  issuer.expired(),
  issuer.signedByStranger(),
  issuer.forAnotherAudience(),
  issuer.idToken(),
  issuer.token({ header: { kid: 'unknown-key' } }),
  issuer.token({ header: { crit: ['b64'] } }),
  issuer.token({ claims: { cnf: { jkt: 'x' } } }),
  issuer.token({ claims: { exp: 'never' } }),
  issuer.token({ claims: { iss: 'https://other.example' } }),
  `${good}=`,
  `${good}.${good}`,
  'an-opaque-token-of-some-length',
  'secret,secret-of-some-length',
]

test('an accepted request', async () => {
  const { get, events } = matrix({}, issuer)
  expectAccepted(await get(`Bearer ${good}`))
  expect(events).toEqual([
    { type: 'key_set_refreshed', issuer: I, keys: 1, freshUntil: expect.any(Number) },
    { type: 'token_accepted', issuer: I, subject: 'user-1', clientId: 'client-1' },
    expect.objectContaining({ type: 'requirement_met', requirement: { scope: ['read'] } }),
  ])
})

test('a requirement that is checked later is told as well, with no second token_accepted', async () => {
  const { server, events } = matrix({}, issuer)
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${good}` } }
  const outcome = await server.authorize(request)
  const token = outcome.ok ? outcome.token : undefined
  server.authorizeToken(token, { scope: ['read'] })
  server.authorizeToken(token, { scope: ['admin'] })
  expect(events.slice(1)).toMatchObject([
    { type: 'token_accepted' },
    {
      type: 'requirement_met',
      issuer: I,
      clientId: 'client-1',
      subject: 'user-1',
      requirement: { scope: ['read'] },
    },
    { type: 'request_refused', code: 'insufficient_scope' },
  ])
})

test('a refused request: its code, step, status, detail and hint, and what the token names', async () => {
  const { get, events } = matrix({}, issuer)
  const { fault } = expectRefused(await get(`Bearer ${issuer.expired()}`), 401, 'invalid_token')
  expect(events.at(-1)).toEqual({
    type: 'request_refused',
    code: 'token_expired',
    step: 'claims',
    status: 401,
    detail: fault.detail,
    hint: expect.stringMatching(/new token/),
    issuer: I,
    kid: 'k1',
    expected: `now: ${N}`,
    actual: String(N - 5000),
    fault,
  })
})

test('a valid token that does not suffice is refused, and not accepted as well', async () => {
  const { post, events } = matrix({}, issuer)
  expectRefused(await post(`Bearer ${good}`), 403, 'insufficient_scope')
  expect(events.map(({ type }) => type)).toEqual(['key_set_refreshed', 'request_refused'])
})

test('a request that cannot be decided', async () => {
  const { get, events } = matrix({ fetch: canary().fetch }, issuer)
  const { fault } = expectUndecided(await get(`Bearer ${good}`))
  const { code, detail } = fault
  expect(events).toMatchObject([
    { type: 'key_set_refresh_failed', issuer: I, servingOn: false },
    { type: 'request_undecided', code, status: 503, detail },
  ])
})

test('no event holds a token or a part of it that could be used', async () => {
  const { get, post, server, events } = matrix({}, issuer)
  for (const token of [good, ...bad]) {
    await get(`Bearer ${token}`)
    await post(`Bearer ${token}`)
  }
  await get({ authorization: [`Bearer ${good}`, `Bearer ${good}`] })
  server.refuseAnonymous()
  await matrixOf(events).get(`Bearer ${good}`)
  expect(events.length).toBeGreaterThan(2 * bad.length)
  const told = inspect(events, { depth: Infinity, maxStringLength: Infinity, showHidden: true })
  for (const token of [good, ...bad]) {
    for (const part of token.split(/[.,]/)) {
      if (part.length >= 12) expect(told).not.toContain(part)
    }
  }
})

describe('a listener that fails changes nothing', () => {
  test.each<[string, () => unknown]>([
    [
      'it throws',
      () => {
        throw new Error('the log is full')
      },
    ],
    ['it rejects', () => Promise.reject(new Error('the log is away'))],
    ['it never ends', () => new Promise(() => undefined)],
    ['it returns false', () => false],
  ])('%s', async (_, onEvent) => {
    const { get, server } = matrix({ onEvent }, issuer)
    expectAccepted(await get(`Bearer ${good}`))
    expectRefused(await get(`Bearer ${issuer.expired()}`), 401, 'invalid_token', 'token_expired')
    expectRefused(server.refuseAnonymous(), 401, undefined, 'credentials_missing')
    const away = matrix({ onEvent, fetch: canary().fetch }, issuer)
    expectUndecided(await away.get(`Bearer ${good}`))
    // A rejection that nobody handles would fail the test in the meantime.
    await setImmediate()
  })
})

/** A resource server whose issuer is away, and which tells the same list. */
const matrixOf = (events: Matrix['events']): Matrix =>
  matrix({ fetch: canary().fetch, onEvent: (event) => events.push(event) }, issuer)
