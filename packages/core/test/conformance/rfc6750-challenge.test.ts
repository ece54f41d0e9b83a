import { challenge } from '../../src/challenge/challenge.js'
import { tokenFaultKinds } from '../../src/faults/token-fault-codes.js'
import { ConfigurationFault } from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, expectUndecided, matrix, R } from '../support/matrix.js'

const { issuer, server, get, post } = matrix()
const tokenWith = (scope: string) => `Bearer ${issuer.token({ scope })}`

test('6750-3-a: missing credentials are answered with a Bearer challenge', async () => {
  const outcome = await get()
  expectRefused(outcome, 401, undefined, 'credentials_missing')
  expect(challengeOf(outcome).parameters).toEqual(
    new Map([
      ['realm', R],
      ['scope', 'read'],
    ]),
  )
})

describe('6750-3-b: no credentials, or another scheme, give a challenge without error', () => {
  test.each([[undefined], ['Basic Zm9vOmJhcg=='], ['Negotiate x'], ['DPoP x'], [''], ['x']])(
    'Authorization: %s',
    async (authorization) => {
      expectRefused(await get(authorization), 401, undefined, 'credentials_missing')
    },
  )
})

describe('6750-3-c: a challenge carries at least one parameter', () => {
  test.each([
    ['without credentials', undefined, undefined],
    ['without credentials and scope', undefined, null],
    ['malformed', 'Bearer', null],
    ['not valid', 'Bearer x.y.z', null],
    ['too weak', tokenWith('read'), { scope: ['write'] }],
  ])('%s', async (_, authorization, requirement) => {
    const headers = authorization === undefined ? {} : { authorization }
    const outcome = await server.authorize({ method: 'GET', url: '/x', headers }, requirement ?? undefined)
    expect(challengeOf(outcome)).toMatchObject({ scheme: 'Bearer' })
    expect(challengeOf(outcome).parameters.get('realm')).toBe(R)
  })

  test('the builder refuses to make a bare scheme', () => {
    expect(() => challenge('Bearer', [])).toThrow(ConfigurationFault)
    expect(() => challenge('Bearer', [['scope', undefined]])).toThrow(ConfigurationFault)
  })
})

describe('6750-3-d: a parameter occurs at most once', () => {
  test.each(['realm', 'scope', 'error', 'error_description', 'error_uri'])('%s', (name) => {
    const parameters = [
      [name, 'a'],
      ['other', 'b'],
      [name, 'c'],
    ] as const
    expect(() => challenge('Bearer', parameters)).toThrow(ConfigurationFault)
    expect(challenge('Bearer', parameters.slice(0, 2))).toBe(`Bearer ${name}="a", other="b"`)
  })

  test('names that differ in case alone cannot be given', () => {
    expect(() =>
      challenge('Bearer', [
        ['realm', 'a'],
        ['Realm', 'b'],
      ]),
    ).toThrow(ConfigurationFault)
  })
})

test('6750-3-e: a token that fails is answered with an error', async () => {
  expectRefused(await get(`Bearer ${issuer.expired()}`), 401, 'invalid_token', 'token_expired')
})

describe('6750-3-f: scope stays inside its characters', () => {
  test.each(['a"b', 'a\\b', 'é', 'a b', '', ' ', 'a\tb', 'a\nb', '\u007f', 'a\u0000'])(
    'to require %j is a configuration error',
    (scope) => {
      const request = { method: 'GET', url: '/x', headers: {} }
      expect(() => server.authorize(request, { scope: [scope] })).toThrow(ConfigurationFault)
      expect(() => server.authorize(request, { anyScope: [scope] })).toThrow(ConfigurationFault)
    },
  )

  test('what is sent has single spaces', async () => {
    const outcome = await get(undefined, { scope: ['!', '#-[', ']-~', 'https://rs.example/a.b'] })
    const scope = challengeOf(outcome).parameters.get('scope')
    expect(scope).toMatch(/^[!#-[\]-~]+( [!#-[\]-~]+)*$/)
    expect(scope).toBe('! #-[ ]-~ https://rs.example/a.b')
  })
})

describe('6750-3-g: error and error_description stay inside their characters', () => {
  const texts = ['"exp" claim', 'C:\\x', 'a\r\nset-cookie: x=1', 'nul \u0000', 'é', '🛡', '\ud800']
  const description = /^[ !#-[\]-~]+$/

  test.each(texts)('a function that was handed in throws %j', async (text) => {
    const throwing = matrix(
      {
        parseClaims: () => {
          throw new Error(text)
        },
      },
      issuer,
    )
    const outcome = await throwing.get(tokenWith('read'))
    const { response } = expectRefused(outcome, 401, 'invalid_token', 'claims_rejected')
    expect(challengeOf(outcome).parameters.get('error_description')).toMatch(description)
    expect(response.headers.map(([name]) => name)).toEqual([
      'www-authenticate',
      'cache-control',
      'content-type',
    ])
    expect(JSON.stringify(response)).not.toContain(JSON.stringify(text).slice(1, -1))
  })

  test.each(texts)('the token holds %j', async (text) => {
    const tokens = [
      [issuer.token({ claims: { iss: text } }), 'issuer_unknown'],
      [issuer.token({ claims: { aud: text } }), 'audience_mismatch'],
      [issuer.token({ claims: { exp: text } }), 'claim_malformed'],
      [issuer.token({ header: { typ: text } }), 'type_mismatch'],
      [issuer.token({ header: { kid: text } }), 'key_not_found'],
      [issuer.token({ header: { alg: text } }), 'algorithm_not_allowed'],
      [issuer.token({ header: { crit: [text] } }), 'critical_header'],
    ] as const
    for (const [token, code] of tokens) {
      const outcome = await get(`Bearer ${token}`)
      const { response } = expectRefused(outcome, 401, 'invalid_token', code)
      expect(challengeOf(outcome).parameters.get('error_description')).toMatch(description)
      expect(JSON.stringify(response)).not.toContain(JSON.stringify(text).slice(1, -1))
    }
  })

  test.each(texts)('the issuer fails with %j', async (text) => {
    const failing = matrix({ fetch: () => Promise.reject(new Error(text)) }, issuer)
    const { response } = expectUndecided(await failing.get(tokenWith('read')))
    expect(JSON.stringify(response)).not.toContain(JSON.stringify(text).slice(1, -1))
  })

  test('so does the text of every reason to refuse', () => {
    for (const { text } of Object.values(tokenFaultKinds)) expect(text).toMatch(description)
  })

  test.each(texts)('the builder refuses %j in any parameter', (text) => {
    for (const name of ['realm', 'scope', 'error', 'error_description', 'error_uri']) {
      expect(() => challenge('Bearer', [[name, text]])).toThrow(ConfigurationFault)
    }
  })
})

describe('6750-3-i: scopes are compared with regard to case, and without regard to order', () => {
  test.each([['read'], ['write read'], ['read write'], ['a read b'], ['  read  ']])(
    '%j grants read',
    async (scope) => {
      expectAccepted(await get(tokenWith(scope)))
    },
  )

  test.each([['Read'], ['READ'], ['reader'], ['rea'], ['write'], ['read,write'], ['read\twrite'], ['']])(
    '%j does not',
    async (scope) => {
      expectRefused(await get(tokenWith(scope)), 403, 'insufficient_scope', 'insufficient_scope')
    },
  )
})

describe('6750-3.1-a: an invalid token is 401 invalid_token', () => {
  test.each([
    ['expired', issuer.expired({ scope: 'read' }), 'token_expired'],
    ['signed by a stranger', issuer.signedByStranger({ scope: 'read' }), 'signature_invalid'],
    ['no token of this issuer', 'abc', 'token_malformed'],
    ['of an unknown key', issuer.token({ header: { kid: 'unknown' } }), 'key_not_found'],
  ])('%s', async (_, token, code) => {
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', code)
  })
})

describe('6750-3.1-b: too little privilege is 403 insufficient_scope', () => {
  test('the scope that is needed is named', async () => {
    const outcome = await post(tokenWith('read'))
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('write')
  })

  test('a token without the scope claim has no privilege', async () => {
    const outcome = await get(`Bearer ${issuer.token()}`)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
  })

  test('an invalid token is not told whether its scope would do', async () => {
    const outcome = await post(`Bearer ${issuer.expired({ scope: 'read' })}`)
    expectRefused(outcome, 401, 'invalid_token', 'token_expired')
  })
})
