import { setTimeout } from 'node:timers/promises'
import { type Endpoint, outageKinds, type OutageKind, wrongIssuer } from '../src/outages.js'
import type { IssuerRequests } from '../src/request-log.js'
import { createTestIssuer, type TestIssuer } from '../src/test-issuer.js'

/** What a request came to, in words that hold for the injected fetch and for a real connection. */
type Outcome = { status: number; type: string | null; body: string } | { error: string }

async function outcome(
  fetch: typeof globalThis.fetch,
  url: string,
  signal: AbortSignal | null = null,
): Promise<Outcome> {
  try {
    const response = await fetch(url, { signal })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    }
  } catch (error) {
    return { error: (error as Error).name }
  }
}

/** Gives up on the next request when it has come in and still has no end after a moment, however long a busy machine takes to bring it there. */
function timeoutOfNext(requests: IssuerRequests): AbortSignal {
  const before = requests.urls.length
  const controller = new AbortController()
  const giveUp = async () => {
    while (requests.urls.length === before) await setTimeout(5, undefined, { ref: false })
    await setTimeout(50, undefined, { ref: false })
    controller.abort(new DOMException('it has no end', 'TimeoutError'))
  }
  void giveUp()
  return controller.signal
}

const timedOut = { error: 'TimeoutError' }

const expected: Record<Exclude<OutageKind, 'redirect' | 'wrong-issuer'>, unknown> = {
  unreachable: { error: 'TypeError' },
  hang: timedOut,
  reset: { error: 'TypeError' },
  error: { status: 500, type: 'text/plain', body: 'Internal Server Error' },
  'not-found': { status: 404, type: 'text/plain', body: 'Not Found' },
  garbage: { status: 200, type: 'application/json', body: '{"issuer": "https://' },
  html: { status: 200, type: 'text/html', body: expect.stringContaining('<!doctype html>') },
  endless: timedOut,
  drip: timedOut,
}

describe.each([
  ['through the injected fetch', (issuer: TestIssuer) => issuer.fetch],
  ['over HTTP', () => globalThis.fetch],
])('%s', (_way, fetchOf) => {
  const issuer = createTestIssuer({ issuer: 'https://as.example/t1' })
  const fetch = fetchOf(issuer)
  const jwks = () => `${issuer.issuer}/jwks`
  const metadata = () => `${issuer.issuer}/.well-known/openid-configuration`
  const good = async () => {
    expect(await outcome(fetch, jwks())).toMatchObject({ status: 200, type: 'application/json' })
    expect(await outcome(fetch, metadata())).toMatchObject({ status: 200, type: 'application/json' })
  }

  beforeAll(() => issuer.listen())
  afterEach(() => issuer.recover())
  afterAll(() => issuer.close())

  test.each(Object.keys(expected) as (keyof typeof expected)[])('%s, and recovery', async (kind) => {
    issuer.requests.reset()
    issuer.outage(kind)
    const signal = () => (expected[kind] === timedOut ? timeoutOfNext(issuer.requests) : null)
    expect(await outcome(fetch, jwks(), signal())).toEqual(expected[kind])
    expect(await outcome(fetch, metadata(), signal())).toEqual(expected[kind])
    expect([issuer.requests.jwks, issuer.requests.metadata]).toEqual([1, 1])
    issuer.recover()
    await good()
  })

  test('redirect leads to the good document at another origin', async () => {
    issuer.outage('redirect')
    for (const [url, member] of [
      [jwks(), 'keys'],
      [metadata(), 'jwks_uri'],
    ] as const) {
      const first = await fetch(url, { redirect: 'manual' })
      expect(first.status).toBe(302)
      const target = new URL(first.headers.get('location')!)
      expect(target.origin).not.toBe(new URL(issuer.issuer).origin)
      const followed = await fetch(url)
      expect([followed.status, followed.url]).toEqual([200, target.href])
      expect(await followed.json()).toHaveProperty(member)
    }
  })

  test('wrong-issuer: the metadata of another issuer, with a key set that would do', async () => {
    issuer.outage('wrong-issuer')
    const document: unknown = await (await fetch(metadata())).json()
    expect(document).toEqual({ ...issuer.metadata, issuer: wrongIssuer })
    expect(wrongIssuer).not.toBe(issuer.issuer)
    expect((await fetch(jwks())).status).toBe(200)
  })

  test.each(['metadata', 'jwks'] as const)('at the %s alone', async (at) => {
    issuer.outage('error', { at })
    expect((await fetch(metadata())).status).toBe(at === 'metadata' ? 500 : 200)
    expect((await fetch(jwks())).status).toBe(at === 'jwks' ? 500 : 200)
  })

  test('one outage for each', async () => {
    issuer.outage('error', { at: 'metadata' })
    issuer.outage('not-found', { at: 'jwks' })
    expect([(await fetch(metadata())).status, (await fetch(jwks())).status]).toEqual([500, 404])
    issuer.outage('html')
    expect([(await fetch(metadata())).status, (await fetch(jwks())).status]).toEqual([200, 200])
    issuer.recover()
    await good()
  })

  test('reset breaks in the middle of the body or before it, never after', async () => {
    issuer.outage('reset')
    await expect(fetch(jwks()).then((response) => response.json())).rejects.toMatchObject({
      name: 'TypeError',
    })
  })

  test.each([
    ['endless', 100_000],
    ['drip', 3],
  ] as const)('%s goes on and on: more than %d bytes', async (kind, bytes) => {
    issuer.outage(kind)
    const response = await fetch(jwks())
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    let total = 0
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      total += part.byteLength
      if (total > bytes) break
    }
    expect(total).toBeGreaterThan(bytes)
  })
})

test('every kind is tested here', () => {
  expect([...Object.keys(expected), 'redirect', 'wrong-issuer'].sort()).toEqual([...outageKinds].sort())
})

test('an unknown kind or endpoint is refused by name, and so is a key set of the wrong issuer', () => {
  const issuer = createTestIssuer()
  expect(() => issuer.outage('slow' as OutageKind)).toThrow(/'slow'.*unreachable/)
  expect(() => issuer.outage('error', { at: 'both' as Endpoint })).toThrow(/'both'.*introspection/)
  expect(() => issuer.outage('wrong-issuer', { at: 'jwks' })).toThrow(/wrong-issuer/)
})
