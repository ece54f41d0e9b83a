import { RedisReplayStore, RedisRevocationStore } from '../src/index.js'
import { clientThat } from './support/stubborn-client.js'

const client = clientThat(() => null)

describe.each([
  ['RedisReplayStore', RedisReplayStore, 'allow-replays', 'allow-revoked'],
  ['RedisRevocationStore', RedisRevocationStore, 'allow-revoked', 'allow-replays'],
] as const)('%s', (_name, Store, allowing, ofTheOther) => {
  const make = (options: unknown) => () => new Store(client, options as never)

  test.each<[string, unknown]>([
    ['prefix', ''],
    ['prefix', 'a b'],
    ['prefix', 'ä'],
    ['prefix', 'a\n'],
    ['prefix', 'x'.repeat(101)],
    ['prefix', '{}'],
    ['prefix', null],
    ['timeoutMs', 0],
    ['timeoutMs', 60_001],
    ['timeoutMs', '100'],
    ['timeoutMs', NaN],
    ['onOutage', 'allow'],
    ['onOutage', ofTheOther],
    ['onOutage', true],
    ['onError', 'log'],
    ['clock', 1000],
    ['clock', Date.now],
    ['clock', () => NaN],
    ['timeout', 100],
    ['maxEntries', 100],
  ])('%s: %p is told', (option, value) => {
    expect(make({ [option]: value })).toThrow(expect.objectContaining({ name: 'ConfigurationFault', option }))
  })

  test.each([[null], ['qalqon:'], [7]])('%p in place of options is told', (options) => {
    expect(make(options)).toThrow(expect.objectContaining({ option: 'options' }))
  })

  test('good options are taken', () => {
    expect(make({ prefix: '{api}:', timeoutMs: 1, onOutage: allowing, onError: () => 0 })).not.toThrow()
    expect(make({ prefix: 'x'.repeat(100), timeoutMs: 60_000, onOutage: 'refuse' })).not.toThrow()
    expect(make(undefined)).not.toThrow()
  })
})
