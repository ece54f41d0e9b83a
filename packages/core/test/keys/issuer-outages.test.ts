import { outageKinds, type OutageKind, type TestIssuer } from '@qalqon/testing'
import type { InfrastructureFaultCode } from '../../src/index.js'
import { expectAccepted, expectRefused, expectUndecided, N, type Matrix } from '../support/matrix.js'
import { bearer, cold, quickIssuer, warm, withKid } from '../support/key-sets.js'

const keySets = { timeoutMs: 300, maxBytes: 64 * 1024 }

/** Nothing may take longer: the timeout, and plenty for a busy machine. */
const boundMs = 3000

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  expect(performance.now() - started).toBeLessThan(boundMs)
  return result
}

/** What a cold server says of each outage of the whole issuer. */
const metadataFault = (kind: OutageKind): InfrastructureFaultCode =>
  kind === 'wrong-issuer' ? 'metadata_invalid' : 'metadata_unavailable'

/** After the longest wait between two attempts. */
const pastBackoff = (issuer: TestIssuer) => issuer.clock.advance(31)

async function expectRecovery({ issuer, get, server }: Matrix): Promise<void> {
  issuer.recover()
  pastBackoff(issuer)
  const key = issuer.rotateKeys()
  await inTime(() => server.ready())
  expectAccepted(await inTime(() => get(bearer(issuer, { key }))))
}

const ways: [way: string, fetch: (issuer: TestIssuer) => typeof globalThis.fetch][] = [
  ['through the injected fetch', (issuer) => issuer.fetch],
  ['over HTTP', () => globalThis.fetch],
]

describe.each(ways)('%s', (way, fetchOf) => {
  let issuer: TestIssuer

  beforeEach(async () => {
    issuer = quickIssuer()
    if (way === 'over HTTP') await issuer.listen()
  })
  afterEach(() => issuer.close())

  describe.each(outageKinds)('%s', (kind) => {
    test('cold: 503 in bounded time, then recovery', async () => {
      const built = cold({ fetch: fetchOf(issuer), keySets }, issuer)
      issuer.outage(kind)
      const outcomes = await inTime(() => Promise.all([1, 2, 3].map(() => built.get(bearer(issuer)))))
      for (const outcome of outcomes) expect(expectUndecided(outcome).fault.code).toBe(metadataFault(kind))
      const soon = await inTime(() => built.get(bearer(issuer)))
      expectUndecided(soon)
      await expectRecovery(built)
    })

    test('warm: good tokens are served on, unknown keys get 503, then recovery', async () => {
      const built = await warm({ fetch: fetchOf(issuer), keySets }, issuer)
      const { get, server } = built
      issuer.outage(kind)
      expectAccepted(await inTime(() => get(bearer(issuer))))
      issuer.clock.set(N + 600)
      for (const outcome of await inTime(() => Promise.all([1, 2, 3].map(() => get(bearer(issuer))))))
        expectAccepted(outcome)
      expectUndecided(await inTime(() => get(withKid(issuer, 'unknown'))))
      expect(server.stats().keySets[issuer.issuer]).toMatchObject({ fetchedAt: N, failing: true })
      const forged = `Bearer ${issuer.signedByStranger({ scope: 'read' })}`
      expectRefused(await inTime(() => get(forged)), 401, 'invalid_token', 'signature_invalid')
      await expectRecovery(built)
    })
  })

  const ofKeySet = outageKinds.filter((kind) => kind !== 'wrong-issuer')
  test.each(ofKeySet)('%s of the key set alone: 503, then recovery', async (kind) => {
    const built = cold({ fetch: fetchOf(issuer), keySets }, issuer)
    issuer.outage(kind, { at: 'jwks' })
    const refused = expectUndecided(await inTime(() => built.get(bearer(issuer))))
    expect(refused.fault.code).toBe('key_set_unavailable')
    await expectRecovery(built)
  })

  test('past the hard limit there is 503 in bounded time, however the issuer hangs', async () => {
    const built = await warm({ fetch: fetchOf(issuer), keySets }, issuer)
    issuer.outage('hang')
    issuer.clock.set(N + 86_400)
    for (const outcome of await inTime(() => Promise.all([1, 2].map(() => built.get(bearer(issuer))))))
      expectUndecided(outcome)
    await expectRecovery(built)
  })
})

test('an issuer that is gone and comes back at the same address', async () => {
  const issuer = quickIssuer()
  const address = await issuer.listen()
  const built = await warm({ fetch: globalThis.fetch, keySets }, issuer)
  await issuer.close()
  issuer.clock.set(N + 86_400)
  expectUndecided(await inTime(() => built.get(bearer(issuer))))
  await issuer.listen({ port: Number(new URL(address).port) })
  await expectRecovery(built)
  await issuer.close()
})

test('no outage leaves a document of a redirect target asked for', async () => {
  const issuer = quickIssuer()
  const { get } = cold({ keySets }, issuer)
  issuer.outage('redirect')
  expectUndecided(await get(bearer(issuer)))
  expect(issuer.requests.urls.map((url) => new URL(url).origin)).toEqual([issuer.issuer, issuer.issuer])
})
