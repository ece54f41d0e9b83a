import { observeStats } from '../../src/telemetry/opentelemetry.js'
import { introspecting } from '../support/introspection.js'
import { cold } from '../support/key-sets.js'
import { I, N } from '../support/matrix.js'
import { memoryMeter, shutDownMeters } from '../support/memory-meter.js'

afterAll(shutDownMeters)

describe('observeStats', () => {
  test('the cache of tokens, and the age of key sets by the clock of the server', async () => {
    const { meter, measured } = memoryMeter()
    const { get, issuer, server } = cold()
    const stop = observeStats(server, meter, issuer.clock)
    const good = `Bearer ${issuer.token({ scope: 'read' })}`
    for (let count = 0; count < 3; count++) await get(good)
    const { tokenCache } = server.stats()
    expect(tokenCache).toMatchObject({ hits: 1, misses: 2, entries: 1 })
    const own = { 'qalqon.issuer': I }
    const point = (value: number, attributes = {}) => [{ attributes, value }]
    expect(N).toBe(issuer.clock())
    issuer.clock.advance(30)
    expect(await measured()).toEqual({
      'qalqon.token_cache.hits': point(1),
      'qalqon.token_cache.misses': point(2),
      'qalqon.token_cache.evictions': point(0),
      'qalqon.token_cache.entries': point(1),
      'qalqon.token_cache.size': point(tokenCache!.bytes),
      'qalqon.key_set.age': point(30, own),
      'qalqon.key_set.keys': point(1, own),
      'qalqon.key_set.failing': point(0, own),
    })
    stop()
    await get(good)
    expect((await measured())['qalqon.token_cache.hits'] ?? point(1)).toEqual(point(1))
  })

  test('what was asked about tokens', async () => {
    const { meter, measured } = memoryMeter()
    const { get, issuer, server } = introspecting()
    observeStats(server, meter, issuer.clock)
    const good = `Bearer ${issuer.opaqueToken({ scope: 'read' })}`
    for (let count = 0; count < 3; count++) await get(good)
    const point = (value: number) => [{ attributes: { 'qalqon.issuer': I }, value }]
    expect(await measured()).toMatchObject({
      'qalqon.introspection.hits': point(2),
      'qalqon.introspection.misses': point(1),
      'qalqon.introspection.evictions': point(0),
      'qalqon.introspection.answers': point(1),
      'qalqon.introspection.failing': point(0),
    })
  })

  test('without a cache, and before the first fetch', async () => {
    const { meter, measured } = memoryMeter()
    const { server } = cold({ tokenCache: false })
    observeStats(server, meter)
    expect(Object.keys(await measured()).sort()).toEqual(['qalqon.key_set.failing', 'qalqon.key_set.keys'])
  })
})

test.each([undefined, null, {}, { stats: 1 }])(
  '%p has no stats to observe, which is told at the start',
  (server) => {
    expect(() => observeStats(server as never, memoryMeter().meter)).toThrow(
      expect.objectContaining({ name: 'ConfigurationFault', option: 'observeStats' }) as Error,
    )
  },
)
