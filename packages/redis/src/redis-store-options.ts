import { clockProblem, ConfigurationFault, type Clock } from '@qalqon/core'
import type { RedisStoreError } from './redis-store-error.js'

/** Options that both stores have. */
export interface RedisStoreOptions {
  /**
   * What the names of all keys begin with. Stores that share what they know have the same; what is before a colon
   * in the middle is up to you. Printable ASCII without spaces, at most 100 characters, and without `{}`.
   *
   * @default `'qalqon:'`
   */
  readonly prefix?: string
  /**
   * The longest that one call may take, in milliseconds; 1 to 60000. What takes longer counts as an outage; the command may
   * still be carried out later.
   *
   * @default 1000
   */
  readonly timeoutMs?: number
  /**
   * Is told of each call that fails, also where `onOutage` allows what could not be looked up. What it throws is dropped.
   *
   * @default nobody is told
   */
  readonly onError?: (error: RedisStoreError) => void
  /**
   * The time in seconds since 1970, by which it is reckoned how long Redis keeps a key, for tests. Redis
   * counts by itself from then on.
   *
   * @default the clock of the machine
   */
  readonly clock?: Clock
}

/** The options that are set, checked. */
export interface RedisStoreSettings {
  readonly prefix: string
  readonly timeoutMs: number
  readonly onError: (error: RedisStoreError) => void
  readonly clock: Clock
  /** Whether an outage lets through what could not be looked up. */
  readonly allows: boolean
}

const names = ['prefix', 'timeoutMs', 'onOutage', 'onError', 'clock']

/**
 * Checks the options of a store.
 *
 * @param allowing the value of `onOutage` that is not `refuse`
 * @throws {ConfigurationFault} naming the option
 */
export function readOptions(
  options: RedisStoreOptions & { readonly onOutage?: string },
  allowing: string,
): RedisStoreSettings {
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw new ConfigurationFault('options', `expected an object with ${names.join(', ')}`)
  }
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new ConfigurationFault(name, `there is no such option; there are ${names.join(', ')}`)
    }
  }
  const { prefix = 'qalqon:', timeoutMs = 1000, onOutage = 'refuse', onError, clock = machineClock } = options
  // Of `{}`, Redis Cluster takes the whole key to choose a node, and the keys of one command would lie on several.
  if (typeof prefix !== 'string' || !/^[!-~]{1,100}$/.test(prefix) || prefix.includes('{}')) {
    throw new ConfigurationFault(
      'prefix',
      'expected 1 to 100 printable ASCII characters without spaces, and without an empty {}',
    )
  }
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 1 && timeoutMs <= 60_000)) {
    throw new ConfigurationFault('timeoutMs', 'expected milliseconds, from 1 to 60000')
  }
  if (onOutage !== 'refuse' && onOutage !== allowing) {
    throw new ConfigurationFault('onOutage', `expected 'refuse' or '${allowing}'`)
  }
  if (onError !== undefined && typeof onError !== 'function') {
    throw new ConfigurationFault('onError', 'expected a function')
  }
  const problem = clockProblem(clock)
  if (problem !== undefined) throw new ConfigurationFault('clock', problem)
  return { prefix, timeoutMs, onError: quiet(onError), clock, allows: onOutage === allowing }
}

const machineClock: Clock = () => Date.now() / 1000

/** A listener that fails must not change what is answered. */
const quiet =
  (listener: RedisStoreOptions['onError']) =>
  (error: RedisStoreError): void => {
    try {
      const answer: unknown = listener?.(error)
      // Nobody waits for a promise, and its rejection would end the process.
      if (answer instanceof Promise) answer.catch(() => undefined)
    } catch {
      // Dropped, as documented.
    }
  }
