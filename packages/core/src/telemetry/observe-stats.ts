import { metrics, type BatchObservableCallback, type Meter } from '@opentelemetry/api'
import { systemClock, type Clock } from '../clock.js'
import { ConfigurationFault } from '../faults/index.js'
import type { ResourceServerStats } from '../stats.js'

const maximumIssuers = 100

/** What has stats: a resource server, and the middleware of every adapter. */
interface Observed {
  stats(): ResourceServerStats
}

/**
 * Observes the cache of tokens, the key sets and introspection whenever metrics are collected. Use one meter for each resource server:
 * the numbers of two under one name could not be told apart. Of the issuers, the first hundred are observed.
 *
 * @param meter default: `@qalqon/core` of the global meter provider, which must be registered before
 * @param clock that of the resource server, in seconds since 1970; default: the machine's
 * @returns a function that ends it
 * @throws {ConfigurationFault} when there are no stats to observe.
 */
export function observeStats(
  server: Observed,
  meter: Meter = metrics.getMeter('@qalqon/core'),
  clock: Clock = systemClock,
): () => void {
  // What is thrown while metrics are collected would be a line in the log of OpenTelemetry at most.
  if (typeof (server as Partial<Observed> | null | undefined)?.stats !== 'function') {
    throw new ConfigurationFault(
      'observeStats',
      'expected what resourceServer() returned, whose stats are observed: observeStats(api)',
    )
  }
  const counter = (name: string, description: string) => meter.createObservableCounter(name, { description })
  const gauge = (name: string, description: string, unit = '') =>
    meter.createObservableGauge(name, { description, unit })
  const cache = {
    hits: counter('qalqon.token_cache.hits', 'Tokens that did not have to be verified again'),
    misses: counter('qalqon.token_cache.misses', 'Tokens that had to be verified'),
    evictions: counter('qalqon.token_cache.evictions', 'Entries that made room for others'),
    entries: gauge('qalqon.token_cache.entries', 'Tokens that are remembered'),
    bytes: gauge('qalqon.token_cache.size', 'About how much memory they take', 'By'),
  }
  const age = gauge('qalqon.key_set.age', 'Time since the key set was fetched', 's')
  const keys = gauge('qalqon.key_set.keys', 'Usable keys', '{key}')
  const failing = gauge(
    'qalqon.key_set.failing',
    '1 when the last attempt to fetch the key set failed, else 0',
  )

  const introspection = {
    hits: counter('qalqon.introspection.hits', 'Tokens of which the issuer did not have to be asked again'),
    misses: counter('qalqon.introspection.misses', 'Tokens of which nothing was known'),
    evictions: counter('qalqon.introspection.evictions', 'Answers that made room for others'),
    answers: gauge('qalqon.introspection.answers', 'Answers that are kept'),
  }
  const unanswered = gauge(
    'qalqon.introspection.failing',
    '1 when the issuer did not answer when it was last asked about a token, else 0',
  )

  const observe: BatchObservableCallback = (result) => {
    const { tokenCache, keySets, introspection: asked } = server.stats()
    if (tokenCache) {
      for (const name of Object.keys(cache) as (keyof typeof cache)[]) {
        result.observe(cache[name], tokenCache[name])
      }
    }
    for (const [issuer, status] of Object.entries(keySets).slice(0, maximumIssuers)) {
      const attributes = { 'qalqon.issuer': issuer }
      if (status.fetchedAt !== undefined) {
        result.observe(age, Math.max(0, clock() - status.fetchedAt), attributes)
      }
      result.observe(keys, status.keys, attributes)
      result.observe(failing, status.failing ? 1 : 0, attributes)
    }
    for (const [issuer, status] of Object.entries(asked).slice(0, maximumIssuers)) {
      const attributes = { 'qalqon.issuer': issuer }
      for (const name of Object.keys(introspection) as (keyof typeof introspection)[]) {
        result.observe(introspection[name], status[name], attributes)
      }
      result.observe(unanswered, status.failing ? 1 : 0, attributes)
    }
  }
  const observed = [...Object.values(cache), age, keys, failing, ...Object.values(introspection), unanswered]
  meter.addBatchObservableCallback(observe, observed)
  return () => meter.removeBatchObservableCallback(observe, observed)
}
