import { ConfigurationFault } from '@qalqon/core'

/**
 * Tells the mistake of a decorator without its parentheses, which is then called with what it stands on, and would do nothing.
 *
 * @throws {ConfigurationFault}
 */
export function refuseTarget(name: string, given: readonly unknown[]): void {
  if (given.length === 0) return
  throw new ConfigurationFault(name, `it stands there without its parentheses: write @${name}()`)
}
