import { deepFreeze } from '../deep-freeze.js'
import { enforcedMembers } from './enforced-members.js'
import type { EnforcedPolicy, MetadataMembers } from './metadata-policy.js'
import type { ResourceMetadata } from './resource-metadata.js'

/** Lists that say something when they are empty. */
const meaningfulWhenEmpty: readonly string[] = ['bearer_methods_supported']

/**
 * The metadata of a protected resource, without its signature: what is enforced, and what the options say beside that.
 * Members without a value are left out.
 *
 * @see RFC 9728 §2, §3.2
 */
export function metadataDocument(resource: string, policy: EnforcedPolicy): ResourceMetadata {
  const { authorizationServers, stated } = policy.metadata
  const members: MetadataMembers = {
    authorization_servers: authorizationServers,
    ...enforcedMembers(policy),
    ...stated,
  }
  return deepFreeze({ resource, ...withValues(members) })
}

const withValues = (members: MetadataMembers): Partial<ResourceMetadata> =>
  Object.fromEntries(
    Object.entries(members).filter(([name, value]) => hasValue(name, value)),
  ) as Partial<ResourceMetadata>

const hasValue = (name: string, value: unknown) =>
  value !== undefined && (!Array.isArray(value) || value.length > 0 || meaningfulWhenEmpty.includes(name))
