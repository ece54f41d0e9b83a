import { inspect } from 'node:util'
import type { Fetch } from '../../src/http/bounded-request.js'
import { postForm } from '../../src/http/post-form.js'

const url = 'https://as.example/introspect'
const token = 'the-token-that-is-asked-about'
const secret = 'the-secret-of-the-client'
const form = {
  fields: new URLSearchParams({ token, client_secret: secret }),
  headers: { authorization: `Basic ${btoa(secret)}` },
  secrets: [token, secret, btoa(secret)],
}

function answering(answer: () => Response | Promise<Response>) {
  const requests: [url: string, init: RequestInit | undefined][] = []
  const fetch = ((asked: string, init?: RequestInit) => {
    requests.push([asked, init])
    return Promise.resolve().then(answer)
  }) as Fetch
  return { fetch, requests }
}

const post = (fetch: Fetch, { maxBytes = 1000, signal = new AbortController().signal } = {}) =>
  postForm(url, form, { fetch, maxBytes, signal })

const text = ({ octets }: { octets: Uint8Array }) => new TextDecoder().decode(octets)

test('sends the form in the body, asks for JSON and follows nothing', async () => {
  const { fetch, requests } = answering(() => new Response('{"active":true}'))
  const signal = new AbortController().signal
  const answer = await post(fetch, { signal })
  expect([answer.status, text(answer)]).toEqual([200, '{"active":true}'])
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${btoa(secret)}`,
  }
  const body = `token=${token}&client_secret=${secret}`
  expect(requests).toEqual([[url, { method: 'POST', redirect: 'manual', signal, headers, body }]])
})

test.each([201, 400, 401, 500])('the status %d is an answer too', async (status) => {
  const { fetch } = answering(() => new Response('{"error":"x"}', { status }))
  const answer = await post(fetch)
  expect([answer.status, text(answer)]).toEqual([status, '{"error":"x"}'])
})

test('an answer without a body', async () => {
  const { octets } = await post(answering(() => new Response(null, { status: 204 })).fetch)
  expect(octets).toHaveLength(0)
})

describe('a redirect is a failure, and nothing is sent to where it leads', () => {
  test.each([301, 302, 303, 307, 308])('%d, inside the origin', async (status) => {
    const { fetch, requests } = answering(
      () => new Response(null, { status, headers: { location: '/elsewhere' } }),
    )
    await expect(post(fetch)).rejects.toMatchObject({ name: 'FetchFailure', status })
    expect(requests).toHaveLength(1)
  })

  test('one that a fetch has followed on its own', async () => {
    const followed = Response.json({ active: true })
    Object.defineProperty(followed, 'redirected', { value: true })
    await expect(post(answering(() => followed).fetch)).rejects.toThrow(/redirects/)
  })

  test('one that a runtime hides', async () => {
    const hidden = Response.error()
    await expect(post(answering(() => hidden).fetch)).rejects.toThrow(/redirects/)
  })
})

describe('bounds', () => {
  test('as many bytes as allowed are read, one more is not', async () => {
    const { fetch } = answering(() => new Response('x'.repeat(100)))
    expect((await post(fetch, { maxBytes: 100 })).octets).toHaveLength(100)
    await expect(post(fetch, { maxBytes: 99 })).rejects.toMatchObject({ name: 'AnswerTooLarge' })
  })

  test('what takes too long ends with the signal', async () => {
    const { fetch } = answering(() => new Promise<never>(() => undefined))
    await expect(post(fetch, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/too long/)
  })
})

describe('no failure tells what was sent', () => {
  const failure = async (thrown: Error) => {
    const { fetch } = answering(() => Promise.reject(thrown))
    return post(fetch).then(
      () => new Error('it did not fail'),
      (failed: unknown) => failed as Error,
    )
  }

  test('the reason is told', async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const { message } = await failure(new TypeError('fetch failed', { cause }))
    expect(message).toBe(`${url} could not be fetched (fetch failed: connect ECONNREFUSED)`)
  })

  test.each([token, secret, btoa(secret)])('a reason that repeats %s is not', async (text) => {
    const failed = await failure(new Error(`POST ${url} with ${text} failed`))
    expect(failed.message).toBe(`${url} could not be fetched`)
  })

  test('nor is the request that an error carries', async () => {
    const failed = await failure(Object.assign(new Error('failed'), { request: { body: token, secret } }))
    const told = inspect(failed, { depth: Infinity, showHidden: true })
    for (const text of form.secrets) expect(told).not.toContain(text)
  })
})
