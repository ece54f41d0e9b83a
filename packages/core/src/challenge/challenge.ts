import { ConfigurationFault } from '../faults/index.js'

/** The parameters of a challenge, in the order in which they are sent. */
export type ChallengeParameters = readonly (readonly [name: string, value: string | undefined])[]

/** The characters that every parameter stays inside: those of `error_description`, the narrowest. @see RFC 6750 §3 */
const safeText = /^[ !#-[\]-~]*$/
const parameterName = /^[a-z_]+$/

/**
 * A `WWW-Authenticate` value: the scheme and its parameters, each as a quoted string.
 *
 * Values never need escaping: all that is put into a challenge was checked when it was configured, or is a fixed
 * text of this library. Nothing from a request is put into a challenge.
 *
 * @throws {ConfigurationFault} for a repeated name, no parameter at all, or a value that would need escaping.
 * @see RFC 9110 §11.6.1
 * @see RFC 6750 §3
 */
export function challenge(scheme: string, parameters: ChallengeParameters): string {
  const present = parameters.filter((parameter): parameter is [string, string] => parameter[1] !== undefined)
  const names = new Set(present.map(([name]) => name))
  if (present.length === 0 || names.size !== present.length) {
    throw new ConfigurationFault('challenge', 'expected at least one parameter, and none twice')
  }
  for (const [name, value] of present) {
    if (!parameterName.test(name) || !isChallengeText(value)) {
      throw new ConfigurationFault(name, 'holds characters that a challenge cannot carry (RFC 6750 §3)')
    }
  }
  return `${scheme} ${present.map(([name, value]) => `${name}="${value}"`).join(', ')}`
}

/** Whether a text can stand in a challenge: visible ASCII and spaces, without `"` and `\`. */
export const isChallengeText = (text: string): boolean => safeText.test(text)
