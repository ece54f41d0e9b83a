import type { ConfirmationPolicy } from '../confirmation/confirm.js'
import type { Warn } from '../events/warn-once.js'
import { ConfigurationFault } from '../faults/index.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { OtherMethods } from '../request/bearer-methods.js'
import type { MetadataPolicy } from '../resource-metadata/metadata-policy.js'
import { resourceProblem } from '../resource-metadata/resource-identifier.js'
import type { RevocationStore } from '../revocation/revocation-store.js'
import { profiles, type Profile } from './profile.js'

/** The profile that an API keeps. @throws {ConfigurationFault} */
export function readProfile(name: unknown): Profile {
  if (name === undefined) return profiles.none
  if (name === 'fapi2' || name === 'mcp') return profiles[name]
  throw new ConfigurationFault('profile', "expected 'fapi2' or 'mcp'")
}

/** The ways to bind tokens that are understood. */
type Bindings = Pick<ConfirmationPolicy, 'dpop' | 'mtls'>

/**
 * The same, with the one that is on as one that is required, where the profile takes bound tokens alone: what is decided, challenged
 * and advertised then agrees.
 */
export function requiredBinding({ bindingRequired }: Profile, { dpop, mtls }: Bindings): Bindings {
  if (!bindingRequired) return { dpop, mtls }
  return {
    dpop: dpop && !mtls ? Object.freeze({ ...dpop, required: true }) : dpop,
    mtls: mtls && !dpop ? Object.freeze({ ...mtls, required: true }) : mtls,
  }
}

/** What the options came to, as far as a profile looks at it. */
export interface ProfiledPolicy extends Bindings {
  readonly otherMethods: OtherMethods | undefined
  readonly clockToleranceSeconds: number
  /** The identifier of this API, of whatever kind. */
  readonly identifier: string
  readonly metadata: Pick<MetadataPolicy, 'location' | 'authorizationServers'>
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
  profile: Profile,
  policy: ProfiledPolicy,
  revocationStore: RevocationStore | undefined,
): void {
  const { name, bindingRequired, headerOnly, revocationRequired, metadataRequired } = profile
  const { least, most } = profile.toleranceSeconds
  const { dpop, mtls, otherMethods, clockToleranceSeconds, issuers, warn } = policy
  const contradicts = (option: string, rule: string) =>
    new ConfigurationFault(option, `the profile ${name} ${rule}`)
  if (headerOnly && otherMethods) throw contradicts('bearerMethods', 'takes tokens in the header alone')
  if (clockToleranceSeconds < least || clockToleranceSeconds > most) {
    throw contradicts('clockToleranceSeconds', `takes from ${least} to ${most}`)
  }
  if (bindingRequired && !dpop && !mtls) {
    throw contradicts('dpop', 'takes bound tokens alone, so dpop or mtls must be on')
  }
  if (revocationRequired && revocationStore === undefined && !areAsked(issuers)) {
    warn(
      'revocation_not_checked',
      undefined,
      `${name} asks that revoked tokens are refused: set a revocationStore that is told of them, or introspection with tokens: 'all'`,
    )
  }
  if (metadataRequired) checkMetadata(policy, contradicts)
}

function checkMetadata(
  { identifier, metadata: { location, authorizationServers = [] } }: ProfiledPolicy,
  contradicts: (option: string, rule: string) => ConfigurationFault,
): void {
  if (!location) {
    throw contradicts(
      'resource',
      `needs metadata, and so the URL of this API as its identifier: ${resourceProblem(identifier)}`,
    )
  }
  if (authorizationServers.length === 0) {
    throw contradicts('metadata.authorizationServers', 'tells clients at least one issuer: name it there')
  }
}

/** Whether all issuers are asked about each token, and so about those that they have revoked. */
function areAsked(issuers: ProfiledPolicy['issuers']): boolean {
  const asked = Array.from(issuers, ({ introspection }) => introspection?.tokens === 'all')
  return asked.length > 0 && asked.every(Boolean)
}
