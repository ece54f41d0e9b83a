import { createTestIssuer } from '@qalqon/testing'
import { expectEnded, logoutBench } from '../support/logout.js'
import { N } from '../support/matrix.js'

describe('BCLO-2.6-f: a logout token counts once', () => {
  test('the second time it is refused, as long as it would be taken the first time', async () => {
    const bench = logoutBench({ clockToleranceSeconds: 300 })
    const token = bench.issuer.logoutToken({ expiresInSeconds: 60 })
    expectEnded(bench, await bench.post(token))
    for (let second = 0; second < 360; second += 30) {
      expect((await bench.post(token)).status).toBe(400)
      expect(bench.events.at(-1)).toMatchObject({ type: 'logout_refused', code: 'logout_replayed' })
      bench.issuer.clock.advance(30)
    }
    expect((await bench.post(token)).status).toBe(400)
    expect(bench.events.at(-1)).toMatchObject({ code: 'token_expired' })
    expect(bench.ended).toHaveLength(1)
  })

  test('of many at once, one counts', async () => {
    const bench = logoutBench()
    const token = bench.issuer.logoutToken()
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.post(token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(bench.ended).toHaveLength(1)
  })

  test('the same jti of another issuer, or for another client, is another token', async () => {
    const store = { keys: new Set<string>(), reserve: (key: string) => take(store.keys, key) }
    const other = createTestIssuer({ issuer: 'https://other.example', now: N })
    const claims = { jti: 'j1' }
    const first = logoutBench({ replayStore: store })
    const [second, third] = [
      logoutBench({ replayStore: store, issuer: other.issuer, fetch: other.fetch }, other),
      logoutBench({ replayStore: store, clientId: 'client-2' }, first.issuer),
    ]
    expectEnded(first, await first.post({ claims }))
    expectEnded(second, await second.post({ claims }))
    expectEnded(third, await third.post({ claims, clientId: 'client-2' }))
    expect((await first.post({ claims })).status).toBe(400)
    expect([...store.keys].map((key) => key.length)).toEqual([43, 43, 43])
  })

  test('a session that is not known is no failure', async () => {
    const bench = logoutBench()
    expectEnded(bench, await bench.post({ sid: 'nobody knows' }))
  })
})

const take = (keys: Set<string>, key: string) => {
  if (keys.has(key)) return 'seen'
  keys.add(key)
  return 'reserved'
}
