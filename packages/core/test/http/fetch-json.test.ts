import { FetchFailure, type Fetch } from '../../src/http/bounded-request.js'
import { fetchJson } from '../../src/http/fetch-json.js'

const url = 'https://as.example/jwks'
const never = new Promise<never>(() => undefined)
const open = () => new AbortController().signal

/** A fetch that answers in turn, and the requests that it got. */
function answering(...answers: (Response | Promise<Response>)[]) {
  const requests: [url: string, init: RequestInit | undefined][] = []
  const fetch = ((input: string, init?: RequestInit) => {
    requests.push([input, init])
    return Promise.resolve(answers.shift() ?? Promise.reject(new Error('no more answers')))
  }) as Fetch
  return { fetch, requests, urls: () => requests.map(([asked]) => asked) }
}

/** A body in parts that tells how it ended. */
function body(parts: Iterator<Uint8Array>) {
  const state = { pulled: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        state.pulled++
        const { done, value } = parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        state.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, state }
}

const get = (fetch: Fetch, { maxBytes = 1000, signal = open() } = {}) =>
  fetchJson(url, { fetch, maxBytes, signal })

const redirect = (location: string, status = 302) => new Response(null, { status, headers: { location } })

test('gets a JSON document and the fields of the answer, and follows nothing by itself', async () => {
  const { fetch, requests } = answering(Response.json({ keys: [] }, { headers: { age: '7' } }))
  const signal = open()
  const { value, headers } = await get(fetch, { signal })
  expect(value).toEqual({ keys: [] })
  expect(headers.get('age')).toBe('7')
  expect(requests).toEqual([[url, { redirect: 'manual', signal, headers: { accept: 'application/json' } }]])
})

test.each([201, 204, 206, 400, 401, 404, 429, 500, 503])(
  'status %d is a failure that says so',
  async (status) => {
    const parts = body([Buffer.from('{}')].values())
    const { fetch } = answering(new Response(status === 204 ? null : parts.stream, { status }))
    await expect(get(fetch)).rejects.toMatchObject({ name: 'FetchFailure', status })
    expect(parts.state.cancelled).toBe(status !== 204)
  },
)

test.each(['', ' ', '{', '<!doctype html>', '{"keys": [] } trailing', 'NaN'])('no JSON: %p', async (text) => {
  const { fetch } = answering(new Response(text))
  await expect(get(fetch)).rejects.toMatchObject({
    message: `${url} did not answer with JSON`,
    status: undefined,
  })
})

test('an answer without a body is no JSON', async () => {
  const { fetch } = answering(new Response(null))
  await expect(get(fetch)).rejects.toThrow(/JSON/)
})

describe('size', () => {
  const text = JSON.stringify({ pad: 'é'.repeat(100) })
  const bytes = Buffer.byteLength(text)

  test('as many bytes as allowed are read, one more is not', async () => {
    const { fetch } = answering(new Response(text), new Response(text))
    expect((await get(fetch, { maxBytes: bytes })).value).toEqual(JSON.parse(text))
    await expect(get(fetch, { maxBytes: bytes - 1 })).rejects.toThrow(/larger than/)
  })

  test('a body without end is read no further than allowed, and let go', async () => {
    const endless = (function* () {
      for (;;) yield Buffer.alloc(100, ' ')
    })()
    const { stream, state } = body(endless)
    await expect(get(answering(new Response(stream)).fetch)).rejects.toBeInstanceOf(FetchFailure)
    expect(state).toEqual({ pulled: 11, cancelled: true })
  })

  test('octets of one character may come in two parts', async () => {
    const octets = Buffer.from(text)
    const { stream } = body([octets.subarray(0, 10), octets.subarray(10)].values())
    expect((await get(answering(new Response(stream)).fetch)).value).toEqual(JSON.parse(text))
  })
})

describe('redirects', () => {
  test('inside the origin they are followed, up to three', async () => {
    const { fetch, urls } = answering(
      redirect('/a', 301),
      redirect('b', 307),
      redirect('?c', 308),
      Response.json(1),
    )
    expect((await get(fetch)).value).toBe(1)
    expect(urls()).toEqual([url, 'https://as.example/a', 'https://as.example/b', 'https://as.example/b?c'])
  })

  test('a fourth is not', async () => {
    const { fetch, urls } = answering(...[1, 2, 3, 4].map(() => redirect(url)), Response.json(1))
    await expect(get(fetch)).rejects.toThrow(/redirects more than 3 times/)
    expect(urls()).toHaveLength(4)
  })

  test.each([
    'http://as.example/jwks',
    'https://as.example:8443/jwks',
    'https://evil.example/jwks',
    'https://as.example.evil.example/jwks',
    'https://as.example@evil.example/jwks',
    '//evil.example/jwks',
    '\\\\evil.example/jwks',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'data:application/json,{"keys":[]}',
    'https://',
  ])('to %s: not followed', async (location) => {
    const { fetch, urls } = answering(redirect(location), Response.json(1))
    await expect(get(fetch)).rejects.toMatchObject({
      status: 302,
      message: expect.stringMatching(/origin/) as string,
    })
    expect(urls()).toEqual([url])
  })

  test('away after one inside: not followed', async () => {
    const { fetch, urls } = answering(redirect('/a'), redirect('https://evil.example/'), Response.json(1))
    await expect(get(fetch)).rejects.toThrow(/another origin/)
    expect(urls()).toHaveLength(2)
  })

  test.each([300, 302, 304])('%d without a place: a failure', async (status) => {
    const { fetch } = answering(new Response(null, { status }))
    await expect(get(fetch)).rejects.toMatchObject({ status })
  })

  test('what a fetch has followed on its own is not used', async () => {
    const followed = Response.json({ keys: [] })
    Object.defineProperty(followed, 'redirected', { value: true })
    await expect(get(answering(followed).fetch)).rejects.toThrow(/must not follow/)
  })
})

describe('failing', () => {
  test.each([
    ['rejects', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))],
    [
      'throws',
      () => {
        throw new Error('fetch failed: ECONNREFUSED')
      },
    ],
  ])('a fetch that %s: a failure with the reason', async (_how, fetch) => {
    await expect(get(fetch as Fetch)).rejects.toMatchObject({
      name: 'FetchFailure',
      status: undefined,
      message: expect.stringMatching(/fetch failed: ECONNREFUSED/) as string,
    })
  })

  test('a fetch that rejects with anything', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- others' code may do so
    await expect(get(() => Promise.reject('x'))).rejects.toThrow(/unknown cause/)
  })

  test('with several attempts that failed, their code is the reason', async () => {
    const cause = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
    const failed = Promise.reject(new TypeError('fetch failed', { cause }))
    await expect(get(() => failed)).rejects.toThrow('fetch failed: ECONNREFUSED')
  })

  test('a body that breaks off', async () => {
    const broken = (function* () {
      yield Buffer.from('{')
      throw new Error('ECONNRESET')
    })()
    const { fetch } = answering(new Response(body(broken).stream))
    await expect(get(fetch)).rejects.toThrow(/broke off \(ECONNRESET\)/)
  })
})

describe('time', () => {
  test('a fetch that never answers and heeds no signal ends with the signal', async () => {
    const { fetch } = answering(never)
    await expect(get(fetch, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/too long/)
  })

  test('so does a body that never comes, and it is let go', async () => {
    let cancelled = false
    const silent = new ReadableStream({ cancel: () => void (cancelled = true) })
    const { fetch } = answering(new Response(silent))
    await expect(get(fetch, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/broke off.*too long/)
    expect(cancelled).toBe(true)
  })

  test('an answer that comes too late is let go', async () => {
    const deadline = new AbortController()
    let answer: (response: Response) => void = () => undefined
    const { fetch } = answering(new Promise((resolve) => (answer = resolve)))
    const got = get(fetch, { signal: deadline.signal })
    deadline.abort()
    await expect(got).rejects.toThrow(/too long/)
    const late = body([Buffer.from('{}')].values())
    answer(new Response(late.stream))
    await new Promise(setImmediate)
    expect(late.state.cancelled).toBe(true)
  })

  test('when the time is over before it begins, it fails at once', async () => {
    const { fetch } = answering(never)
    await expect(get(fetch, { signal: AbortSignal.abort() })).rejects.toThrow(/too long/)
  })

  test('the signal counts for all redirects together', async () => {
    const deadline = new AbortController()
    const { fetch, requests } = answering(redirect('/a'), never)
    const got = get(fetch, { signal: deadline.signal })
    await new Promise(setImmediate)
    deadline.abort()
    await expect(got).rejects.toThrow(/too long/)
    expect(requests.map(([, init]) => init?.signal)).toEqual([deadline.signal, deadline.signal])
  })
})
