import { contentOf } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, I, matrix, N, R } from '../support/matrix.js'

const { issuer, get } = matrix()
const other = 'https://other.example'

const send = (claims: Record<string, unknown>) => get(`Bearer ${issuer.token({ scope: 'read', claims })}`)

/** Signs T with a claim written as this JSON text, where `JSON.stringify` would not write it. */
function sendWritten(name: string, json: string) {
  const { header, payload } = contentOf(issuer)
  const others = JSON.stringify({ ...payload, [name]: undefined }).slice(1)
  return get(`Bearer ${issuer.sign({ header, payload: `{"${name}":${json},${others}` })}`)
}

describe('7519-4.1.4-a: exp is invalid on and after the instant', () => {
  test.each([
    [0, N, 401],
    [0, N - 1, 401],
    [0, N + 1, 200],
    [5, N - 4, 200],
    [5, N - 5, 401],
  ])('tolerance %d, exp %d: %d', async (clockToleranceSeconds, exp, status) => {
    const tolerant = matrix({ clockToleranceSeconds }, issuer)
    const outcome = await tolerant.get(`Bearer ${issuer.token({ scope: 'read', claims: { exp } })}`)
    if (status === 200) expect(expectAccepted(outcome).expiresAt).toBe(exp)
    else expectRefused(outcome, 401, 'invalid_token', 'token_expired')
  })

  test('a token that was good expires as time goes by', async () => {
    const aging = matrix()
    const token = aging.issuer.token({ scope: 'read' })
    aging.issuer.clock.advance(299.9)
    expectAccepted(await aging.get(`Bearer ${token}`))
    aging.issuer.clock.advance(0.1)
    expectRefused(await aging.get(`Bearer ${token}`), 401, 'invalid_token', 'token_expired')
  })

  test('without exp', async () => {
    expectRefused(await send({ exp: undefined }), 401, 'invalid_token', 'claim_missing')
  })
})

describe('7519-4.1.5-a: nbf is valid from the instant itself', () => {
  test.each([
    [0, N, 200],
    [0, N + 1, 401],
    [5, N + 5, 200],
    [5, N + 6, 401],
  ])('tolerance %d, nbf %d: %d', async (clockToleranceSeconds, nbf, status) => {
    const tolerant = matrix({ clockToleranceSeconds }, issuer)
    const outcome = await tolerant.get(`Bearer ${issuer.token({ scope: 'read', claims: { nbf } })}`)
    if (status === 200) expectAccepted(outcome)
    else expectRefused(outcome, 401, 'invalid_token', 'token_not_yet_valid')
  })
})

describe('7519-2-a: a NumericDate is a finite number, and anything else is malformed', () => {
  test('a fraction is allowed', async () => {
    expectAccepted(await send({ exp: N + 0.5 }))
    expectAccepted(await send({ nbf: N - 0.5, iat: N - 0.5 }))
    expectRefused(await send({ nbf: N + 0.5 }), 401, 'invalid_token', 'token_not_yet_valid')
  })

  const malformed = ['"9999999999"', 'null', 'true', `[${N + 9}]`, '{}', '1e400', '-1e400', '-1', '""']
  test.each(['exp', 'nbf', 'iat'].flatMap((name) => malformed.map((json) => [name, json] as const)))(
    '%s %s',
    async (name, json) => {
      expectRefused(await sendWritten(name, json), 401, 'invalid_token', 'claim_malformed')
    },
  )

  test('the way these tests write a claim is a good one', async () => {
    expectAccepted(await sendWritten('exp', `${N + 9}.25e0`))
    expectAccepted(await sendWritten('nbf', '0'))
  })
})

describe('7519-4.1.6-a: iat far in the future is refused', () => {
  test.each([
    [N + 10, 200],
    [N + 60, 200],
    [N + 61, 401],
    [N - 86_400, 200],
  ])('iat %d: %d', async (iat, status) => {
    const outcome = await send({ iat })
    if (status === 200) expectAccepted(outcome)
    else expectRefused(outcome, 401, 'invalid_token', 'token_issued_in_future')
  })
})

describe('7519-4.1.3-a: one audience equals an own identifier exactly', () => {
  test.each([
    ['R', R, [R]],
    ['R among others', [other, R], [other, R]],
    ['R twice', [R, R], [R, R]],
  ])('%s', async (_, aud, audience) => {
    expect(expectAccepted(await send({ aud })).audience).toEqual(audience)
  })

  test.each([
    ['with a slash', `${R}/`],
    ['with the host in capitals', R.replace('rs.example', 'RS.EXAMPLE')],
    ['with the scheme in capitals', R.replace('https', 'HTTPS')],
    ['with the default port', R.replace('.example', '.example:443')],
    ['a prefix', R.slice(0, -1)],
    ['the origin', new URL(R).origin],
    ['with R inside', `x${R}x`],
    ['with R as one of several words', `${other} ${R}`],
    ['empty', ''],
    ['an empty list', []],
    ['a list of others', [other]],
  ])('%s', async (_, aud) => {
    expectRefused(await send({ aud }), 401, 'invalid_token', 'audience_mismatch')
  })

  test.each([
    ['a list with a number', [1, R]],
    ['a list within a list', [[R]]],
    ['an object', {}],
    ['an object with R', { 0: R }],
    ['a number', 1],
    ['null', null],
    ['true', true],
  ])('%s is malformed', async (_, aud) => {
    expectRefused(await send({ aud }), 401, 'invalid_token', 'claim_malformed')
  })

  test('missing', async () => {
    expectRefused(await send({ aud: undefined }), 401, 'invalid_token', 'claim_missing')
  })

  test('any of several own identifiers will do', async () => {
    const several = matrix({ audience: [other, R] }, issuer)
    for (const aud of [R, other, ['x', other]]) {
      expectAccepted(await several.get(`Bearer ${issuer.token({ scope: 'read', claims: { aud } })}`))
    }
  })
})

describe('7519-4.1.1-a: iss and sub are strings, compared exactly', () => {
  test.each([
    ['with a slash', `${I}/`],
    ['in capitals', I.toUpperCase()],
    ['with the host in capitals', 'https://AS.example'],
    ['with the default port', `${I}:443`],
    ['a prefix', I.slice(0, -1)],
    ['with a space', `${I} `],
    ['in a list', [I]],
    ['a number', 1],
    ['null', null],
    ['the name of an inherited member', 'constructor'],
  ])('iss %s', async (_, iss) => {
    expectRefused(await send({ iss }), 401, 'invalid_token', 'issuer_unknown')
  })

  test('iss missing', async () => {
    expectRefused(await send({ iss: undefined }), 401, 'invalid_token', 'issuer_missing')
  })

  test.each([42, null, true, ['user-1'], {}, ''])('sub %j', async (sub) => {
    expectRefused(await send({ sub }), 401, 'invalid_token', 'claim_malformed')
  })

  test('sub is handed on as it is', async () => {
    for (const sub of ['User-1 ', '42', 'null']) {
      expect(expectAccepted(await send({ sub })).subject).toBe(sub)
    }
  })
})
