import { createTestClock, revocationStoreConformance } from '@qalqon/testing'
import { MemoryRevocationStore } from '../../src/index.js'
import { I, N } from '../support/matrix.js'

const fault = (option: string) => expect.objectContaining({ name: 'ConfigurationFault', option }) as Error

describe('MemoryRevocationStore does what every revocation store must', () => {
  const clock = createTestClock(N)
  const checks = revocationStoreConformance({ create: () => new MemoryRevocationStore({ clock }), clock })
  for (const { name, run } of checks) test(name, run)
})

describe('MemoryRevocationStore', () => {
  const token = (jti: string, issuedAt: number | undefined = N) => ({
    issuer: I,
    tokenHash: `hash of ${jti}`,
    jti,
    subject: 'alice',
    sid: undefined,
    clientId: undefined,
    issuedAt,
  })

  test('is full when nothing in it has run out, and drops nothing for a new one', () => {
    let now = N
    const store = new MemoryRevocationStore({ maxEntries: 2, clock: () => now })
    store.revoke({ issuer: I, jti: 'a' }, N + 10)
    store.revoke({ issuer: I, jti: 'b' }, N + 20)
    expect(() => store.revoke({ issuer: I, jti: 'c' }, N + 30)).toThrow('full')
    expect(['a', 'b', 'c'].map((jti) => store.isRevoked(token(jti)))).toEqual([true, true, false])
    store.revoke({ issuer: I, jti: 'a' }, N + 40)
    now = N + 20
    store.revoke({ issuer: I, jti: 'c' }, N + 30)
    expect(['a', 'b', 'c'].map((jti) => store.isRevoked(token(jti)))).toEqual([true, false, true])
  })

  test('holds no more than what has not run out, however many come', () => {
    let now = N
    const store = new MemoryRevocationStore({ maxEntries: 5000, clock: () => now })
    for (let count = 0; count < 50_000; count++) {
      now += 0.01
      store.revoke({ issuer: I, jti: `j${count}` }, now + 1)
    }
    expect(store.isRevoked(token('j49999'))).toBe(true)
    expect(store.isRevoked(token('j0'))).toBe(false)
  })

  test('says whether it is empty', () => {
    const store = new MemoryRevocationStore({ clock: () => N })
    expect(store.isEmpty()).toBe(true)
    store.revoke({ issuer: I, subject: 'alice', issuedBefore: N - 50 }, N + 10)
    expect(store.isEmpty()).toBe(false)
  })

  test.each([[0], [-1], [1.5], ['9']])('maxEntries %p is told', (maxEntries) => {
    expect(() => new MemoryRevocationStore({ maxEntries: maxEntries as number })).toThrow(fault('maxEntries'))
  })
})
