import { createTestIssuer } from '@qalqon/testing'
import { bearer } from '../support/key-sets.js'
import { expectAccepted, expectRefused, expectUndecided, matrix, N, R } from '../support/matrix.js'
import { tenants, tenantUrl, type Answer } from '../support/tenants.js'

describe('a token chooses its issuer among those that the function accepts', () => {
  test('each verifies its own tokens, and nobody is asked for twice', async () => {
    const { get, of, asked } = tenants(['a', 'b'])
    for (let time = 0; time < 3; time++) {
      expect(expectAccepted(await get(bearer(of('a')))).issuer).toBe(tenantUrl('a'))
      expect(expectAccepted(await get(bearer(of('b')))).issuer).toBe(tenantUrl('b'))
    }
    expect(asked).toEqual([tenantUrl('a'), tenantUrl('b')])
  })

  test('8725-3.8-a: both use the kid k1, and the keys of one never verify tokens of the other', async () => {
    const { get, of } = tenants(['a', 'b'])
    for (let time = 0; time < 3; time++) {
      expectAccepted(await get(bearer(of('b'))))
      const forged = of('a').token({ scope: 'read', key: of('b').keys[0] })
      expectRefused(await get(`Bearer ${forged}`), 401, 'invalid_token', 'signature_invalid')
    }
  })

  test('8725-3.8-b: nothing is fetched for an issuer that was not accepted, and it is asked for once', async () => {
    const { get, of, asked, allowed } = tenants(['a', 'b'])
    allowed.delete(tenantUrl('b'))
    for (let time = 0; time < 5; time++) {
      expectRefused(await get(bearer(of('b'))), 401, 'invalid_token', 'issuer_unknown')
    }
    expect(of('b').requests.urls).toEqual([])
    expect(asked).toEqual([tenantUrl('b')])
  })

  test.each([undefined, null, false] as const)('%p means that it is not accepted', async (answer) => {
    const { get, of, asked, answers } = tenants(['a'])
    answers(() => answer)
    for (let time = 0; time < 2; time++)
      expectRefused(await get(bearer(of('a'))), 401, 'invalid_token', 'issuer_unknown')
    expect(asked).toHaveLength(1)
    expect(of('a').requests.urls).toEqual([])
  })

  test('what is no issuer URL is not even asked for', async () => {
    const { get, of, asked } = tenants(['a'])
    for (const iss of [
      '',
      'a',
      'ftp://x',
      'https://x/?y',
      'https://x y',
      `https://${'x'.repeat(3000)}`,
      5,
      null,
      ['x'],
    ]) {
      const token = bearer(of('a'), { claims: { iss } })
      expectRefused(await get(token), 401, 'invalid_token', 'issuer_unknown')
    }
    expectRefused(await get(bearer(of('a'), { omit: ['iss'] })), 401, 'invalid_token', 'issuer_missing')
    expect(asked).toEqual([])
  })

  test.each<[string, (iss: string) => Answer]>([
    ['a URL', (iss) => iss],
    ['a promise', (iss) => Promise.resolve({ issuer: iss })],
    ['a promise of another library', (iss) => ({ then: (ok: (value: string) => void) => ok(iss) }) as never],
    ['an object with rules of its own', (iss) => ({ issuer: iss, scopeFrom: () => ['read'] })],
  ])('the answer may be %s', async (_what, answer) => {
    const { get, of, answers } = tenants(['a'])
    answers(answer)
    expectAccepted(await get(bearer(of('a'))))
  })
})

describe('answers are remembered within bounds', () => {
  test('an issuer that is no longer accepted is refused in time, its remembered tokens too', async () => {
    const { get, long, setClock, allowed, asked } = tenants(['a'])
    const token = long('a')
    for (let time = 0; time < 4; time++) expectAccepted(await get(token))
    allowed.clear()
    setClock(N + 299)
    expectAccepted(await get(token))
    setClock(N + 300)
    expectRefused(await get(token), 401, 'invalid_token', 'issuer_unknown')
    expect(asked).toHaveLength(2)
  })

  test('the same answer again leaves the key set alone; another one takes effect on remembered tokens too', async () => {
    const { get, long, of, setClock, answers } = tenants(['a'], { keySets: { defaultFreshSeconds: 3600 } })
    const token = long('a')
    for (let time = 0; time < 3; time++) expectAccepted(await get(token))
    setClock(N + 301)
    expectAccepted(await get(token))
    expect(of('a').requests.jwks).toBe(1)
    answers((iss) => ({ issuer: iss, algorithms: ['RS256'] }))
    setClock(N + 602)
    expectRefused(await get(token), 401, 'invalid_token', 'algorithm_not_allowed')
  })

  test('an issuer that is accepted only now is found when its refusal is forgotten', async () => {
    const { get, long, setClock, allowed } = tenants(['a'])
    allowed.clear()
    const token = long('a')
    expectRefused(await get(token), 401, 'invalid_token', 'issuer_unknown')
    allowed.add(tenantUrl('a'))
    setClock(N + 59)
    expectRefused(await get(token), 401, 'invalid_token', 'issuer_unknown')
    setClock(N + 60)
    expectAccepted(await get(token))
  })

  test('of more tenants than may be remembered, the one that was not used for longest is asked for again', async () => {
    const { get, of, asked, server } = tenants(['a', 'b', 'c'], { resolvedIssuers: { maxIssuers: 2 } })
    for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) expectAccepted(await get(bearer(of(name))))
    expect(asked.map((url) => url.slice(-1)).join('')).toBe('abca')
    expect(Object.keys(server.stats().keySets)).toHaveLength(2)
  })

  test('a flood of made-up issuers leaves bounded traces, and no tenant is forgotten over it', async () => {
    const { get, of, asked, server } = tenants(['a'])
    expectAccepted(await get(bearer(of('a'))))
    for (let count = 0; count < 3000; count++) {
      const outcome = await get(bearer(of('a'), { claims: { iss: `https://made-up.example/${count}` } }))
      expectRefused(outcome, 401, 'invalid_token', 'issuer_unknown')
    }
    const questions = asked.length
    expectAccepted(await get(bearer(of('a'))))
    expect(asked.length).toBe(questions)
    expect(Object.keys(server.stats().keySets)).toEqual([tenantUrl('a')])
  })

  test('many requests at once ask once; past a thousand questions no more are asked', async () => {
    const { get, of, asked, answers } = tenants(['a'])
    const waiting: (() => void)[] = []
    answers((iss) => new Promise((resolve) => waiting.push(() => resolve({ issuer: iss }))))
    const same = Array.from({ length: 100 }, () => get(bearer(of('a'))))
    expect(asked).toHaveLength(1)
    const others = Array.from({ length: 1500 }, (_, count) =>
      get(bearer(of('a'), { claims: { iss: `https://made-up.example/${count}` } })),
    )
    expect(asked).toHaveLength(1000)
    for (const outcome of await Promise.all(others.slice(-500))) expectUndecided(outcome)
    waiting[0]!()
    for (const outcome of await Promise.all(same)) expectAccepted(outcome)
    for (const let_go of waiting) let_go()
    await Promise.all(others)
  })
})

describe('a function that fails is not the client’s fault', () => {
  test.each<[string, (iss: string) => Answer]>([
    ['throws', () => fail()],
    ['rejects', () => Promise.reject(new Error('database down'))],
    ['answers for another issuer', () => ({ issuer: tenantUrl('other') })],
    ['answers with options that are none', (iss) => ({ issuer: iss, algorithms: ['none'] }) as never],
    ['answers with something else', () => 5 as never],
  ])('it %s: 503 without an older answer, and the older answer otherwise', async (_how, answer) => {
    const { get, of, long, answers, setClock, events } = tenants(['a'])
    answers(answer)
    expectUndecided(await get(bearer(of('a'))))
    expect(events.at(-1)).toMatchObject({ type: 'request_undecided', code: 'issuer_unresolved' })
    answers((iss) => ({ issuer: iss }))
    const token = long('a')
    expectAccepted(await get(token))
    answers(answer)
    setClock(N + 301)
    for (let time = 0; time < 3; time++) expectAccepted(await get(token))
    setClock(N + 86_399)
    expectAccepted(await get(token))
    setClock(N + 86_401)
    expectUndecided(await get(token))
  })

  test('it hangs: the older answer serves, and it is left alone for five seconds after that', async () => {
    const { get, of, answers, long, setClock, asked } = tenants(['a'], { keySets: { timeoutMs: 20 } })
    const token = long('a')
    expectAccepted(await get(token))
    setClock(N + 301)
    answers(() => {
      // As long as a pause goes by until the wait is given up.
      setClock(of('a').clock() + 5)
      return new Promise(() => undefined)
    })
    for (let time = 0; time < 3; time++) expectAccepted(await get(token))
    expect(asked).toHaveLength(2)
    setClock(of('a').clock() + 5)
    expectAccepted(await get(token))
    expect(asked).toHaveLength(3)
  })

  test('a flood of made-up names takes nothing from a tenant that is known', async () => {
    const { get, of, answers, long, setClock } = tenants(['a'], { keySets: { timeoutMs: 100 } })
    const token = long('a')
    expectAccepted(await get(token))
    setClock(N + 301)
    answers(() => new Promise(() => undefined))
    for (let count = 0; count < 1000; count++)
      void get(bearer(of('a'), { claims: { iss: `https://made-up.example/${count}` } }))
    expectAccepted(await get(token))
  })

  test.each<[unknown, RegExp]>([
    [
      true,
      /expected the URL of the issuer, or an object with its options, or nothing .*; found a value of the type boolean$/,
    ],
    [5, /found a value of the type number$/],
    [['https://x'], /found a list$/],
    [{ algorithms: ['ES256'] }, /the object has no issuer: write \{ issuer: iss, … \}$/],
  ])('%j: the detail says what is meant', async (answer, detail) => {
    const { get, of, answers, events } = tenants(['a'])
    answers(() => answer as never)
    expectUndecided(await get(bearer(of('a'))))
    expect(events.at(-1)).toMatchObject({ detail: expect.stringMatching(detail) as string })
  })

  test('it does not answer at all: bounded by keySets.timeoutMs', async () => {
    const { get, of, answers } = tenants(['a'], { keySets: { timeoutMs: 20 } })
    answers(() => new Promise(() => undefined))
    expectUndecided(await get(bearer(of('a'))))
  })
})

const nobody = (): undefined => undefined

test.each([
  [{ issuer: 'https://a.example', resolveIssuer: nobody }, 'issuer'],
  [{ issuers: ['https://a.example'], resolveIssuer: nobody }, 'issuer'],
  [{ resolveIssuer: 'https://a.example' }, 'resolveIssuer'],
  [{ resolveIssuer: nobody, resolvedIssuers: { maxIssuers: 0 } }, 'resolvedIssuers.maxIssuers'],
  [{ resolveIssuer: nobody, resolvedIssuers: { max: 1 } }, 'resolvedIssuers.max'],
  [{ issuers: ['https://a.example'], resolvedIssuers: {} }, 'resolvedIssuers'],
])('%o is a mistake that is told when it is built', (options, option) => {
  const build = () => matrix(options as never, createTestIssuer({ audience: R }))
  expect(build).toThrow(expect.objectContaining({ name: 'ConfigurationFault', option }) as Error)
})

function fail(): never {
  throw new Error('database down')
}
