import { algorithmNeeds, algorithms, isAlgorithm, type Algorithm } from '../algorithms.js'
import { ConfigurationFault, shorten } from '../faults/index.js'
import type { AlgorithmChoice } from './profile.js'

/**
 * The signature algorithms that are allowed, or the default.
 *
 * @throws {ConfigurationFault}
 */
export function readAlgorithms(
  option: string,
  named: unknown,
  fallback: readonly Algorithm[],
  { profile, permitted }: Pick<AlgorithmChoice, 'profile' | 'permitted'>,
): ReadonlySet<Algorithm> {
  if (named === undefined) return new Set(fallback)
  if (!Array.isArray(named) || named.length === 0)
    throw new ConfigurationFault(option, 'expected a list of algorithms')
  const read = named.map((name) => readAlgorithm(option, name))
  const other = read.find((name) => !permitted.includes(name))
  if (other === undefined) return new Set(read)
  throw new ConfigurationFault(
    option,
    `the profile ${profile} permits ${permitted.join(', ')}, and not ${other}`,
  )
}

function readAlgorithm(option: string, name: unknown): Algorithm {
  if (!isAlgorithm(name)) {
    throw new ConfigurationFault(
      option,
      `${typeof name === 'string' ? shorten(name) : `a value of the type ${typeof name}`} is not offered; there are ${algorithms.join(', ')} (no symmetric ones, and never none)`,
    )
  }
  if (algorithmNeeds[name].kty === 'AKP' && !runtimeVerifies(name)) {
    throw new ConfigurationFault(option, `this runtime cannot verify ${name}; Node 24.7 and later can`)
  }
  return name
}

function runtimeVerifies(algorithm: Algorithm): boolean {
  const subtle = globalThis.SubtleCrypto as
    { supports?: (operation: string, algorithm: string) => boolean } | undefined
  return subtle?.supports?.('verify', algorithm) === true
}
