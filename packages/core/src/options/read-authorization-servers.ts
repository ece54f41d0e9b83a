import { ConfigurationFault, shorten } from '../faults/index.js'
import { issuerProblem } from '../keys/issuer-url.js'

const option = 'metadata.authorizationServers'

/**
 * The issuers that metadata tells of: those that are accepted, or some of them. Where they are not known, those that the
 * options name, as they are.
 *
 * @throws {ConfigurationFault}
 * @see RFC 9728 §2, §7.10
 */
export function readAuthorizationServers(
  value: unknown,
  accepted: readonly string[] | undefined,
): readonly string[] | undefined {
  if (value === undefined) return accepted && [...accepted]
  if (!Array.isArray(value)) throw new ConfigurationFault(option, 'expected a list of issuers')
  const named: readonly unknown[] = value
  for (const issuer of named) {
    const problem = issuerProblem(issuer, true)
    if (problem !== undefined) throw new ConfigurationFault(option, problem)
    if (accepted && !accepted.includes(issuer as string)) {
      throw new ConfigurationFault(
        option,
        `tokens of ${shorten(issuer)} are not accepted; expected some of ${shorten(accepted)}`,
      )
    }
  }
  return [...new Set(named as readonly string[])]
}
