import { MemoryReplayStore, type ReplayStore } from '../../src/index.js'
import { createDpopProver } from '@qalqon/testing'
import { expectAccepted, expectUndecided, N } from '../support/matrix.js'
import { dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'

describe('9449-11.1-a, OIDF-04: a proof is used once', () => {
  test('the second time it is refused', async () => {
    const { get, prover, bound } = dpopMatrix()
    const headers = { ...prover.headers({ url: x, token: bound() }) }
    expectAccepted(await get(headers))
    expectDpopRefused(await get(headers), 'invalid_dpop_proof', 'proof_replayed')
  })

  test('of many at once exactly one is accepted', async () => {
    const { get, prover, bound } = dpopMatrix()
    const headers = { ...prover.headers({ url: x, token: bound() }) }
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => get(headers)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('signed anew with the same jti it is the same proof', async () => {
    const { prove } = dpopMatrix()
    expectAccepted(await prove({ claims: { jti: 'one' } }))
    expectDpopRefused(await prove({ claims: { jti: 'one' } }), 'invalid_dpop_proof', 'proof_replayed')
  })

  test('the same jti of another key is another proof', async () => {
    const { get, issuer, prove } = dpopMatrix()
    expectAccepted(await prove({ claims: { jti: 'one' } }))
    const other = createDpopProver({ clock: issuer.clock })
    const token = issuer.token({ scope: 'read', boundTo: other })
    expectAccepted(await get({ ...other.headers({ url: x, token }, { claims: { jti: 'one' } }) }))
  })

  test('until it would no longer be taken, and not longer', async () => {
    const { get, issuer, prover, bound } = dpopMatrix()
    const token = bound()
    const early = { ...prover.headers({ url: x, token }, { claims: { iat: N + 10, jti: 'early' } }) }
    expectAccepted(await get(early))
    for (const now of [N + 60, N + 70]) {
      issuer.clock.set(now)
      expectDpopRefused(await get(early), 'invalid_dpop_proof', 'proof_replayed')
    }
    issuer.clock.set(N + 71)
    expectDpopRefused(await get(early), 'invalid_dpop_proof', 'proof_expired')
    // A while longer, for stores that answer late or whose clock is ahead.
    issuer.clock.set(N + 101)
    expectAccepted(await get({ ...prover.headers({ url: x, token }, { claims: { jti: 'early' } }) }))
  })

  test('also when the clock was ahead for a moment', async () => {
    const { get, issuer, prover, bound } = dpopMatrix()
    const headers = { ...prover.headers({ url: x, token: bound() }) }
    expectAccepted(await get(headers))
    issuer.clock.set(N + 61)
    await get({ ...prover.headers({ url: x, token: bound() }) })
    issuer.clock.set(N + 59)
    expectDpopRefused(await get(headers), 'invalid_dpop_proof', 'proof_replayed')
  })

  test('a requirement that is not met uses it up all the same', async () => {
    const { get, prover, bound } = dpopMatrix()
    const headers = { ...prover.headers({ url: x, token: bound({ scope: 'other' }) }) }
    expect(await get(headers)).toMatchObject({ ok: false, response: { status: 403 } })
    expectDpopRefused(await get(headers), 'invalid_dpop_proof', 'proof_replayed')
  })
})

/** A store that keeps what it is asked. */
function recording(answer: (key: string) => unknown = () => 'reserved') {
  const calls: [key: string, expiresAt: number][] = []
  const store: ReplayStore = {
    reserve: (key, expiresAt) => {
      calls.push([key, expiresAt])
      return answer(key) as 'reserved'
    },
  }
  return { calls, store }
}

describe('9449-11.1-b: the memory is bounded', () => {
  test('its keys are hashes of one size, and expire with the window', async () => {
    const { calls, store } = recording()
    const { prove } = dpopMatrix({ replayStore: store, clockToleranceSeconds: 5 })
    expectAccepted(await prove())
    expectAccepted(await prove({ claims: { jti: 'j'.repeat(5000) } }))
    expectAccepted(await prove({ claims: { jti: 'ğ\ud800', iat: N - 3.5 } }))
    for (const [key] of calls) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(calls.map(([, expiresAt]) => expiresAt)).toEqual([N + 96, N + 96, N + 92])
  })

  test('a jti of 64 kB is refused', async () => {
    const { calls, store } = recording()
    const { prove } = dpopMatrix({ replayStore: store })
    const outcome = await prove({ claims: { jti: 'j'.repeat(65_536) } })
    expectDpopRefused(outcome, 'invalid_dpop_proof', 'proof_malformed')
    expect(calls).toEqual([])
  })

  test('only a proof that is good in all else is remembered', async () => {
    const { calls, store } = recording()
    const { prove, get, prover, issuer } = dpopMatrix({ replayStore: store })
    await prove({ claims: { iat: N - 61 } })
    await prove({ claims: { htu: 'https://rs.example/other' } })
    await prove({ signedBy: createDpopProver().key })
    await prove({}, { token: issuer.expired({ boundTo: prover }) })
    await get({ authorization: `Bearer ${issuer.token()}`, dpop: prover.proof({ url: x }) })
    expect(calls).toEqual([])
  })

  test('when it is full, requests get 503, and none is forgotten', async () => {
    const { store } = recording(() => 'full')
    const { prove, events } = dpopMatrix({ replayStore: store })
    expectUndecided(await prove())
    expect(events.at(-1)).toMatchObject({ type: 'request_undecided', code: 'replay_unavailable' })
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['says nothing', () => undefined],
    ['says yes', () => true],
    ['says something else later', () => Promise.resolve('maybe')],
    ['hangs', () => new Promise(() => undefined)],
  ])('a store that %s: 503', async (_, answer) => {
    const { store } = recording(answer)
    const { prove } = dpopMatrix({ replayStore: store, keySets: { timeoutMs: 20 } })
    expectUndecided(await prove())
  })

  test('a store in memory with another clock would forget at once: 503', async () => {
    const replayStore = new MemoryReplayStore({ clock: () => N + 1000 })
    expectUndecided(await dpopMatrix({ replayStore }).prove())
  })

  test('a store that answers later', async () => {
    const { store } = recording(() => Promise.resolve('reserved'))
    expectAccepted(await dpopMatrix({ replayStore: store }).prove())
  })
})
