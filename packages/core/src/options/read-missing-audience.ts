import { ConfigurationFault } from '../faults/index.js'
import { acceptedWithoutAudience, type MissingAudienceRule } from '../token/audience.js'
import type { ClientReading } from '../token/token-dialect.js'
import { flag } from '../faults/check-option.js'
import type { IssuerOptions } from './issuer-options.js'

/**
 * Which tokens of an issuer may name no audience; nothing: none of them.
 *
 * @param where how the issuer is named in errors, such as `issuers[1]`
 * @throws {ConfigurationFault}
 */
export function readMissingAudience(
  where: string,
  { clientsWithoutAudience: clients, dangerouslyAllowMissingAudience: all }: IssuerOptions,
  reading: ClientReading,
): MissingAudienceRule | undefined {
  const anybody = flag(`${where}.dangerouslyAllowMissingAudience`, all)
  if (clients !== undefined) {
    const option = `${where}.clientsWithoutAudience`
    if (anybody) {
      throw new ConfigurationFault(
        option,
        'has no effect beside dangerouslyAllowMissingAudience: drop one of them',
      )
    }
    return acceptedWithoutAudience(readClients(option, clients), reading)
  }
  return anybody ? () => undefined : undefined
}

function readClients(option: string, clients: unknown): ReadonlySet<string> {
  const isId = (client: unknown) => typeof client === 'string' && client !== ''
  if (Array.isArray(clients) && clients.length > 0 && clients.every(isId)) return new Set(clients as string[])
  throw new ConfigurationFault(option, 'expected a list of the ids of clients')
}
