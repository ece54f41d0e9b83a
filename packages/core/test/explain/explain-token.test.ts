import { inspect } from 'node:util'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import {
  ConfigurationFault,
  resourceServer,
  type AccessRequirement,
  type DpopUse,
  type Explanation,
  type QalqonEvent,
  type ResourceServerOptions,
} from '../../src/index.js'
import { handleOf } from '../../src/guard/handle.js'
import { canary } from '../support/canary.js'

const issuer = createTestIssuer()
const { clock } = issuer

const explain = (
  token: string,
  requirement?: AccessRequirement,
  options: Partial<ResourceServerOptions> = {},
): Promise<Explanation> => resourceServer({ ...issuer.options, ...options }).explain(token, requirement)

const failed = ({ checks }: Explanation) => checks.filter(({ ok }) => ok === false).map(({ name }) => name)
const skipped = ({ checks }: Explanation) =>
  checks.filter(({ ok }) => ok === 'skipped').map(({ name }) => name)

test('a good token passes every check, in the order of the pipeline', async () => {
  const explanation = await explain(issuer.token({ scope: 'read' }), { scope: ['read'] })
  expect(explanation).toMatchObject({
    ok: true,
    verdict: 'accepted',
    token: {
      verified: true,
      issuer: issuer.issuer,
      kid: 'k1',
      alg: 'ES256',
      typ: 'at+jwt',
      issuedAt: clock(),
      expiresAt: clock() + 300,
    },
  })
  expect(explanation.code).toBeUndefined()
  expect(explanation.checks.map(({ name }) => name)).toEqual([
    'size',
    'characters',
    'JWT',
    'iss',
    'alg',
    'typ',
    'extensions',
    'kid',
    'key',
    'signature',
    'aud',
    'exp',
    'nbf',
    'iat',
    'no security event',
    'sub',
    'client_id',
    'jti',
    'iat is there',
    'authorization_details',
    'parseClaims, scopeFrom and rolesFrom',
    'cnf',
    'revocation',
    'scope',
  ])
  expect(explanation.checks.every(({ ok }) => ok === true)).toBe(true)
})

test('all that is wrong is told at once, each with its hint', async () => {
  const token = issuer.token({
    audience: `${issuer.audience}/`,
    claims: { nbf: clock() + 60, scp: 'write', cnf: { jkt: 'x' } },
    header: { typ: 'JWT' },
    omit: ['client_id'],
  })
  const explanation = await explain(token, { scope: ['write'] })
  expect(failed(explanation)).toEqual(['typ', 'aud', 'nbf', 'client_id', 'cnf', 'scope'])
  expect(explanation).toMatchObject({ ok: false, verdict: 'refused', code: 'type_mismatch' })
  const hints = explanation.checks.flatMap(({ hint }) => hint ?? [])
  for (const words of [
    /plain-jwt/,
    /a slash at the end/,
    /NTP/,
    /RFC 9068 in part/,
    /DPoP/,
    /scopesIn\('scp'\)/,
  ]) {
    expect(hints).toContainEqual(expect.stringMatching(words))
  }
  expect(explanation.checks.find(({ name }) => name === 'typ')).toMatchObject({
    step: 'structure',
    code: 'type_mismatch',
    expected: 'application/at+jwt',
    actual: '"JWT"',
  })
})

test('each part of the requirement is a check of its own, and the first that fails decides the code', async () => {
  const requirement: AccessRequirement = {
    scope: ['write'],
    authorizationDetails: [{ type: 'payment', actions: ['pay'] }],
    subjectType: 'user',
  }
  const lacking = await explain(issuer.clientCredentials({ scope: 'read' }), requirement)
  expect(failed(lacking)).toEqual(['subjectType', 'scope', 'authorizationDetails'])
  expect(lacking.code).toBe('subject_type_mismatch')
  const authorization_details = [{ type: 'payment', actions: ['pay'] }]
  const good = issuer.token({ scope: 'write', claims: { authorization_details } })
  const { ok, checks } = await explain(good, requirement)
  expect(ok).toBe(true)
  expect(checks.filter(({ step }) => step === 'requirement').map(({ name }) => name)).toEqual(failed(lacking))
  const unproved = await explain(issuer.signedByStranger(), requirement)
  expect(skipped(unproved)).toEqual(expect.arrayContaining(failed(lacking)))
})

test('malformed authorization details are told beside all else', async () => {
  const claims = { authorization_details: 'payment', cnf: {} }
  const explanation = await explain(issuer.token({ claims }), { authorizationDetails: [{ type: 'payment' }] })
  expect(failed(explanation)).toEqual(['authorization_details', 'cnf', 'authorizationDetails'])
  expect(explanation.code).toBe('claim_malformed')
})

describe('a token whose issuer is not accepted', () => {
  const token = issuer.token({ claims: { iss: `${issuer.issuer}/` } })

  test('causes no fetch, and is examined by the rules of the only issuer', async () => {
    const { fetch, requests } = canary()
    const explanation = await explain(token, undefined, { fetch })
    expect(requests).toEqual([])
    expect(failed(explanation)).toEqual(['iss'])
    expect(skipped(explanation)).toEqual([
      'key',
      'signature',
      'parseClaims, scopeFrom and rolesFrom',
      'revocation',
    ])
    expect(explanation).toMatchObject({ ok: false, code: 'issuer_unknown', token: { verified: false } })
  })

  test('is examined by no rules where there are several', async () => {
    const { audience, fetch, clock } = issuer.options
    const server = resourceServer({ audience, fetch, clock, issuers: [issuer.issuer, 'https://other.test'] })
    expect(skipped(await server.explain(token))).toEqual(
      expect.arrayContaining(['alg', 'typ', 'key', 'signature', 'profile']),
    )
  })
})

test('functions that were handed in see no claims that are not proved', async () => {
  const parseClaims = jest.fn((claims: unknown) => claims)
  const scopeFrom = jest.fn(() => [])
  const notAccessToken = jest.fn(() => undefined)
  const options: Partial<ResourceServerOptions<unknown>> = {
    parseClaims,
    scopeFrom,
    issuer: { issuer: issuer.issuer, tokenProfile: 'plain-jwt', dialect: { notAccessToken } },
  }
  const unproved = await explain(issuer.signedByStranger(), undefined, options as ResourceServerOptions)
  expect(unproved).toMatchObject({ ok: false, code: 'signature_invalid' })
  for (const run of [parseClaims, scopeFrom, notAccessToken]) expect(run).not.toHaveBeenCalled()
  const proved = await explain(issuer.token(), undefined, options as ResourceServerOptions)
  expect(proved.ok).toBe(true)
  for (const run of [parseClaims, scopeFrom, notAccessToken]) expect(run).toHaveBeenCalledTimes(1)
})

test.each([
  ['an opaque token', 'zZ3dq8mN0sVt', 'token_malformed', /opaque/],
  ['an encrypted token', 'eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn', 'token_encrypted', /encrypts/],
  ['nothing', '', 'credentials_malformed', /empty/],
])('%s', async (_, token, code, hint) => {
  const explanation = await explain(token)
  expect(explanation).toMatchObject({ ok: false, verdict: 'refused', code })
  expect(explanation.token).toBeUndefined()
  expect(explanation.checks.find(({ ok }) => ok === false)?.hint).toMatch(hint)
})

test('an issuer that cannot be asked leaves it undecided', async () => {
  const explanation = await explain(issuer.token(), undefined, { fetch: canary().fetch })
  expect(explanation).toMatchObject({ ok: false, verdict: 'undecided', code: 'metadata_unavailable' })
  expect(skipped(explanation)).toContain('signature')
})

test('a token that was revoked', async () => {
  const server = resourceServer({ ...issuer.options })
  const token = issuer.token()
  await server.revoke({ token }, clock() + 300)
  expect(await server.explain(token)).toMatchObject({ ok: false, code: 'token_revoked' })
})

test('it holds neither the token nor its signature, and tells no event of a request', async () => {
  const events: QalqonEvent[] = []
  const token = issuer.expired()
  const explanation = await explain(token, undefined, { onEvent: (event) => events.push(event) })
  for (const part of token.split('.')) expect(inspect(explanation, { depth: Infinity })).not.toContain(part)
  expect(events.map(({ type }) => type)).toEqual(['key_set_refreshed'])
  expect(Object.isFrozen(explanation) && Object.isFrozen(explanation.checks)).toBe(true)
})

test('the handle of adapters has it too', async () => {
  const handle = handleOf(
    resourceServer({ ...issuer.options }),
    (guard) => guard,
    jest.fn<never, []>(),
    jest.fn<never, []>(),
  )
  expect(await handle.explain(issuer.token(), { scope: ['x'] })).toMatchObject({ code: 'insufficient_scope' })
})

test('what is no token or no requirement is a mistake', async () => {
  await expect(explain(undefined as unknown as string)).rejects.toThrow(ConfigurationFault)
  await expect(explain(issuer.token(), {})).rejects.toThrow(ConfigurationFault)
})

describe('a token that is bound to a key', () => {
  const prover = createDpopProver()
  const token = issuer.token({ scope: 'read', boundTo: prover })
  const cnfOf = async (dpop: DpopUse, sent: string) => {
    const { verdict, checks } = await resourceServer({ ...issuer.options, dpop }).explain(sent)
    return { verdict, cnf: checks.find(({ name }) => name === 'cnf') }
  }

  test('is good where its proofs are taken, and each request needs one', async () => {
    const { verdict, cnf } = await cnfOf('allowed', token)
    expect(verdict).toBe('accepted')
    expect(cnf?.detail).toContain(`the key ${prover.thumbprint}: each request needs a proof`)
  })

  test('is refused where they are not', async () => {
    const { verdict, cnf } = await cnfOf('off', token)
    expect(verdict).toBe('refused')
    expect(cnf).toMatchObject({ ok: false, hint: expect.stringContaining("dpop: 'allowed'") as string })
  })

  test('and one that is not, where they are required', async () => {
    const { verdict, cnf } = await cnfOf('required', issuer.token({ scope: 'read' }))
    expect(verdict).toBe('refused')
    expect(cnf).toMatchObject({ ok: false, code: 'token_not_bound' })
  })
})
