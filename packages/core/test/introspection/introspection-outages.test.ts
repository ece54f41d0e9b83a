import { inspect } from 'node:util'
import { createTestIssuer, outageKinds, type TestIssuer } from '@qalqon/testing'
import type { QalqonError } from '../../src/index.js'
import type { Fetch } from '../../src/http/bounded-request.js'
import { asking, endpoint, type Asking } from '../support/introspection.js'
import { I, N, R } from '../support/matrix.js'

const options = { timeoutMs: 300, maxBytes: 16 * 1024 }

/** Nothing may take longer: the timeout, and plenty for a busy machine. */
const boundMs = 3000

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  expect(performance.now() - started).toBeLessThan(boundMs)
  return result
}

const kinds = outageKinds.filter((kind) => kind !== 'wrong-issuer')

/** What is said of each outage. A body without end is found to be too long, or to take too long. */
const codes = (kind: (typeof kinds)[number]): RegExp => {
  if (kind === 'endless') return /^introspection_(invalid|unavailable)$/
  return kind === 'garbage' || kind === 'html' ? /^introspection_invalid$/ : /^introspection_unavailable$/
}

/** Longer than the longest pause. */
const pastPause = (issuer: TestIssuer) => issuer.clock.advance(31)

const ways: [way: string, fetch: (issuer: TestIssuer) => Fetch][] = [
  ['through the injected fetch', (issuer) => issuer.fetch],
  ['over HTTP', () => globalThis.fetch],
]

describe.each(ways)('%s', (way, fetchOf) => {
  let issuer: TestIssuer
  let asked: Asking

  beforeEach(async () => {
    issuer = createTestIssuer({ issuer: I, audience: R, now: N })
    if (way === 'over HTTP') await issuer.listen()
    asked = asking(options, { issuer, fetch: fetchOf(issuer) })
  })
  afterEach(() => issuer.close())

  describe.each(kinds)('%s', (kind) => {
    const undecided = expect.stringMatching(codes(kind)) as string

    test('cold: no verdict, in bounded time; then recovery', async () => {
      const tokens = Array.from({ length: 10 }, () => issuer.opaqueToken())
      issuer.outage(kind, { at: 'introspection' })
      const verdicts = await inTime(() => Promise.all(tokens.map(asked.verdict)))
      expect(verdicts).toEqual(tokens.map(() => undecided))
      if (kind !== 'endless') expect(asked.introspector.status().failing).toBe(true)
      issuer.recover()
      pastPause(issuer)
      expect(await inTime(() => asked.verdict(tokens[0]!))).toBe('active')
      expect(await asked.verdict('unknown')).toBe('token_inactive')
      expect(asked.introspector.status().failing).toBe(false)
    })

    test('cached: answers serve for their time and not longer', async () => {
      const token = issuer.opaqueToken()
      expect(await asked.verdict(token)).toBe('active')
      expect(await asked.verdict('unknown')).toBe('token_inactive')
      issuer.outage(kind, { at: 'introspection' })
      issuer.clock.set(N + 4)
      expect(await asked.verdict('unknown')).toBe('token_inactive')
      issuer.clock.set(N + 29.9)
      expect(await asked.verdict(token)).toBe('active')
      issuer.clock.set(N + 30)
      expect(await inTime(() => asked.verdict(token))).toEqual(undecided)
      expect(await inTime(() => asked.verdict('unknown'))).toEqual(undecided)
      issuer.recover()
      pastPause(issuer)
      expect(await inTime(() => asked.verdict(token))).toBe('active')
    })
  })

  test('no token and no secret stands in any event or fault', async () => {
    const clients = (['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const).map(
      (authentication) => issuer.registerClient({ clientId: `by ${authentication}`, authentication }),
    )
    const secrets: string[] = []
    const told: unknown[] = []
    for (const client of clients) {
      const { ask, events, introspector } = asking(options, { issuer, client, fetch: fetchOf(issuer) })
      for (const kind of [...kinds, 'none'] as const) {
        if (kind !== 'none') issuer.outage(kind, { at: 'introspection' })
        for (const token of [issuer.opaqueToken(), 'an-unknown-token-of-some-length']) {
          secrets.push(token)
          await ask(token).catch((fault: unknown) => told.push(fault))
        }
        issuer.recover()
        pastPause(issuer)
      }
      told.push(events, introspector)
      const { clientSecret, privateKey } = client
      if (clientSecret !== undefined)
        secrets.push(clientSecret, encodeURIComponent(clientSecret), btoa(clientSecret))
      if (privateKey) secrets.push(privateKey.d as string)
    }
    const text = inspect(told, {
      depth: Infinity,
      maxStringLength: Infinity,
      maxArrayLength: Infinity,
      showHidden: true,
    })
    expect(text).toContain('introspection_failed')
    for (const secret of secrets) expect(text).not.toContain(secret)
  })
})

describe('an endpoint that fails again and again is left alone', () => {
  const failing = (fetch?: Fetch) => {
    const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
    return asking({ ...options, endpoint }, { issuer, ...(fetch && { fetch }) })
  }

  test('after five failures requests are refused at once, with the time to come back', async () => {
    const { issuer, ask, verdict, events } = failing()
    issuer.outage('error')
    for (let i = 0; i < 5; i++) expect(await verdict(`token ${i}`)).toBe('introspection_unavailable')
    for (let i = 0; i < 100; i++) expect(await verdict(`token ${i}`)).toBe('introspection_unavailable')
    expect(issuer.requests.introspection).toBe(5)
    await expect(ask('token')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 1 })
    expect(events.map((event) => [event.type, 'pauseSeconds' in event && event.pauseSeconds > 0])).toEqual([
      ...Array.from({ length: 4 }, () => ['introspection_failed', false]),
      ['introspection_failed', true],
    ])
  })

  test('during the pause the detail says that nobody is asked, for how long, and what failed last', async () => {
    const { issuer, ask, introspector } = failing()
    issuer.outage('error')
    const details: string[] = []
    for (let i = 0; i < 6; i++)
      await ask(`token ${i}`).catch((fault: unknown) => details.push((fault as QalqonError).detail))
    const asked = `${endpoint} answered with status 500`
    expect(details.slice(0, 5)).toEqual(Array(5).fill(asked))
    expect(details[5]).toMatch(
      /^https:\/\/as\.example has failed again and again, and is not asked about tokens for another 1 s; the last failure: /,
    )
    expect(details[5]).toMatch(new RegExp(`: ${asked}$`))
    expect(introspector.status().failing).toBe(true)
  })

  test('while the one question is under way, that is said', async () => {
    const { issuer, ask, verdict } = failing()
    issuer.outage('error')
    for (let i = 0; i < 5; i++) await verdict(`token ${i}`)
    issuer.clock.advance(31)
    const trial = verdict('a trial')
    await expect(ask('another')).rejects.toMatchObject({
      detail: expect.stringMatching(
        /is not asked about tokens until one question, which is under way, is answered; the last failure: /,
      ) as string,
    })
    await trial
  })

  test('when the pause is over, one question goes through: the endpoint is still down', async () => {
    const { issuer, ask, verdict } = failing()
    issuer.outage('hang')
    await Promise.all(Array.from({ length: 5 }, (_, i) => verdict(`token ${i}`)))
    issuer.clock.advance(1)
    const verdicts = await Promise.all(Array.from({ length: 100 }, (_, i) => verdict(`token ${i}`)))
    expect(new Set(verdicts)).toEqual(new Set(['introspection_unavailable']))
    expect(issuer.requests.introspection).toBe(6)
    await expect(ask('token')).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) as number })
    issuer.clock.advance(0.9)
    await verdict('token')
    expect(issuer.requests.introspection).toBe(6)
  })

  test('one question goes through, and it is back: everybody is answered, and that is told once', async () => {
    const { issuer, verdict, events } = failing()
    issuer.outage('error')
    for (let i = 0; i < 5; i++) await verdict(`token ${i}`)
    issuer.recover()
    issuer.clock.advance(1)
    expect(await verdict('a trial')).toBe('token_inactive')
    expect(await Promise.all([1, 2, 3].map((i) => verdict(`${i}`)))).toEqual(Array(3).fill('token_inactive'))
    expect(events.filter(({ type }) => type === 'introspection_recovered')).toEqual([
      { type: 'introspection_recovered', issuer: I },
    ])
  })

  test('active answers serve on inside their time', async () => {
    const { issuer, verdict } = failing()
    const token = issuer.opaqueToken()
    await verdict(token)
    issuer.outage('error')
    for (let i = 0; i < 5; i++) await verdict(`token ${i}`)
    expect(await verdict(token)).toBe('active')
    expect(await verdict('another')).toBe('introspection_unavailable')
  })

  test('tokens that are not active never open it, however many', async () => {
    const { issuer, verdict, introspector } = failing()
    for (let i = 0; i < 200; i++) expect(await verdict(`junk ${i}`)).toBe('token_inactive')
    expect(introspector.status().failing).toBe(false)
    expect(await verdict(issuer.opaqueToken())).toBe('active')
  })

  test.each([400, 413, 414, 422, 431])('nor do tokens at which it balks: %d', async (status) => {
    const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
    const fetch = ((url: string, init: RequestInit) =>
      (init.body as string).includes('token=junk')
        ? Promise.resolve(new Response(null, { status }))
        : issuer.fetch(url, init)) as Fetch
    const { verdict, introspector } = asking({ endpoint }, { issuer, fetch })
    for (let i = 0; i < 20; i++) expect(await verdict(`junk${i}`)).toBe('introspection_invalid')
    expect(introspector.status().failing).toBe(false)
    expect(await verdict(issuer.opaqueToken())).toBe('active')
  })

  test('refused credentials open it too: the issuer is not asked a thousand times with a wrong secret', async () => {
    const issuer = createTestIssuer({ issuer: I, audience: R, now: N })
    const client = createTestIssuer().registerClient()
    issuer.registerClient()
    const { verdict } = asking({ endpoint }, { issuer, client })
    for (let i = 0; i < 50; i++) expect(await verdict(`token ${i}`)).toBe('introspection_denied')
    expect(issuer.requests.introspection).toBe(5)
  })
})
