import { canary } from '../support/canary.js'
import { challengeOf, expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'

const { issuer, server, get, post } = matrix()
const T = issuer.token({ scope: 'read' })
const T2 = issuer.token({ scope: 'read' })
const read = { scope: ['read'] }

/** A resource server that has fetched no keys, and to which a request for them is a failure. */
function unasked() {
  const { fetch, requests } = canary()
  return { ...matrix({ fetch }, issuer), requests }
}

describe('6750-2-a: by default the header is the only transport, so no other is a second credential', () => {
  test.each([
    ['the same token in the query', `${R}/x?access_token=${T}`],
    ['two tokens in the query', `${R}/x?access_token=${T2}&access_token=${T2}`],
  ])('the header with %s', async (_, url) => {
    const headers = { authorization: `Bearer ${T}` }
    expectAccepted(await server.authorize({ method: 'GET', url, headers }, read))
  })

  test('the header with a token in the form body', async () => {
    const request = formRequest({ authorization: `Bearer ${T}` })
    expectAccepted(await server.authorize(request, read))
    expect(request.bodyUsed).toBe(false)
  })
})

test('6750-2.1-a: the Authorization header is a transport by default', async () => {
  expectAccepted(await get(`Bearer ${T}`))
})

test.each(['bearer', 'BEARER', 'bEaReR'])('6750-2.1-b: the scheme %s is Bearer', async (scheme) => {
  expectAccepted(await get(`${scheme} ${T}`))
})

describe('6750-2.1-c: one or more spaces stand between scheme and token', () => {
  test.each([1, 2, 3, 20])('%d spaces', async (count) => {
    expectAccepted(await get(`Bearer${' '.repeat(count)}${T}`))
  })

  test.each([
    ['the scheme alone', 'Bearer'],
    ['the scheme and a space', 'Bearer '],
    ['the scheme and spaces', 'Bearer   '],
    ['a tab', `Bearer\t${T}`],
    ['a space and a tab', `Bearer \t${T}`],
    ['a comma before the token', `Bearer ,${T}`],
    ['a comma after the scheme', `Bearer,${T}`],
    ['a space after the token', `Bearer ${T} `],
    ['an equals sign', `Bearer=${T}`],
    ['a no-break space', `Bearer\u00a0${T}`],
    ['in lower case, a tab', `bearer\t${T}`],
  ])('%s is malformed', async (_, authorization) => {
    const { requests, get } = unasked()
    expectRefused(await get(authorization), 400, 'invalid_request', 'credentials_malformed')
    expect(requests).toEqual([])
  })

  test('without a separator it is another scheme', async () => {
    expectRefused(await get(`Bearer${T}`), 401, undefined, 'credentials_missing')
    expectRefused(await get('Bearer-Extended x'), 401, undefined, 'credentials_missing')
  })
})

describe('6750-2.1-d: the grammar of the token comes before all else', () => {
  const illegal = ['a b', `"${T}"`, 'a,b', 'é', 'a=b', '=', 'a\u0000', `${T}\n`, `<${T}>`, `${T}%20`]

  test.each(illegal)('Bearer %j', async (credentials) => {
    const { requests, get, server } = unasked()
    expectRefused(await get(`Bearer ${credentials}`), 400, 'invalid_request', 'credentials_malformed')
    expect(requests).toEqual([])
    expect(server.stats().keySets[issuer.issuer]).toMatchObject({ keys: 0, failing: false })
  })

  test.each(['-._~+/09azAZ', 'a=', 'a=='])('Bearer %s has the grammar of a token', async (credentials) => {
    expectRefused(await get(`Bearer ${credentials}`), 401, 'invalid_token', 'token_malformed')
  })
})

describe('6750-2.1-e: of two Authorization fields none is chosen', () => {
  test.each([
    ['two tokens', [`Bearer ${T}`, `Bearer ${T2}`], 'credentials_repeated'],
    ['the same token twice', [`Bearer ${T}`, `Bearer ${T}`], 'credentials_repeated'],
    ['a good one first', [`Bearer ${T}`, 'Bearer junk'], 'credentials_repeated'],
    ['a good one last', ['Bearer junk', `Bearer ${T}`], 'credentials_repeated'],
    ['another scheme first', ['Basic eA==', `Bearer ${T}`], 'credentials_repeated'],
    ['another scheme last', [`Bearer ${T}`, 'Basic eA=='], 'credentials_repeated'],
    ['an empty one first', ['', `Bearer ${T}`], 'credentials_repeated'],
    ['joined by a comma', `Bearer ${T}, Bearer ${T2}`, 'credentials_malformed'],
    ['joined without a space', `Bearer ${T},Bearer ${T2}`, 'credentials_malformed'],
    ['joined with another scheme first', `Basic eA==, Bearer ${T}`, 'credentials_repeated'],
    ['joined with another scheme last', `Bearer ${T}, Basic eA==`, 'credentials_malformed'],
  ])('%s', async (_, authorization, code) => {
    expectRefused(await get({ authorization }), 400, 'invalid_request', code)
  })

  test('Fetch headers, which join the fields', async () => {
    const headers = new Headers([
      ['authorization', `Bearer ${T}`],
      ['authorization', `Bearer ${T2}`],
    ])
    expectRefused(await get(headers), 400, 'invalid_request', 'credentials_malformed')
  })
})

test('6750-2.2-a: by default a form body is not read and is no credential', async () => {
  const request = formRequest()
  const outcome = await server.authorize(request, read)
  expectRefused(outcome, 401, undefined, 'credentials_missing')
  expect(request.bodyUsed).toBe(false)
  expect((await request.formData()).get('access_token')).toBe(T)
})

describe('6750-2.3-a: by default the query parameter is no credential', () => {
  test('alone', async () => {
    const outcome = await server.authorize(
      { method: 'GET', url: `${R}/x?access_token=${T}`, headers: {} },
      read,
    )
    expectRefused(outcome, 401, undefined, 'credentials_missing')
  })

  test('beside the header it is ignored', async () => {
    const headers = { authorization: `Bearer ${T}` }
    expectAccepted(await server.authorize({ method: 'GET', url: `${R}/x?access_token=junk`, headers }, read))
    expectAccepted(await server.authorize({ method: 'GET', url: '/x?access_token=junk', headers }, read))
  })
})

test('6750-5.3-a: a token in a cookie is no credential', async () => {
  expectRefused(await get({ cookie: `access_token=${T}` }), 401, undefined, 'credentials_missing')
  expectRefused(await get({ cookie: `authorization=Bearer ${T}` }), 401, undefined, 'credentials_missing')
})

describe('O2.1-5.2-a: before serving, the token is checked in every respect', () => {
  test('expired', async () => {
    const expired = issuer.expired({ scope: 'read' })
    expectRefused(await get(`Bearer ${expired}`), 401, 'invalid_token', 'token_expired')
  })

  test('for another audience', async () => {
    const elsewhere = issuer.forAnotherAudience({ scope: 'read' })
    expectRefused(await get(`Bearer ${elsewhere}`), 401, 'invalid_token', 'audience_mismatch')
  })

  test('without the scope', async () => {
    const outcome = await post(`Bearer ${T}`)
    expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    expect(challengeOf(outcome).parameters.get('scope')).toBe('write')
  })
})

function formRequest(headers: Record<string, string> = {}): Request {
  return new Request(`${R}/x`, { method: 'POST', headers, body: new URLSearchParams({ access_token: T }) })
}
