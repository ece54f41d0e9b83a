import { checkNames } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import { isJsonObject } from '../json-object.js'

/** Whether a way to bind tokens is understood, and asked for. */
export type BindingUse = 'off' | 'allowed' | 'required'

const uses: readonly unknown[] = ['off', 'allowed', 'required'] satisfies BindingUse[]
const isUse = (value: unknown): value is BindingUse => uses.includes(value)

/** How a way to bind tokens is used, with the options of its own. */
export type BindingOptions<Options> = { readonly [Name in keyof Options]?: unknown } & {
  readonly use: BindingUse
}

/**
 * The options of a way to bind tokens, which are one of three words, or an object with one of them as `use`.
 *
 * @param option how it is named in errors
 * @param fallback what counts where nothing is said
 * @param names the members of the object
 * @throws {ConfigurationFault}
 */
export function readUse<Options>(
  option: string,
  given: unknown,
  fallback: BindingUse,
  names: readonly (string & keyof Options)[],
): BindingOptions<Options> {
  const value = given === undefined ? fallback : given
  if (isUse(value)) return { use: value }
  if (!isJsonObject(value)) {
    throw new ConfigurationFault(option, "expected 'off', 'allowed', 'required', or an object of options")
  }
  checkNames(option, value, names)
  const { use = 'allowed' } = value
  if (!isUse(use)) throw new ConfigurationFault(`${option}.use`, "expected 'off', 'allowed' or 'required'")
  // Member by member: those that are inherited count as well.
  const members = names.map((name) => [name, value[name]] as const)
  return { ...Object.fromEntries(members), use }
}
