import { resourceServer, type Outcome } from '../src/index.js'
import { dpopMatrix, x } from './support/dpop.js'
import { answeringFetch, endpoint, introspecting } from './support/introspection.js'
import { bearer, warm } from './support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, N, R } from './support/matrix.js'

type Server = Awaited<ReturnType<typeof warm>>['server']
type Token = Parameters<Server['recheck']>[0]

const requestWith = (headers: Record<string, string>) => ({ method: 'GET', url: x, headers })
const mistake = expect.objectContaining({ name: 'ConfigurationFault', option: 'recheck' }) as Error

/** A request that came through, and how to look at it again. */
async function open(server: Server, headers: Record<string, string>) {
  const request = requestWith(headers)
  const token = expectAccepted(await server.authorize(request)) as Token
  return {
    request,
    token,
    recheck: async (scope?: string): Promise<Outcome<unknown, boolean>> =>
      server.recheck(token, request, scope === undefined ? undefined : { scope: [scope] }),
  }
}

test('a request that is still good goes on, and is not counted twice', async () => {
  const { issuer, server, events } = await warm()
  const { recheck } = await open(server, { authorization: bearer(issuer) })
  for (let time = 0; time < 3; time++) expect(expectAccepted(await recheck()).subject).toBe('user-1')
  expectAccepted(await recheck('read'))
  expect(events.map(({ type }) => type)).toEqual(['token_accepted'])
})

test('it is refused once its token has expired', async () => {
  const { issuer, server, events } = await warm()
  const { recheck } = await open(server, { authorization: bearer(issuer, { expiresInSeconds: 60 }) })
  issuer.clock.set(N + 59)
  expectAccepted(await recheck())
  issuer.clock.set(N + 60)
  expectRefused(await recheck(), 401, 'invalid_token', 'token_expired')
  expect(events.at(-1)).toMatchObject({ type: 'request_refused', code: 'token_expired' })
})

test.each(['jti', 'text', 'user'] as const)(
  'it is refused once its token was revoked by its %s',
  async (by) => {
    const { issuer, server } = await warm()
    const text = issuer.token({ scope: 'read' })
    const { recheck, token } = await open(server, { authorization: `Bearer ${text}` })
    const { issuer: name, subject } = token
    if (by === 'jti') await server.revoke(token)
    else if (by === 'text') await server.revoke({ token: text }, N + 10_000)
    else await server.revoke({ issuer: name, subject }, N + 10_000)
    expectRefused(await recheck(), 401, 'invalid_token', 'token_revoked')
  },
)

test('it is refused once its key was withdrawn', async () => {
  const { issuer, server } = await warm()
  const { recheck } = await open(server, { authorization: bearer(issuer) })
  const [old] = issuer.keys
  issuer.rotateKeys()
  issuer.withdrawKey(old!.kid)
  issuer.clock.advance(10)
  // A token with the new key makes the set be fetched again.
  expectAccepted(await server.authorize(requestWith({ authorization: bearer(issuer) })))
  expectRefused(await recheck(), 401, 'invalid_token', 'key_not_found')
})

test('it is refused where the requirement is no longer met, and undecided where the store is away', async () => {
  let isAway = false
  const revocationStore = {
    isRevoked: () => {
      if (isAway) throw new Error('away')
      return false
    },
    revoke: () => undefined,
  }
  const { issuer, server } = await warm({ revocationStore })
  const { recheck, request, token } = await open(server, {
    authorization: bearer(issuer, { authenticatedSecondsAgo: 0, expiresInSeconds: 3600 }),
  })
  expectRefused(await recheck('write'), 403, 'insufficient_scope')
  const recent = async () => server.recheck(token, request, { maxAgeSeconds: 300 })
  expectAccepted(await recent())
  issuer.clock.set(N + 301)
  expectRefused(await recent(), 401, 'insufficient_user_authentication')
  isAway = true
  expectUndecided(await recheck())
})

test('the proof of a bound token counts once, and is not asked for again', async () => {
  const { server, prover, bound } = dpopMatrix()
  const headers = { ...prover.headers({ url: x, token: bound() }) }
  const { recheck } = await open(server, headers)
  expectAccepted(await recheck())
  expect(await server.authorize(requestWith(headers))).toMatchObject({ fault: { code: 'proof_replayed' } })
  expectAccepted(await recheck())
})

test('a token of nobody, or of another resource server, is a mistake in the program', async () => {
  const { issuer, server } = await warm()
  const request = requestWith({ authorization: bearer(issuer) })
  const other = resourceServer({ ...issuer.options, audience: R })
  const foreign = expectAccepted(await other.authorize(request)) as Token
  const forged = { issuer: 'https://as.example', subject: 'alice' } as unknown as Token
  for (const token of [foreign, forged, undefined as unknown as Token]) {
    await expect(server.recheck(token, request)).rejects.toThrow(mistake)
  }
})

test('a request with another token, above all with one whose proof was never checked, is refused', async () => {
  const { issuer, server, prover, bound } = dpopMatrix()
  const { token } = await open(server, { ...prover.headers({ url: x, token: bound() }) })
  const plain = await open(server, { authorization: bearer(issuer) })
  const others = [
    { authorization: `DPoP ${bound()}` },
    { authorization: bearer(issuer) },
    { authorization: bearer(issuer, { subject: 'bob' }) },
  ]
  for (const headers of others) {
    for (const before of [token, plain.token]) {
      const outcome = await server.recheck(before, requestWith(headers))
      expect(outcome).toMatchObject({ fault: { code: 'token_inactive', status: 401 } })
    }
  }
  const bare = await server.recheck(token, requestWith({}))
  expect(bare).toMatchObject({ fault: { code: 'credentials_missing' } })
})

test.each([
  ['another user', { sub: 'bob' }],
  ['another client', { client_id: 'other' }],
  ['a key', { cnf: { jkt: 'k' } }],
  ['something unknown', { cnf: { other: 'k' } }],
])('an opaque token that its issuer now says to be of %s is refused', async (_what, now) => {
  let answer: object = { active: true, sub: 'alice', client_id: 'app', aud: R }
  const { fetch } = answeringFetch(() => Response.json(answer))
  const { server, issuer } = introspecting({ endpoint }, { fetch, dpop: 'allowed' })
  const { recheck } = await open(server, { authorization: 'Bearer opaque' })
  issuer.clock.advance(3600)
  expectAccepted(await recheck())
  answer = { ...answer, ...now }
  issuer.clock.advance(3600)
  const outcome = await recheck()
  expect(outcome).toMatchObject({ ok: false, fault: { status: 401 }, response: { status: 401 } })
})
