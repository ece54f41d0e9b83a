import { ConfigurationFault } from '../faults/index.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { OpaqueTokenIssuer } from '../issuers/opaque-token-issuer.js'
import { optionalFunction } from '../faults/check-option.js'

const option = 'opaqueTokenIssuer'

/** What names the issuer of an opaque token, where several are asked about tokens. @throws {ConfigurationFault} */
export function readOpaqueTokenIssuer(
  select: unknown,
  issuers: readonly IssuerPolicy<unknown>[],
): OpaqueTokenIssuer | undefined {
  const asked = issuers.filter(({ introspection }) => introspection !== undefined).map(({ issuer }) => issuer)
  if (select !== undefined && asked.length === 0) {
    throw new ConfigurationFault(option, 'has no effect: no issuer has the option introspection')
  }
  if (select === undefined && asked.length > 1) {
    throw new ConfigurationFault(
      option,
      `an opaque token names no issuer, and ${asked.join(', ')} are asked about tokens: expected a function of the request that returns one of them, or undefined`,
    )
  }
  return optionalFunction(option, select as OpaqueTokenIssuer | undefined)
}
