import { clockProblem, systemClock, type Clock } from '../clock.js'
import { ConfigurationFault } from './configuration-fault.js'

/**
 * Checks that an object has no members but the known ones.
 *
 * @param ofIssuer the names that belong into the object of an issuer, where they are looked for in the wrong place
 * @throws {ConfigurationFault}
 */
export function checkNames(
  where: string,
  value: object,
  known: readonly string[],
  ofIssuer: readonly string[] = [],
): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue
    const option = where === '' ? name : `${where}.${name}`
    throw new ConfigurationFault(
      option,
      ofIssuer.includes(name)
        ? `it belongs to the issuer: { issuer: { issuer: 'https://…', ${name}: … } }`
        : `there is no such option; there are ${known.join(', ')}`,
    )
  }
}

/** A number inside bounds, or its default. @throws {ConfigurationFault} */
export function numberBetween(
  name: string,
  value: unknown,
  fallback: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw new ConfigurationFault(name, `expected a number from ${least} to ${most}`)
}

/** A whole number inside bounds, or its default. @throws {ConfigurationFault} */
export function wholeNumberBetween(
  name: string,
  value: unknown,
  fallback: number,
  least: number,
  most: number,
): number {
  const number = numberBetween(name, value, fallback, least, most)
  if (Number.isInteger(number)) return number
  throw new ConfigurationFault(name, `expected a whole number from ${least} to ${most}`)
}

/** `true`, `false` or the default `false`. @throws {ConfigurationFault} */
export function flag(name: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw new ConfigurationFault(name, 'expected true or false')
}

/** A function, or nothing. @throws {ConfigurationFault} */
export function optionalFunction<F>(name: string, value: F | undefined): F | undefined {
  if (value === undefined || typeof value === 'function') return value
  throw new ConfigurationFault(name, 'expected a function')
}

/** A clock that tells seconds, or that of the machine. @throws {ConfigurationFault} */
export function readClock(name: string, clock: Clock | undefined): Clock {
  const problem = clock === undefined ? undefined : clockProblem(clock)
  if (problem === undefined) return clock ?? systemClock
  throw new ConfigurationFault(name, problem)
}
