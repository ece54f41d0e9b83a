import { ConfigurationFault, shorten } from '../faults/index.js'
import { resourceProblem } from '../resource-metadata/resource-identifier.js'

/**
 * The identifier of this API as a protected resource; nothing where its first audience is none. It is an audience too: clients
 * ask for tokens for what the metadata names, and get them for that.
 *
 * @throws {ConfigurationFault}
 * @see RFC 9728 §1.2, §7.4
 */
export function readResource(resource: unknown, audiences: readonly string[]): string | undefined {
  const problem = resourceProblem(resource === undefined ? audiences[0] : resource)
  if (resource === undefined) return problem === undefined ? audiences[0] : undefined
  if (problem !== undefined || typeof resource !== 'string') {
    throw new ConfigurationFault('resource', problem ?? 'expected a text')
  }
  if (audiences.includes(resource)) return resource
  throw new ConfigurationFault(
    'resource',
    `clients get tokens for it, and these would be refused: expected one of audience, ${shorten(audiences)}; if it is a name of this API, add it there`,
  )
}
