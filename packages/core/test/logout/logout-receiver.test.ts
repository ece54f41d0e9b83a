import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import { fromIncomingMessage, logoutHandleOf, logoutReceiver, type ReplayStore } from '../../src/index.js'
import { expectEnded, expectLogoutRefused, logoutBench, logoutRequest } from '../support/logout.js'
import { I, N } from '../support/matrix.js'

const formType = 'application/x-www-form-urlencoded'

describe('a Fetch request', () => {
  const request = (body: BodyInit, init: RequestInit = {}) =>
    new Request('https://rp.example/logout', { method: 'POST', body, ...init })

  test('its form is read, and its handler still has it', async () => {
    const bench = logoutBench()
    const form = new URLSearchParams({ logout_token: bench.issuer.logoutToken(), a: 'b' })
    const asked = request(form)
    expectEnded(bench, await bench.receiver.receive(asked))
    expect((await asked.formData()).get('a')).toBe('b')
  })

  test('a form that is too large is refused', async () => {
    const bench = logoutBench()
    const form = new URLSearchParams({ logout_token: bench.issuer.logoutToken(), a: 'x'.repeat(66_000) })
    expectLogoutRefused(bench, await bench.receiver.receive(request(form)), 'logout_request_malformed')
    // Forms are read as those of access tokens are, and no resource server need be near.
    expect(bench.events.at(-1)).toMatchObject({
      detail:
        'the form body has more than 65536 bytes; let a body parser read such forms first if they are to be accepted',
    })
  })

  test('a body that was read before is a mistake in the program', async () => {
    const asked = request(new URLSearchParams({ logout_token: 'x' }))
    await asked.text()
    const mistake = { name: 'ConfigurationFault', option: 'request' }
    await expect(logoutBench().receiver.receive(asked)).rejects.toMatchObject(mistake)
  })

  test('a form of another kind is none', async () => {
    const bench = logoutBench()
    const form = new FormData()
    form.set('logout_token', bench.issuer.logoutToken())
    expectLogoutRefused(bench, await bench.receiver.receive(request(form)), 'logout_token_missing')
  })
})

test('a request without a way to its body is a mistake in the program', async () => {
  const asked = { method: 'POST', headers: { 'content-type': formType } }
  await expect(logoutBench().receiver.receive(asked)).rejects.toThrow(/form\(\).*fromIncomingMessage/)
})

test('a request of Node that breaks off is refused, and ends nothing', async () => {
  const bench = logoutBench()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const headers = { 'content-type': formType, 'content-length': '60000' }
  const client = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers })
  client.on('error', () => undefined)
  client.write(`logout_token=${bench.issuer.logoutToken()}`)
  const [message] = (await once(server, 'request')) as [IncomingMessage]
  const received = bench.receiver.receive(fromIncomingMessage(message))
  message.once('data', () => client.destroy())
  expectLogoutRefused(bench, await received, 'logout_request_malformed')
  server.close()
})

describe('what cannot be decided is 503 with Retry-After', () => {
  const undecided = (code: string) => ({ type: 'logout_undecided', code, status: 503 })

  test('the keys of the issuer cannot be had, and the same token counts later', async () => {
    const bench = logoutBench()
    const token = bench.issuer.logoutToken()
    bench.issuer.outage('unreachable')
    const answer = await bench.post(token)
    expect(answer.status).toBe(503)
    expect(answer.headers).toContainEqual(['retry-after', expect.stringMatching(/^[1-9]\d*$/)])
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'temporarily_unavailable' })
    expect(bench.events.at(-1)).toMatchObject(undecided('metadata_unavailable'))
    bench.issuer.recover()
    bench.issuer.clock.advance(60)
    expectEnded(bench, await bench.post(token))
  })

  const failing = new Error('no store')
  test.each<[string, ReplayStore['reserve'], object]>([
    ['throws', () => fail(failing), { cause: failing }],
    ['rejects', () => Promise.reject(failing), { cause: failing }],
    ['is full', () => 'full', { detail: expect.stringContaining('full') as unknown }],
    ['answers something else', () => true as unknown as 'seen', {}],
    ['never answers', () => new Promise(() => undefined), {}],
  ])('the replay store %s', async (_what, reserve, fault) => {
    const bench = logoutBench({ replayStore: { reserve }, keySets: { timeoutMs: 20 } })
    expect((await bench.post()).status).toBe(503)
    expect(bench.events.at(-1)).toMatchObject({ ...undecided('replay_unavailable'), fault })
    expect(bench.ended).toEqual([])
  })

  test('a store that answers too late takes its yes back, so that the token may come again', async () => {
    let answer: (value: 'reserved') => void = () => undefined
    const released: string[] = []
    const replayStore: ReplayStore = {
      reserve: () => new Promise((resolve) => (answer = resolve)),
      release: (key) => void released.push(key),
    }
    const bench = logoutBench({ replayStore, keySets: { timeoutMs: 20 } })
    expect((await bench.post()).status).toBe(503)
    expect(released).toEqual([])
    answer('reserved')
    await new Promise(setImmediate)
    expect(released).toEqual([expect.stringMatching(/^[\w-]{43}$/)])
  })
})

function fail(error: Error): never {
  throw error
}

describe('a logout that fails', () => {
  const onLogout = () => fail(new Error('no database'))

  test.each<[string, ReplayStore['release']]>([
    ['has no release', undefined],
    ['fails to release', () => Promise.reject(new Error('no store'))],
    ['never releases', () => new Promise(() => undefined)],
  ])('where the store %s, the token counts as used', async (_what, release) => {
    const keys = new Set<string>()
    const replayStore: ReplayStore = {
      reserve: (key) => {
        if (keys.has(key)) return 'seen'
        keys.add(key)
        return 'reserved'
      },
      ...(release && { release }),
    }
    const bench = logoutBench({ onLogout, replayStore, keySets: { timeoutMs: 20 } })
    const token = bench.issuer.logoutToken()
    expect((await bench.post(token)).status).toBe(400)
    expect(bench.events.at(-1)).toMatchObject({ type: 'logout_failed', issuer: I })
    expect((await bench.post(token)).status).toBe(400)
    expect(bench.events.at(-1)).toMatchObject({ type: 'logout_refused', code: 'logout_replayed' })
  })

  test('while it is being carried out, the same token is refused', async () => {
    let finish: () => void = () => undefined
    const bench = logoutBench({ onLogout: () => new Promise<void>((resolve) => (finish = resolve)) })
    const token = bench.issuer.logoutToken()
    const first = bench.post(token)
    while (bench.events.length === 0) await new Promise(setImmediate)
    expect((await bench.post(token)).status).toBe(400)
    finish()
    expect((await first).status).toBe(200)
  })
})

test('events tell what came of it, and no session', async () => {
  const bench = logoutBench()
  await bench.post({ sid: 'the-session' })
  expect(bench.events.at(-1)).toEqual({
    type: 'logout_accepted',
    issuer: I,
    clientId: 'client-1',
    subject: 'user-1',
  })
  await bench.post({ sid: 'the-session', key: undefined, claims: { aud: 'x' } })
  expect(bench.events.at(-1)).toMatchObject({
    type: 'logout_refused',
    code: 'audience_mismatch',
    issuer: I,
    kid: bench.issuer.keys[0]!.kid,
    expected: '"client-1"',
    actual: '["x"]',
  })
  expect(JSON.stringify(bench.events)).not.toContain('the-session')
})

test('a listener that throws changes nothing', async () => {
  const bench = logoutBench({ onEvent: () => fail(new Error('no log')) })
  expectEnded(bench, await bench.post())
})

test('what onLogout gets is frozen', async () => {
  const bench = logoutBench()
  await bench.post()
  expect(Object.isFrozen(bench.ended[0])).toBe(true)
})

test('ready fetches the keys, and nothing is fetched for a logout then, nor before either', async () => {
  const { issuer, receiver, post } = logoutBench()
  expect(issuer.requests.urls).toEqual([])
  await receiver.ready()
  issuer.requests.reset()
  expect((await post()).status).toBe(200)
  expect(issuer.requests.urls).toEqual([])
  issuer.outage('unreachable')
  await expect(logoutBench({}, issuer).receiver.ready()).rejects.toMatchObject({ family: 'infrastructure' })
})

test('what an adapter makes of a receiver receives, and fetches the keys of the issuer before', async () => {
  const issuer = createTestIssuer({ issuer: I, now: N })
  const { fetch, clock } = issuer
  const options = { issuer: I, clientId: 'client-1', fetch, clock, onLogout: () => undefined }
  const handle = logoutHandleOf(options, (receiver) => ({
    post: (token: string) => receiver.receive(logoutRequest(token)),
  }))
  expect(issuer.requests.urls).toEqual([])
  await handle.ready()
  issuer.outage('unreachable')
  expect((await handle.post(issuer.logoutToken())).status).toBe(200)
  await expect(logoutHandleOf(options, () => ({})).ready()).rejects.toMatchObject({
    family: 'infrastructure',
  })
})

test('keys that are given are not fetched', async () => {
  const issuer = createTestIssuer({ issuer: I, now: N })
  const jwks = { keys: issuer.keys.map(({ publicJwk }) => publicJwk) }
  const bench = logoutBench({ issuer: { issuer: I, jwks } }, issuer)
  expectEnded(bench, await bench.post())
  expect(issuer.requests.urls).toEqual([])
})

test('without a clock it goes by that of the machine', async () => {
  const issuer = createTestIssuer({ issuer: I, now: Date.now() / 1000 })
  const receiver = logoutReceiver({
    issuer: I,
    clientId: 'client-1',
    fetch: issuer.fetch,
    onLogout: () => undefined,
  })
  expect((await receiver.receive(logoutRequest(issuer.logoutToken()))).status).toBe(200)
})
