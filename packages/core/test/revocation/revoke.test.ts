import { createTestIssuer } from '@qalqon/testing'
import {
  handleOf,
  type AccessToken,
  type ResourceServerOptions,
  type RevocationTarget,
} from '../../src/index.js'
import { told } from '../support/introspection.js'
import { bearer, quickIssuer, warm } from '../support/key-sets.js'
import { withMirroredSignature } from '../support/mirrored-signature.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const fault = (option: string) => expect.objectContaining({ name: 'ConfigurationFault', option }) as Error
const later = N + 10_000

describe.each([
  ['remembered tokens', {}],
  ['tokens that are verified each time', { tokenCache: false }],
] as [string, Partial<ResourceServerOptions>][])('%s', (_name, options) => {
  const claims = { sid: 's1' }
  const targets: [string, RevocationTarget][] = [
    ['its jti', { issuer: I, jti: 'j1' }],
    ['its session', { issuer: I, sid: 's1' }],
    ['its user', { issuer: I, subject: 'alice' }],
    ['its client', { issuer: I, clientId: 'app' }],
    ['its client for its user', { issuer: I, subject: 'alice', clientId: 'app' }],
  ]
  const mine = { subject: 'alice', clientId: 'app', claims: { ...claims, jti: 'j1' } }
  const other = { subject: 'bob', clientId: 'other', claims: { sid: 's2', jti: 'j2' } }

  test.each(targets)('revoked by %s, a token is refused at once; others go on', async (_what, target) => {
    const { issuer, server, get } = await warm(options)
    const [revoked, free] = [bearer(issuer, mine), bearer(issuer, other)]
    for (let time = 0; time < 3; time++) for (const token of [revoked, free]) expectAccepted(await get(token))
    await server.revoke(target, later)
    for (let time = 0; time < 2; time++) {
      expectRefused(await get(revoked), 401, 'invalid_token', 'token_revoked')
      expectAccepted(await get(free))
    }
  })

  test('revoked by its text', async () => {
    const { issuer, server, get } = await warm(options)
    const [token, twin] = [issuer.token({ scope: 'read' }), issuer.token({ scope: 'read' })]
    for (let time = 0; time < 3; time++) expectAccepted(await get(`Bearer ${token}`))
    await server.revoke({ token }, later)
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_revoked')
    expectAccepted(await get(`Bearer ${twin}`))
  })

  test.each([
    ['that has a jti', 'rfc9068', {}],
    ['that has none', 'plain-jwt', { omit: ['jti'] }],
  ] as const)('as a handler has it: a token %s', async (_what, tokenProfile, without) => {
    const { issuer, server, get } = await warm({ ...options, issuers: [{ issuer: I, tokenProfile }] })
    const token = bearer(issuer, without)
    for (let time = 0; time < 2; time++) expectAccepted(await get(token))
    await server.revoke(expectAccepted(await get(token)))
    expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
    expectAccepted(await get(bearer(issuer, { ...without, subject: 'somebody else' })))
  })

  test('a second good signature, which the holder of a token can make, does not bring it back', async () => {
    const { issuer, server, get } = await warm({
      ...options,
      issuers: [{ issuer: I, tokenProfile: 'plain-jwt' }],
    })
    const byText = issuer.token({ scope: 'read' })
    const asHandled = issuer.token({ scope: 'read', omit: ['jti'] })
    for (const token of [byText, asHandled])
      expectAccepted(await get(`Bearer ${withMirroredSignature(token)}`))
    await server.revoke({ token: byText }, later)
    await server.revoke(expectAccepted(await get(`Bearer ${asHandled}`)))
    for (const token of [byText, asHandled]) {
      expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_revoked')
      const other = `Bearer ${withMirroredSignature(token)}`
      expectRefused(await get(other), 401, 'invalid_token', 'token_revoked')
    }
  })

  test('it lasts as long as a token that has expired is tolerated', async () => {
    const { issuer, server, get } = await warm({ ...options, clockToleranceSeconds: 60 })
    const token = bearer(issuer, { expiresInSeconds: 100 })
    await server.revoke({ issuer: I, subject: 'user-1' }, N + 100)
    issuer.clock.set(N + 159)
    expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
    issuer.clock.set(N + 160)
    expectRefused(await get(token), 401, 'invalid_token', 'token_expired')
  })

  test('CAEP-3.1-a: of a user, what was issued before; a later login counts', async () => {
    const { issuer, server, get } = await warm(options)
    const old = bearer(issuer)
    issuer.clock.advance(10)
    await server.revoke({ issuer: I, subject: 'user-1', issuedBefore: N + 5 }, later)
    expectRefused(await get(old), 401, 'invalid_token', 'token_revoked')
    expectAccepted(await get(bearer(issuer)))
    await server.revoke({ issuer: I, subject: 'user-1' }, later)
    expectRefused(await get(bearer(issuer)), 401, 'invalid_token', 'token_revoked')
    issuer.clock.advance(1)
    expectAccepted(await get(bearer(issuer)))
  })
})

test('a revocation drops what is remembered, and ends when its time is over', async () => {
  const { issuer, server, get } = await warm()
  const token = bearer(issuer, { expiresInSeconds: 5000 })
  for (let time = 0; time < 2; time++) expectAccepted(await get(token))
  expect(server.stats().tokenCache!.entries).toBe(1)
  await server.revoke({ issuer: I, subject: 'user-1' }, N + 100)
  expect(server.stats().tokenCache!.entries).toBe(0)
  issuer.clock.set(N + 99.9)
  expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
  issuer.clock.set(N + 100)
  expectAccepted(await get(token))
})

test('the handle of an adapter revokes too', async () => {
  const { issuer, server, get } = await warm()
  const handle = handleOf(server, (guard) => guard, jest.fn<never, []>(), jest.fn<never, []>())
  const token = bearer(issuer)
  await handle.revoke(expectAccepted(await get(token)))
  expectRefused(await get(token), 401, 'invalid_token', 'token_revoked')
})

test('the same subject of another issuer is somebody else', async () => {
  const [one, two] = ['https://one.example', 'https://two.example'].map((url) => quickIssuer({ issuer: url }))
  const fetch = ((input: string) =>
    (input.startsWith(one!.issuer) ? one! : two!).fetch(input)) as typeof globalThis.fetch
  const { get, server } = matrix({ issuers: [one!.issuer, two!.issuer], fetch }, one)
  await server.revoke({ issuer: one!.issuer, subject: 'user-1' }, later)
  expectRefused(await get(bearer(one!)), 401, 'invalid_token', 'token_revoked')
  expectAccepted(await get(bearer(two!)))
})

describe('mistakes', () => {
  const { server, issuer } = matrix({}, quickIssuer())

  test.each([
    [{}],
    [null],
    ['token'],
    [{ token: '' }],
    [{ token: 'a', jti: 'b' }],
    [{ issuer: I }],
    [{ jti: 'a' }],
    [{ issuer: I, jti: '' }],
    [{ issuer: I, jti: 1 }],
    [{ issuer: I, jti: 'a', sid: 'b' }],
    [{ issuer: I, subject: 'a', jti: 'b' }],
    [{ issuer: I, subject: 'a', clientId: '' }],
    [{ issuer: I, subject: 1, clientId: 'b' }],
    [{ issuer: I, subject: 'a', clientId: 'b', sid: 'c' }],
    [{ issuer: I, subject: 'a', clientId: 'b', issuedBefore: -1 }],
    [{ subject: 'a', clientId: 'b' }],
    [{ issuer: `${I}/`, subject: 'a', clientId: 'b' }],
    [{ issuer: I, sub: 'alice' }],
    [{ issuer: I, jti: 'a', issuedBefore: N }],
    [{ token: 'Bearer abc' }],
    [{ token: 'abc ' }],
    [{ issuer: I, subject: 'a', issuedBefore: '5' }],
    [{ issuer: I, subject: 'a', issuedBefore: Infinity }],
    [{ issuer: I, subject: 'a', issuedBefore: -1 }],
    [{ issuer: I, subject: 'a', issuedBefore: N * 1000 }],
    [{ issuer: `${I}/`, subject: 'a' }],
    [{ issuer: 'https://other.example', jti: 'a' }],
  ])('%j covers nothing, and is told', async (target) => {
    await expect(server.revoke(target as never, later)).rejects.toThrow(fault('revoke'))
  })

  test.each([[undefined], [NaN], ['1'], [N], [N - 1], [later * 1000]])(
    'a revocation until %p is told',
    async (time) => {
      await expect(server.revoke({ issuer: I, jti: 'a' }, time as never)).rejects.toThrow(fault('until'))
    },
  )

  test.each<[unknown, RegExp]>([
    ['eyJhbGciOiJub25lIn0.e30.', /getAuth\(req\).*; a token that is a text is handed in as \{ token \}$/],
    [
      { issuer: I, subject: 'a', issuedbefore: 3 },
      /there is no member issuedbefore; expected .*issuedBefore/,
    ],
    [{ issuer: I, subject: 'a', issuedBefore: -1 }, /issuedBefore: expected seconds since 1970$/],
    [
      { issuer: I, subject: 'a', issuedBefore: N * 1000 },
      /issuedBefore: it looks like milliseconds; expected seconds since 1970: divide it by 1000/,
    ],
    [
      { issuer: `${I}/`, subject: 'a' },
      /issuer: it differs from "https:\/\/as\.example" in a slash at the end/,
    ],
    [{ issuer: I.toUpperCase(), sid: 'a' }, /issuer: it differs from "https:\/\/as\.example" in letter case/],
    [
      { issuer: 'https://other.example', jti: 'a' },
      /issuer: expected one of \["https:\/\/as\.example"\], found "https:\/\/other\.example"/,
    ],
  ])('%j is told with the mend', async (target, message) => {
    const thrown = await server.revoke(target as never, later).catch((fault: unknown) => fault)
    expect(thrown).toMatchObject({
      name: 'ConfigurationFault',
      message: expect.stringMatching(message) as string,
    })
    expect((thrown as Error).message).not.toContain('eyJ')
  })

  test('a time in milliseconds is told as such', async () => {
    const revoked = server.revoke({ issuer: I, jti: 'a' }, later * 1000)
    await expect(revoked).rejects.toThrow(/until: it looks like milliseconds; .* divide it by 1000/)
  })

  test('an issuer that a function may find is not known before', async () => {
    const found = matrix({ resolveIssuer: (iss: string) => iss }, issuer)
    await found.server.revoke({ issuer: 'https://other.example', jti: 'a' }, later)
  })

  test('an opaque token of which nobody says when it expires needs a time', async () => {
    const { server, get } = told({ active: true, aud: R, sub: 'alice', scope: 'read' })
    const token = expectAccepted(await get('Bearer an-opaque-token')) as AccessToken
    await expect(server.revoke(token)).rejects.toThrow(/until: the token has no exp.*second argument/)
    await server.revoke(token, later)
    expectRefused(await get('Bearer an-opaque-token'), 401, 'invalid_token', 'token_revoked')
  })

  test('a token that another resource server has accepted', async () => {
    const other = matrix({ audience: [R, 'x'] }, issuer)
    const token = expectAccepted(await other.get(bearer(issuer))) as AccessToken
    await expect(server.revoke(token)).rejects.toThrow(fault('revoke'))
    await expect(server.revoke(token)).rejects.toThrow(/another resource server has accepted the token/)
  })

  test.each([[{}], [null], [{ isRevoked: () => false }]])('%j is no store', (store) => {
    const build = () => matrix({ revocationStore: store as never }, createTestIssuer({ audience: R }))
    expect(build).toThrow(fault('revocationStore'))
  })
})
