import type { OnRefusal, QalqonEvent, Refusal, RefusalBody } from '../../src/index.js'
import { challengeOf, expectAccepted, expectRefused, expectUndecided, matrix, R } from '../support/matrix.js'

const { issuer } = matrix()
const expired = `Bearer ${issuer.expired()}`
const standard = {
  type: 'about:blank',
  title: 'Unauthorized',
  status: 401,
  detail: 'The access token expired',
  error: 'invalid_token',
}

/** Refuses an expired token with this hook. */
async function refused(onRefusal?: OnRefusal) {
  const { get, events } = matrix({ ...(onRefusal && { onRefusal }) }, issuer)
  const outcome = await get(expired)
  const { response } = expectRefused(outcome, 401, 'invalid_token', 'token_expired')
  expect(challengeOf(outcome).parameters.get('realm')).toBe(R)
  return { response, events }
}

const failures = (events: QalqonEvent[]) => events.filter(({ type }) => type === 'hook_failed')

test('the body is problem details with fixed texts', async () => {
  const { response } = await refused()
  expect(JSON.parse(response.body)).toEqual(standard)
  expect(response.headers).toContainEqual(['content-type', 'application/problem+json'])
})

test('without credentials the body has no error', async () => {
  const { response } = expectRefused(await matrix({}, issuer).get(), 401)
  expect(JSON.parse(response.body)).toEqual({
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'An access token is required',
  })
})

test('the text of an infrastructure fault does not name its cause', async () => {
  const { get } = matrix({ fetch: () => Promise.reject(new Error('ECONNREFUSED 10.0.0.7')) }, issuer)
  const { response } = expectUndecided(await get(`Bearer ${issuer.token()}`))
  expect(JSON.parse(response.body)).toEqual({
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    detail: 'Access tokens cannot be checked at the moment',
  })
})

describe('onRefusal', () => {
  test('writes a body of its own; status and challenge stay', async () => {
    const { response, events } = await refused(({ fault }) => ({
      body: `<error code="${fault.code}"/>`,
      contentType: 'application/xml',
    }))
    expect(response.body).toBe('<error code="token_expired"/>')
    expect(response.headers.filter(([name]) => name === 'content-type')).toEqual([
      ['content-type', 'application/xml'],
    ])
    expect(failures(events)).toEqual([])
  })

  test('is told the fault, the request and the answer', async () => {
    const told: Refusal[] = []
    const { response } = await refused((refusal) => void told.push(refusal))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      fault: { code: 'token_expired', step: 'claims' },
      request: { method: 'GET', url: `${R}/x` },
    })
    expect(told[0]!.response).toEqual(response)
  })

  test('returns nothing to leave the body as it is', async () => {
    const { response, events } = await refused(() => undefined)
    expect(JSON.parse(response.body)).toEqual(standard)
    expect(failures(events)).toEqual([])
  })

  test('also writes the body of a 503, which keeps Retry-After', async () => {
    const own = { body: 'later', contentType: 'text/plain' }
    const fetch = () => Promise.reject(new Error('no network'))
    const { get } = matrix({ fetch, onRefusal: () => own }, issuer)
    expect(expectUndecided(await get(`Bearer ${issuer.token()}`)).response.body).toBe('later')
  })

  test('is not asked about accepted requests', async () => {
    const onRefusal = jest.fn<undefined, []>()
    const { get } = matrix({ onRefusal }, issuer)
    expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read' })}`))
    expect(onRefusal).not.toHaveBeenCalled()
  })

  test('when it throws, the standard answer is sent and the event tells', async () => {
    const cause = new Error('a mistake in the hook')
    const { response, events } = await refused(() => {
      throw cause
    })
    expect(JSON.parse(response.body)).toEqual(standard)
    expect(failures(events)).toEqual([{ type: 'hook_failed', hook: 'onRefusal', cause }])
  })

  test.each<[string, unknown]>([
    ['a promise', Promise.resolve({ body: 'x', contentType: 'text/plain' })],
    ['a rejected promise', () => Promise.reject(new Error('too late'))],
    ['null', null],
    ['a text', 'x'],
    ['a body that is no text', { body: { a: 1 }, contentType: 'application/json' }],
    ['no content type', { body: 'x' }],
    ['an empty content type', { body: 'x', contentType: '' }],
    ['a content type that splits the header', { body: 'x', contentType: 'text/plain\r\nset-cookie: a=b' }],
    ['a content type that no header can carry', { body: 'x', contentType: 'text/🛡' }],
  ])('when it returns %s, the standard answer is sent and the event tells', async (_, returned) => {
    const { response, events } = await refused(
      () => (typeof returned === 'function' ? (returned as () => unknown)() : returned) as RefusalBody,
    )
    expect(JSON.parse(response.body)).toEqual(standard)
    expect(response.headers).toContainEqual(['content-type', 'application/problem+json'])
    expect(failures(events)).toHaveLength(1)
  })

  test('cannot change status and challenge by what it returns', async () => {
    const own = { body: 'x', contentType: 'text/plain', status: 200, headers: [] }
    const { response } = await refused(() => own)
    expect(response).toMatchObject({ status: 401, body: 'x' })
    expect(Object.keys(response).sort()).toEqual(['body', 'headers', 'status'])
  })

  test.each<[string, (response: Record<string, unknown>) => unknown]>([
    ['the status', (response) => (response.status = 200)],
    ['the headers', (response) => (response.headers = [])],
    ['a header', (response) => (response.headers as unknown[]).shift()],
    ['the value of a header', (response) => ((response.headers as string[][])[0]![1] = 'Basic')],
    ['the length of the list', (response) => ((response.headers as unknown[]).length = 0)],
  ])('cannot change %s by writing to the answer', async (_, change) => {
    const { response } = await refused((refusal) => {
      change(refusal.response as unknown as Record<string, unknown>)
      return { body: 'x', contentType: 'text/plain' }
    })
    expect(response.status).toBe(401)
    expect(response.headers).toContainEqual(['cache-control', 'no-store'])
  })
})
