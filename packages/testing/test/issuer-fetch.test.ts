import { createTestIssuer } from '../src/test-issuer.js'

const jwks = 'https://issuer.test/jwks'

test('takes a string, a URL and a Request', async () => {
  const issuer = createTestIssuer()
  for (const input of [jwks, new URL(jwks), new Request(jwks)]) {
    const response = await issuer.fetch(input)
    expect(response).toBeInstanceOf(Response)
    expect([response.ok, response.status, response.url, response.redirected]).toEqual([
      true,
      200,
      jwks,
      false,
    ])
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({ keys: [issuer.keys[0]!.publicJwk] })
  }
})

test('the method of a Request counts', async () => {
  const { fetch } = createTestIssuer()
  expect((await fetch(new Request(jwks, { method: 'POST' }))).status).toBe(405)
})

test('an unknown host fails as the network does', async () => {
  const failure = createTestIssuer().fetch('https://nowhere.test/')
  await expect(failure).rejects.toThrow(TypeError)
  await expect(failure).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } })
})

test('what is no address is refused', async () => {
  await expect(createTestIssuer().fetch('/jwks')).rejects.toMatchObject({ name: 'TypeError' })
})

test('a signal that is aborted already sends no request', async () => {
  const issuer = createTestIssuer()
  const reason = new Error('too late')
  await expect(issuer.fetch(jwks, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(issuer.requests.jwks).toBe(0)
})

describe('a request that hangs', () => {
  test('ends with the reason of its signal', async () => {
    const issuer = createTestIssuer()
    issuer.outage('hang')
    const controller = new AbortController()
    const answers = [
      issuer.fetch(jwks, { signal: controller.signal }),
      issuer.fetch(new Request(jwks, { signal: controller.signal })),
    ]
    const reason = new Error('enough')
    controller.abort(reason)
    for (const answer of answers) await expect(answer).rejects.toBe(reason)
  })

  test('never settles without one, not even after the issuer has recovered', async () => {
    const issuer = createTestIssuer()
    issuer.outage('hang')
    let settled = false
    void issuer.fetch(jwks).finally(() => (settled = true))
    issuer.recover()
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(settled).toBe(false)
  })
})

describe('a redirect', () => {
  const redirecting = () => {
    const issuer = createTestIssuer()
    issuer.outage('redirect')
    return issuer
  }

  test('is followed by default, to a good document at another origin', async () => {
    const issuer = redirecting()
    const response = await issuer.fetch(jwks)
    expect([response.status, response.redirected]).toEqual([200, true])
    expect(response.url).toBe('https://elsewhere.test/moved/jwks')
    expect(await response.json()).toEqual({ keys: [issuer.keys[0]!.publicJwk] })
    expect(issuer.requests.urls).toEqual([jwks, response.url])
    expect(issuer.requests.jwks).toBe(1)
  })

  test('can be looked at, and followed by hand', async () => {
    const issuer = redirecting()
    const response = await issuer.fetch(jwks, { redirect: 'manual' })
    expect([response.status, response.redirected]).toEqual([302, false])
    const moved = await issuer.fetch(response.headers.get('location')!)
    expect(moved.status).toBe(200)
  })

  test('can be an error', async () => {
    await expect(redirecting().fetch(jwks, { redirect: 'error' })).rejects.toThrow('fetch failed')
    await expect(redirecting().fetch(new Request(jwks, { redirect: 'error' }))).rejects.toThrow(
      'fetch failed',
    )
  })

  test('its target is gone when the issuer has recovered', async () => {
    const issuer = redirecting()
    issuer.recover()
    await expect(issuer.fetch('https://elsewhere.test/moved/jwks')).rejects.toThrow('fetch failed')
  })
})

describe('a body without end', () => {
  test('ends with the reason of the signal, and the signal’s timer is not starved', async () => {
    const issuer = createTestIssuer()
    issuer.outage('endless')
    const response = await issuer.fetch(jwks, { signal: AbortSignal.timeout(30) })
    await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('can be cancelled', async () => {
    const issuer = createTestIssuer()
    issuer.outage('endless')
    const { body } = await issuer.fetch(jwks)
    const reader = body!.getReader()
    await reader.read()
    await reader.read()
    await reader.cancel()
    expect(await reader.read()).toEqual({ done: true, value: undefined })
  })

  test('drips on while a test’s fake timers stand still', async () => {
    jest.useFakeTimers()
    try {
      const issuer = createTestIssuer()
      issuer.outage('drip')
      const reader = (await issuer.fetch(jwks)).body!.getReader()
      for (let i = 0; i < 3; i++) expect((await reader.read()).value).toHaveLength(1)
      await reader.cancel()
    } finally {
      jest.useRealTimers()
    }
  })
})
