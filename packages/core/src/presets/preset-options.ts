import { ConfigurationFault, refuseRequest } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'
import { checkNames } from '../faults/check-option.js'

/**
 * Checks that the options of a preset are an object without unknown names.
 *
 * @throws {ConfigurationFault} naming the preset, or the option as `preset.option`
 */
export function checkPresetOptions(preset: string, options: unknown, known: readonly string[]): void {
  refuseRequest(preset, options)
  if (!isJsonObject(options)) {
    throw new ConfigurationFault(preset, `expected an object with some of ${known.join(', ')}`)
  }
  checkNames(preset, options, known)
}

/**
 * The name of a host in lower case, as it stands in the issuer of tokens.
 *
 * @param example what such a name looks like at the provider
 * @throws {ConfigurationFault} with the mend for a URL, which is what people copy
 */
export function hostName(option: string, value: unknown, example: string): string {
  if (typeof value === 'string' && /^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(value)) return value.toLowerCase()
  const isUrl = typeof value === 'string' && /[:/]/.test(value)
  throw new ConfigurationFault(
    option,
    `expected a host name such as ${example}${isUrl ? ', without https:// before it, and without port, path and slash behind it' : ''}`,
  )
}

/** One of some names, or the first of them. @throws {ConfigurationFault} */
export function choice<Name extends string>(
  option: string,
  value: unknown,
  names: readonly [Name, ...Name[]],
): Name {
  if (value === undefined) return names[0]
  const name = names.find((candidate) => candidate === value)
  if (name !== undefined) return name
  throw new ConfigurationFault(option, `expected ${names.map((known) => `'${known}'`).join(' or ')}`)
}

/** A list of texts that are not empty. @throws {ConfigurationFault} */
export function textList(option: string, value: unknown, what: string): readonly string[] {
  const isText = (entry: unknown): entry is string => typeof entry === 'string' && entry !== ''
  if (Array.isArray(value) && value.length > 0 && value.every(isText)) return value
  throw new ConfigurationFault(option, `expected a list of ${what}`)
}
