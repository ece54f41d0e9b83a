import type { FormBody, Outcome } from '../../src/index.js'
import { canary } from '../support/canary.js'
import { expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'

const bearerMethods = ['header', 'body', 'query'] as const
const { issuer, server } = matrix({ bearerMethods })
const T = issuer.token({ scope: 'read' })
const formType = 'application/x-www-form-urlencoded'

/** Expects a refusal that has caused no request to the issuer. */
async function expectMalformed(request: Request, code: string): Promise<void> {
  const { fetch, requests } = canary()
  const { server } = matrix({ fetch, bearerMethods }, issuer)
  expectRefused(await server.authorize(request), 400, 'invalid_request', code)
  expect(requests).toEqual([])
}

const query = (text: string, headers = {}) => new Request(`${R}/x?${text}`, { headers })
const form = (body: BodyInit, headers: Record<string, string> = {}, method = 'POST') =>
  new Request(`${R}/x`, { method, body, headers: { 'content-type': formType, ...headers } })
const authorization = `Bearer ${T}`

describe('6750-2-a: a token in two places is in none', () => {
  test.each([
    ['header and query', query(`access_token=${T}`, { authorization })],
    ['header and body', form(`access_token=${T}`, { authorization })],
    ['twice in the query', query(`access_token=${T}&access_token=${T}`)],
    ['twice in the body', form(`access_token=${T}&access_token=${T}`)],
    ['twice, one of them empty', query(`access_token=${T}&access_token`)],
    ['twice, spelt in two ways', query(`access_token=${T}&%61ccess_token=${T}`)],
  ])('%s', (_, request) => expectMalformed(request, 'credentials_repeated'))

  test('body and query', () => {
    const url = `${R}/x?access_token=${T}`
    const headers = { 'content-type': formType }
    const request = new Request(url, { method: 'POST', body: `access_token=${T}`, headers })
    return expectMalformed(request, 'credentials_repeated')
  })
})

describe('6750-2.2-b: a form body', () => {
  test('of a Fetch request is read from a copy: the handler has it still', async () => {
    const request = form(`a=1&access_token=${T}`)
    expectAccepted(await server.authorize(request, { scope: ['read'] }))
    expect(request.bodyUsed).toBe(false)
    expect((await request.formData()).get('a')).toBe('1')
  })

  test('without content is a form without a token', async () => {
    const request = new Request(`${R}/x`, { method: 'POST', headers: { 'content-type': formType } })
    expectRefused(await server.authorize(request), 401, undefined, 'credentials_missing')
  })

  test('in two types at once is no form', async () => {
    const request = form(`access_token=${T}`, { 'content-type': `${formType}, text/plain` })
    expectRefused(await server.authorize(request), 401, undefined, 'credentials_missing')
    expect(request.bodyUsed).toBe(false)
  })

  const large = `access_token=${T}&a=${'x'.repeat(65_536)}`
  const endless = () => {
    let pulled = 0
    const body = new ReadableStream({
      pull: (controller) => {
        pulled++
        controller.enqueue(new Uint8Array(16_384))
      },
    })
    return { body, pulled: () => pulled }
  }

  test('that is too large is refused, and read no further', async () => {
    await expectMalformed(form(large), 'credentials_malformed')
    await expectMalformed(form('a=1', { 'content-length': '65537' }), 'credentials_malformed')
    const { body, pulled } = endless()
    const init = { method: 'POST', body, headers: { 'content-type': formType }, duplex: 'half' }
    await expectMalformed(new Request(`${R}/x`, init), 'credentials_malformed')
    expect(pulled()).toBeLessThan(10)
  })

  test('that is compressed, or breaks off, is refused', async () => {
    await expectMalformed(form('a=1', { 'content-encoding': 'gzip' }), 'credentials_malformed')
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    const init = { method: 'POST', body, headers: { 'content-type': formType }, duplex: 'half' }
    await expectMalformed(new Request(`${R}/x`, init), 'credentials_malformed')
  })

  test('that was read before, or to which there is no way, is a mistake in the program', async () => {
    const request = form(`access_token=${T}`)
    await request.text()
    await expect(async () => server.authorize(request)).rejects.toMatchObject({ option: 'bearerMethods' })
    const plain = { method: 'POST', url: '/x', headers: { 'content-type': formType } }
    await expect(async () => server.authorize(plain)).rejects.toMatchObject({ option: 'bearerMethods' })
  })

  const handedIn = (body: FormBody | undefined) =>
    server.authorize({
      method: 'POST',
      url: '/x',
      headers: { 'content-type': formType },
      form: () => body,
    })

  test('may be handed in as text or parsed', async () => {
    expectAccepted(await handedIn(`access_token=${T}`))
    expectAccepted(await handedIn({ access_token: T }))
    for (const none of [undefined, '', {}, Object.create({ access_token: T }) as FormBody]) {
      expectRefused(await handedIn(none), 401, undefined, 'credentials_missing')
    }
    for (const value of ['', {}, 1, null, 'a b', `${T}é`]) {
      const outcome = await handedIn({ access_token: value })
      expectRefused(outcome, 400, 'invalid_request', 'credentials_malformed')
    }
    for (const value of [[T, T], [T], []]) {
      const outcome = await handedIn({ access_token: value })
      expectRefused(outcome, 400, 'invalid_request', 'credentials_repeated')
    }
  })
})

test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'post'])('6750-2.2-c: %s has no form', async (method) => {
  const read = jest.fn<string, []>(() => `access_token=${T}`)
  const request = { method, url: '/x', headers: { 'content-type': formType }, form: read }
  expectRefused(await server.authorize(request), 401, undefined, 'credentials_missing')
  expect(read).not.toHaveBeenCalled()
})

test('6750-2.3-b: a form that names two content types does not hide its token', async () => {
  const types = [formType, 'text/plain']
  for (const contentType of [types, types.toReversed(), [formType, formType]]) {
    const headers = { authorization: `Bearer ${T}`, 'content-type': contentType }
    const request = { method: 'POST', url: '/x', headers, form: () => `access_token=${T}` }
    expectRefused(await server.authorize(request), 400, 'invalid_request', 'credentials_malformed')
  }
})

describe('6750-2.2-d: a form with a token is ASCII', () => {
  test.each([
    new Uint8Array([...new TextEncoder().encode(`access_token=${T}&a=`), 0xc3]),
    `access_token=${T}é`,
    `é=1&access_token=${T}`,
    `\uFEFFa=1&access_token=${T}`,
  ])('other octets are malformed', (body) => expectMalformed(form(body), 'credentials_malformed'))

  test.each([`Access_Token=${T}`, `a=1;access_token=${T}`, `\uFEFFaccess_token=${T}`, `access_token%=${T}`])(
    'another name is no credential',
    async (body) => {
      expectRefused(await server.authorize(form(body)), 401, undefined, 'credentials_missing')
    },
  )
})

describe('6750-2.3-a: the query, where it is enabled', () => {
  test.each([
    `access_token=${T}`,
    `?access_token=${T}`.slice(1),
    `a=%zz&b&&access_token=${T}&`,
    `%61ccess%5Ftoken=${T}#access_token=x`,
    `access_token=${T.replaceAll('.', '%2e')}`,
  ])('%s carries the token', async (text) => {
    expectAccepted(await server.authorize(query(text)))
    expectAccepted(await server.authorize({ method: 'GET', url: `/x?${text}`, headers: {} }))
  })

  test.each(['access_token=a+b', 'access_token=a%20b', 'access_token=%c3%a9', 'access_token=%c3'])(
    '%s is malformed',
    (text) => expectMalformed(query(text), 'credentials_malformed'),
  )

  test('%2B is a plus of the token, and an escape is undone once', async () => {
    const outcome = await server.authorize(query('access_token=a%2Bb'))
    expectRefused(outcome, 401, 'invalid_token', 'token_malformed')
    await expectMalformed(query('access_token=a%252Bb'), 'credentials_malformed')
  })

  test.each([`x#access_token=${T}`, `x=?access_token=${T}`, `access_token[]=${T}`, `access_token;x=${T}`])(
    '%s carries none',
    async (text) => {
      expectRefused(await server.authorize(query(text)), 401, undefined, 'credentials_missing')
    },
  )

  test('the size of the token counts', async () => {
    const outcome = await server.authorize(query(`access_token=${'a'.repeat(16_385)}`))
    expectRefused(outcome, 401, 'invalid_token', 'token_too_large')
  })
})

describe('6750-2.3-b: an answer to a token outside the header is private', () => {
  const cacheControl = (outcome: Outcome<unknown, boolean>) => (outcome.ok ? outcome.cacheControl : 'refused')

  test('the outcome says so', async () => {
    expect(cacheControl(await server.authorize(query(`access_token=${T}`)))).toBe('private, no-store')
    expect(cacheControl(await server.authorize(form(`access_token=${T}`)))).toBe('private, no-store')
    const basic = query(`access_token=${T}`, { authorization: 'Basic eA==' })
    expect(cacheControl(await server.authorize(basic))).toBe('private, no-store')
  })

  test('and says nothing of a token in the header, or of an anonymous request', async () => {
    expect(await server.authorize(query('', { authorization }))).not.toHaveProperty('cacheControl')
    const { server: open } = matrix({ bearerMethods, optional: true }, issuer)
    expect(await open.authorize(query('a=1'))).not.toHaveProperty('cacheControl')
  })
})

test('what need not read a body is decided at once', async () => {
  await server.ready()
  const requests = [
    query('', { authorization }),
    query(`access_token=${T}`),
    form('{}', { authorization, 'content-type': 'application/json' }),
  ]
  for (const request of requests) expect(server.authorize(request)).toMatchObject({ ok: true })
  expect(server.authorize(form('a=1', { authorization }))).toBeInstanceOf(Promise)
})

test('what is missing is said with what is enabled', async () => {
  const detail = async (...methods: ('body' | 'query')[]) => {
    const outcome = await matrix({ bearerMethods: ['header', ...methods] }, issuer).get()
    return outcome.ok ? undefined : outcome.fault.detail
  }
  expect(await detail()).toBe('the request has no Authorization field of the Bearer scheme')
  expect(await detail('query')).toMatch(/ and no parameter access_token in its query$/)
  expect(await detail('query', 'body')).toMatch(/ in its query or form body$/)
})

test('that a form is not read because of its method is said', async () => {
  const detail = async (method: string, headers = { 'content-type': formType }) => {
    const outcome = await server.authorize({ method, url: '/x', headers, form: () => `access_token=${T}` })
    return outcome.ok ? undefined : outcome.fault.detail
  }
  expect(await detail('DELETE')).toMatch(
    / and no parameter access_token in its query; forms of DELETE are not read, only those of POST, PUT and PATCH$/,
  )
  expect(await detail('DELETE', { 'content-type': 'application/json' })).toMatch(
    / in its query or form body$/,
  )
  expect(await detail(`X${'x'.repeat(300)}`)).not.toContain('x'.repeat(200))
  const refused = matrix({ bearerMethods: ['header', 'body'] }, issuer).server.refuseAnonymous({
    method: 'DELETE',
    url: '/x',
    headers: { 'content-type': formType },
  })
  expect(refused.fault.detail).toMatch(
    /of the Bearer scheme; forms of DELETE are not read, only those of POST, PUT and PATCH$/,
  )
})
