import { setImmediate } from 'node:timers/promises'
import { createTestIssuer } from '@qalqon/testing'
import type { JsonObject } from '../../src/json-object.js'
import { answeringFetch, asking, digestOf, endpoint } from '../support/introspection.js'
import { heldFetch, until } from '../support/key-sets.js'
import { I, N, R } from '../support/matrix.js'

const testIssuer = () => createTestIssuer({ issuer: I, audience: R, now: N })

describe('what is known is answered at once', () => {
  test('an active token, without a promise', async () => {
    const { issuer, introspector, ask } = asking()
    const token = issuer.opaqueToken({ subject: 'alice' })
    const first = await ask(token)
    expect(first.claims).toMatchObject({ active: true, sub: 'alice' })
    expect(first.until).toBe(N + 30)
    const again = introspector.introspect(token, digestOf(token))
    expect(again).toEqual(first)
    expect(issuer.requests.introspection).toBe(1)
  })

  test('a token that is not active throws, each time a fault of its own', async () => {
    const { issuer, introspector, verdict } = asking()
    expect(await verdict('unknown')).toBe('token_inactive')
    const thrown = [1, 2].map(() => {
      try {
        return introspector.introspect('unknown', digestOf('unknown'))
      } catch (fault) {
        return fault
      }
    })
    for (const fault of thrown) {
      expect(fault).toMatchObject({
        code: 'token_inactive',
        status: 401,
        step: 'introspection',
        facts: { issuer: I },
      })
    }
    expect(thrown[0]).not.toBe(thrown[1])
    expect(issuer.requests.introspection).toBe(1)
  })

  test('the reason for which it is not active makes no difference', async () => {
    const { issuer, ask } = asking()
    const revoked = issuer.opaqueToken()
    issuer.revoke(revoked)
    const faults = await Promise.all(
      ['unknown', revoked, issuer.opaqueToken({ expiresInSeconds: -1 })].map((token) =>
        ask(token).catch((fault: unknown) => fault as Error),
      ),
    )
    expect(new Set(faults.map((fault) => JSON.stringify([fault, (fault as Error).message]))).size).toBe(1)
  })
})

describe('7662-4-a: no answer serves beyond its time, by the clock that was handed in', () => {
  test.each([
    ['exp before the cap', 2, {}, 2],
    ['the cap before exp', 300, {}, 30],
    ["a cap of one's own", 300, { cacheSeconds: 120 }, 120],
  ])('%s', async (_what, expiresInSeconds, options, seconds) => {
    const { issuer, verdict } = asking(options)
    const token = issuer.opaqueToken({ expiresInSeconds })
    expect(await verdict(token)).toBe('active')
    issuer.revoke(token)
    issuer.clock.set(N + seconds - 0.5)
    expect(await verdict(token)).toBe('active')
    issuer.clock.set(N + seconds)
    expect(await verdict(token)).toBe('token_inactive')
    expect(issuer.requests.introspection).toBe(2)
  })

  test('its time begins when it is asked for, however long the answer takes', async () => {
    const issuer = testIssuer()
    const { fetch, hold, letGo } = heldFetch(issuer.fetch)
    const { ask, verdict } = asking({ endpoint }, { issuer, fetch })
    const token = issuer.opaqueToken()
    hold()
    const answer = ask(token)
    issuer.clock.advance(20)
    letGo()
    expect((await answer).until).toBe(N + 30)
    issuer.clock.set(N + 30)
    await verdict(token)
    expect(issuer.requests.introspection).toBe(2)
  })

  test('with 0 seconds each request asks', async () => {
    const { issuer, verdict } = asking({ cacheSeconds: 0, negativeCacheSeconds: 0 })
    const token = issuer.opaqueToken()
    for (let i = 0; i < 3; i++) expect(await verdict(token)).toBe('active')
    for (let i = 0; i < 3; i++) expect(await verdict('unknown')).toBe('token_inactive')
    expect(issuer.requests.introspection).toBe(6)
  })

  test('that a token is not active is asked again soon: it may have come into force', async () => {
    const { fetch, requests } = answeringFetch(() => Response.json({ active: requests.length > 1 }))
    const { issuer, verdict } = asking({ endpoint }, { fetch })
    expect(await verdict('token')).toBe('token_inactive')
    issuer.clock.advance(4.9)
    expect(await verdict('token')).toBe('token_inactive')
    issuer.clock.advance(0.1)
    expect(await verdict('token')).toBe('active')
  })
})

describe('one question at a time', () => {
  test('about one token, whoever waits', async () => {
    const { issuer, ask } = asking()
    const token = issuer.opaqueToken()
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(token)))
    expect(issuer.requests.introspection).toBe(1)
    expect(new Set(answers.map(({ claims }) => claims)).size).toBe(1)
  })

  test('those who wait for an answer that is no get a fault each', async () => {
    const { issuer, ask } = asking()
    const faults = await Promise.all([1, 2, 3].map(() => ask('unknown').catch((fault: unknown) => fault)))
    expect(issuer.requests.introspection).toBe(1)
    expect(new Set(faults).size).toBe(3)
  })

  test('other tokens do not wait', async () => {
    const { issuer, ask } = asking()
    const tokens = ['alice', 'bob', 'carol'].map((subject) => issuer.opaqueToken({ subject }))
    const answers = await Promise.all([...tokens, ...tokens].map(ask))
    expect(answers.map(({ claims }) => claims.sub)).toEqual([
      'alice',
      'bob',
      'carol',
      'alice',
      'bob',
      'carol',
    ])
    expect(issuer.requests.introspection).toBe(3)
  })

  test('after a failure the next request asks again', async () => {
    const { issuer, verdict } = asking({ endpoint })
    const token = issuer.opaqueToken()
    issuer.outage('error')
    expect(await verdict(token)).toBe('introspection_unavailable')
    issuer.recover()
    expect(await verdict(token)).toBe('active')
  })
})

describe('a thousand questions under way are enough', () => {
  test('more are refused at once, and none is asked; afterwards all goes on', async () => {
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const { fetch, requests } = answeringFetch(async () => {
      await gate
      return Response.json({ active: true })
    })
    const { verdict, introspector, events } = asking({ endpoint }, { fetch })
    const verdicts = Array.from({ length: 1000 }, (_, i) => verdict(`token ${i}`))
    await until(() => requests.length === 1000)
    expect(() => introspector.introspect('one more', digestOf('one more'))).toThrow(
      expect.objectContaining({ code: 'introspection_unavailable', status: 503, retryAfterSeconds: 1 }),
    )
    // Who asks about a token that is being asked about is no further question.
    const joined = verdict('token 7')
    open()
    expect(new Set(await Promise.all([...verdicts, joined]))).toEqual(new Set(['active']))
    expect(requests).toHaveLength(1000)
    expect(await verdict('one more')).toBe('active')
    expect(events).toEqual([])
  })
})

describe('forgetting', () => {
  test('what is known of one token', async () => {
    const { issuer, introspector, verdict } = asking()
    const [token, other] = [issuer.opaqueToken(), issuer.opaqueToken()]
    for (const each of [token, other]) await verdict(each)
    for (const each of [token, other]) issuer.revoke(each)
    introspector.forget(digestOf(token))
    expect([await verdict(token), await verdict(other)]).toEqual(['token_inactive', 'active'])
  })

  test('what is known of tokens by their claims', async () => {
    const { issuer, introspector, verdict } = asking()
    const [alice, bob] = ['alice', 'bob'].map((subject) => issuer.opaqueToken({ subject }))
    for (const token of [alice!, bob!]) {
      await verdict(token)
      issuer.revoke(token)
    }
    introspector.forgetWhere(({ sub }: JsonObject) => sub === 'alice')
    expect([await verdict(alice!), await verdict(bob!)]).toEqual(['token_inactive', 'active'])
  })

  test.each([
    ['forget', (token: string) => ({ forget: digestOf(token) })],
    ['forgetWhere', () => ({ forgetWhere: true })],
  ])(
    '%s: an answer that was asked for before is not kept, and nobody joins the wait for it',
    async (_how, what) => {
      const issuer = testIssuer()
      const answers = [Response.json({ active: true }), Response.json({ active: false })]
      const gates: (() => void)[] = []
      const { fetch } = answeringFetch(async () => {
        const answer = answers.shift()!
        await new Promise<void>((resolve) => gates.push(resolve))
        return answer
      })
      const { introspector, verdict } = asking({ endpoint }, { issuer, fetch })
      const before = verdict('token')
      await until(() => gates.length === 1)
      const { forget, forgetWhere } = what('token') as { forget?: string; forgetWhere?: boolean }
      if (forget !== undefined) introspector.forget(forget)
      if (forgetWhere) introspector.forgetWhere(() => true)
      const after = verdict('token')
      await until(() => gates.length === 2)
      gates[1]!()
      expect(await after).toBe('token_inactive')
      gates[0]!()
      expect(await before).toBe('active')
      expect(await verdict('token')).toBe('token_inactive')
    },
  )
})

describe('what is told', () => {
  test('counts', async () => {
    const { issuer, introspector, verdict } = asking({ maxEntries: 2 })
    const tokens = [1, 2, 3].map(() => issuer.opaqueToken())
    for (const token of tokens) await verdict(token)
    await verdict(tokens[2]!)
    await verdict('unknown')
    await verdict('unknown')
    expect(introspector.status()).toEqual({ answers: 3, hits: 2, misses: 4, evictions: 1, failing: false })
  })

  test('nothing while all goes well', async () => {
    const { issuer, verdict, events } = asking()
    await verdict(issuer.opaqueToken())
    await verdict('unknown')
    await setImmediate()
    expect(events).toEqual([])
  })
})
