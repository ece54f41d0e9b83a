import { ConfigurationFault } from '../faults/index.js'
import type { Warn } from '../events/warn-once.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { OtherMethods } from '../request/bearer-methods.js'
import type { ConfirmationPolicy } from '../confirmation/confirm.js'
import { profiles, type Profile } from './profile.js'
import type { ResourceServerOptions } from './resource-server-options.js'

/** The profile that an API keeps. @throws {ConfigurationFault} */
export function readProfile(name: unknown): Profile {
  if (name === undefined) return profiles.none
  if (name === 'fapi2' || name === 'mcp') return profiles[name]
  throw new ConfigurationFault('profile', "expected 'fapi2' or 'mcp'")
}

/** What the options came to, as far as a profile looks at it. */
export interface ProfiledPolicy extends Pick<ConfirmationPolicy, 'dpop' | 'mtls'> {
  readonly otherMethods: OtherMethods | undefined
  /** The identifier of this API, where it can have metadata. */
  readonly resource: string | undefined
  /** Those that are known. */
  readonly issuers: Iterable<Pick<IssuerPolicy<unknown>, 'introspection'>>
  readonly warn: Warn
}

/**
 * Checks that no option contradicts the profile, and warns where the profile asks for what options alone do not bring.
 *
 * @throws {ConfigurationFault}
 * @see FAPI 2.0 Security Profile §5.3.4
 * @see Model Context Protocol, Authorization
 */
export function checkProfile(
  { name, bindingRequired, headerOnly, revocationRequired, metadataRequired }: Profile,
  { dpop, mtls, otherMethods, resource, issuers, warn }: ProfiledPolicy,
  { metadata, revocationStore }: Pick<ResourceServerOptions, 'metadata' | 'revocationStore'>,
): void {
  const contradicts = (option: string, rule: string) =>
    new ConfigurationFault(option, `the profile ${name} ${rule}`)
  if (headerOnly && otherMethods) throw contradicts('bearerMethods', 'takes tokens in the header alone')
  if (bindingRequired && !dpop && !mtls)
    throw contradicts('dpop', 'takes bound tokens alone, so dpop or mtls must be on')
  if (revocationRequired && revocationStore === undefined && !areAsked(issuers)) {
    warn(
      'revocation_not_checked',
      undefined,
      `${name} asks that revoked tokens are refused: set a revocationStore that is told of them, or introspection with tokens: 'all'`,
    )
  }
  if (!metadataRequired) return
  if (resource === undefined)
    throw contradicts('resource', 'needs metadata, so the identifier of this API must be its URL')
  if (metadata?.authorizationServers?.length === 0) {
    throw contradicts('metadata.authorizationServers', 'tells clients at least one issuer')
  }
}

/** Whether all issuers are asked about each token, and so about those that they have revoked. */
function areAsked(issuers: ProfiledPolicy['issuers']): boolean {
  const asked = Array.from(issuers, ({ introspection }) => introspection?.tokens === 'all')
  return asked.length > 0 && asked.every(Boolean)
}
