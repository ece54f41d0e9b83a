import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import type { TokenDialect } from '../token/token-dialect.js'
import { checkNames, optionalFunction } from '../faults/check-option.js'

const names = ['notAccessToken', 'clientId', 'subjectType'] as const satisfies readonly (keyof TokenDialect)[]

/**
 * Checks the dialect of an issuer; none is an empty one. What is done to the object later changes nothing.
 *
 * @throws {ConfigurationFault} naming the option
 */
export function readDialect(option: string, dialect: unknown): TokenDialect {
  if (dialect === undefined) return {}
  if (!isJsonObject(dialect)) {
    throw new ConfigurationFault(
      option,
      `expected an object of functions over the claims: ${names.join(', ')}`,
    )
  }
  checkNames(option, dialect, names)
  for (const name of names) optionalFunction(`${option}.${name}`, dialect[name])
  return { ...dialect }
}
