import type { BearerMethod } from '../request/bearer-methods.js'
import type { EnforcedPolicy, MetadataMembers } from './metadata-policy.js'

/**
 * What the document says of the tokens that are taken, out of the policy that decides over requests, so that it is always
 * true. A feature that changes how tokens are presented adds its members here.
 *
 * @see RFC 9728 §2
 */
export const enforcedMembers = (policy: EnforcedPolicy): MetadataMembers => ({
  bearer_methods_supported: bearerMethods(policy),
  ...(policy.dpop && { dpop_signing_alg_values_supported: [...policy.dpop.algorithms] }),
  ...(policy.dpop?.required === true && { dpop_bound_access_tokens_required: true }),
  ...(policy.mtls && { tls_client_certificate_bound_access_tokens: true }),
})

/** An empty list has a meaning here: no bearer tokens are taken. */
function bearerMethods({ refusal, otherMethods }: EnforcedPolicy): readonly BearerMethod[] {
  if (!refusal.challenge.schemes.includes('Bearer')) return []
  const others = (['body', 'query'] as const).filter((method) => otherMethods?.[method])
  return ['header', ...others]
}
