import fc from 'fast-check'
import { challenge } from '../../src/challenge/challenge.js'
import { tokenFaultKinds, type TokenFaultCode } from '../../src/faults/token-fault-codes.js'
import { refuse } from '../../src/challenge/refusal.js'
import { ConfigurationFault, TokenFault, type Outcome } from '../../src/index.js'
import {
  challengeOf,
  expectAccepted,
  expectRefused,
  expectUndecided,
  matrix,
  onlyChallenge,
  R,
} from '../support/matrix.js'

const { issuer, server, get, post } = matrix()
const T = issuer.token({ scope: 'read' })

const characters = (from: number, to: number, without: string) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)).filter(
    (character) => !without.includes(character),
  )
const realms = fc.string({ unit: fc.constantFrom(...characters(0x20, 0x7e, '"\\')), minLength: 1 })
const scopes = fc.array(
  fc.string({ unit: fc.constantFrom(...characters(0x21, 0x7e, '"\\')), minLength: 1, maxLength: 12 }),
  { minLength: 1, maxLength: 5 },
)

describe('9110-11.3-a: a challenge has the strict grammar', () => {
  test('realm and scope come back as they were configured', async () => {
    const property = fc.asyncProperty(realms, scopes, async (realm, scope) => {
      const { parameters } = challengeOf(await matrix({ realm }, issuer).get(undefined, { scope }))
      expect([...parameters]).toEqual([
        ['realm', realm],
        ['scope', [...new Set(scope)].join(' ')],
      ])
    })
    await fc.assert(property, { numRuns: 200 })
  })

  test('any parameters come back, or are refused when the challenge is made', () => {
    const names = fc.oneof(
      { weight: 8, arbitrary: fc.stringMatching(/^[a-z_]{1,8}$/) },
      fc.constantFrom('realm', 'Z', ' ', '=', '"', ''),
    )
    const values = fc.oneof(
      { weight: 8, arbitrary: realms },
      fc.string({ unit: 'binary' }),
      fc.constant(undefined),
    )
    let made = 0
    const property = fc.property(fc.array(fc.tuple(names, values), { maxLength: 5 }), (parameters) => {
      const field = challengeUnlessRefused(parameters)
      if (field === undefined) return
      made++
      expect([...onlyChallenge(field).parameters]).toEqual(
        parameters.filter(([, value]) => value !== undefined),
      )
    })
    fc.assert(property, { numRuns: 1000 })
    expect(made).toBeGreaterThan(100)
  })

  test('every reason to refuse makes one challenge, with its own error', () => {
    const schemes = ['Bearer'] as const
    const challenge = { realm: 'api', schemes, metadata: undefined, algs: undefined }
    const policy = { challenge, onRefusal: undefined, emit: () => undefined }
    for (const [code, { status, text, ...kind }] of Object.entries(tokenFaultKinds)) {
      const response = refuse(new TokenFault(code as TokenFaultCode, 'detail'), {}, policy)
      const [field, ...others] = response.headers.filter(([name]) => name === 'www-authenticate')
      expect(others).toEqual([])
      expect(response.status).toBe(status)
      const error = 'error' in kind ? kind.error : undefined
      expect(onlyChallenge(field![1])).toEqual({
        scheme: 'Bearer',
        parameters: new Map([
          ['realm', 'api'],
          ...(error
            ? ([
                ['error', error],
                ['error_description', text],
              ] as const)
            : []),
        ]),
      })
    }
  })
})

/** The challenge, or nothing when it is refused as it must be. */
function challengeUnlessRefused(parameters: [string, string | undefined][]): string | undefined {
  try {
    return challenge('Bearer', parameters)
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ConfigurationFault)
    return undefined
  }
}

describe('9110-11.5-a: realm is sent as a quoted string', () => {
  test('also where a token would do', async () => {
    const outcome = await matrix({ realm: 'api' }, issuer).get()
    if (outcome.ok) throw new Error('the request was accepted')
    const fields = outcome.response.headers.filter(([name]) => name === 'www-authenticate')
    expect(fields).toEqual([['www-authenticate', 'Bearer realm="api", scope="read"']])
  })

  test.each(['a"b', 'a\\b', 'é', 'a\r\nb', ''])('realm %j is a configuration error', (realm) => {
    expect(() => matrix({ realm }, issuer)).toThrow(expect.objectContaining({ option: 'realm' }))
  })
})

describe('9110-11.6.1-a: each 401 has a challenge', () => {
  const request = { method: 'GET', url: '/x', headers: {} }

  test('whichever door it comes through', async () => {
    const optional = matrix({ optional: true }, issuer)
    const outcomes: Outcome<unknown, boolean>[] = [
      await server.authorize(request),
      await get(`Bearer ${issuer.expired()}`),
      server.refuseAnonymous(),
      server.refuseAnonymous(request),
      optional.server.authorizeToken(undefined, { scope: ['read'] }),
    ]
    for (const outcome of outcomes) {
      expect(outcome.ok || outcome.response.status).toBe(401)
      expect(challengeOf(outcome).scheme).toBe('Bearer')
    }
  })

  test('a fault that is thrown on carries its status and challenge to an error handler', async () => {
    const { fault, response } = expectRefused(await get(), 401)
    expect(fault).toMatchObject({ status: 401, expose: true })
    expect((fault as TokenFault).headers).toEqual(Object.fromEntries(response.headers))
    expect((fault as TokenFault).headers?.['www-authenticate']).toBe(`Bearer realm="${R}", scope="read"`)
  })
})

describe('9110-9.3.7-a: only a real preflight passes, and only when that is asked for', () => {
  const preflight = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
  const passing = matrix({ passPreflight: true }, issuer)

  test('a preflight passes', async () => {
    const outcome = await passing.server.authorize({ method: 'OPTIONS', url: '/x', headers: preflight })
    expect(outcome).toEqual({ ok: true, token: undefined })
  })

  test.each([
    ['OPTIONS without its fields', 'OPTIONS', {}],
    ['OPTIONS with Origin alone', 'OPTIONS', { origin: preflight.origin }],
    ['OPTIONS with the method alone', 'OPTIONS', { 'access-control-request-method': 'GET' }],
    ['GET with forged headers', 'GET', { 'access-control-request-headers': 'authorization' }],
    ['GET with all fields', 'GET', { ...preflight, 'access-control-request-headers': 'authorization' }],
    ['HEAD with all fields', 'HEAD', preflight],
    ['options in lower case', 'options', preflight],
  ])('%s does not', async (_, method, headers) => {
    const outcome = await passing.server.authorize({ method, url: '/x', headers })
    expectRefused(outcome, 401, undefined, 'credentials_missing')
  })

  test('by default a preflight does not', async () => {
    const outcome = await server.authorize({ method: 'OPTIONS', url: '/x', headers: preflight })
    expectRefused(outcome, 401, undefined, 'credentials_missing')
  })
})

describe('9111-3.5-a: refusals are not stored', () => {
  test('400, 401, 403 and 503 are no-store and nothing else', async () => {
    const unreachable = matrix({ fetch: () => Promise.reject(new Error('no network')) }, issuer)
    const refusals = [
      expectRefused(await get('Bearer'), 400, 'invalid_request'),
      expectRefused(await get(), 401),
      expectRefused(await get(`Bearer ${issuer.expired()}`), 401, 'invalid_token'),
      expectRefused(await post(`Bearer ${T}`), 403, 'insufficient_scope'),
      expectUndecided(await unreachable.get(`Bearer ${T}`)),
    ]
    for (const { response } of refusals) {
      const fields = response.headers.filter(([name]) => name === 'cache-control')
      expect(fields).toEqual([['cache-control', 'no-store']])
    }
  })

  test('an accepted request gets no directive at all', async () => {
    const outcome = await get(`Bearer ${T}`)
    expectAccepted(outcome)
    expect(Object.keys(outcome)).toEqual(['ok', 'token'])
  })
})
