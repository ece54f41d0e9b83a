import { ConfigurationFault } from '../faults/index.js'
import { ConfiguredIssuers } from '../issuers/configured-issuers.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { Issuers } from '../issuers/issuers.js'
import { readOpaqueTokenIssuer } from './read-opaque-token-issuer.js'
import { readIssuer, type IssuerParts } from './read-issuer.js'
import { readResolver } from './read-resolver.js'
import type { ResourceServerOptions } from './resource-server-options.js'

const forms = ['issuer', 'issuers', 'resolveIssuer'] as const

/**
 * The issuers whose tokens are accepted, out of the one of the three options that names them.
 *
 * @throws {ConfigurationFault}
 */
export function readIssuers<C>(
  options: ResourceServerOptions<C, boolean>,
  parts: IssuerParts<C>,
): Issuers<C> {
  const [form, other] = forms.filter((name) => options[name] !== undefined)
  if (form === undefined || other !== undefined) {
    const problem =
      form === undefined ? `none of ${forms.join(', ')} is set` : `both ${form} and ${other} are set`
    throw new ConfigurationFault('issuer', `${problem}; expected one of them`)
  }
  if (form === 'resolveIssuer') return readResolver(options, parts)
  if (options.resolvedIssuers !== undefined) {
    throw new ConfigurationFault('resolvedIssuers', 'has no effect without resolveIssuer')
  }
  const policies = configured(form, form === 'issuer' ? [options.issuer] : options.issuers, parts)
  return new ConfiguredIssuers(policies, readOpaqueTokenIssuer(options.opaqueTokenIssuer, policies))
}

function configured<C>(
  form: 'issuer' | 'issuers',
  list: unknown,
  parts: IssuerParts<C>,
): readonly IssuerPolicy<C>[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new ConfigurationFault('issuers', 'expected a list of at least one issuer')
  }
  const policies = new Map<string, IssuerPolicy<C>>()
  for (const [index, entry] of list.entries()) {
    const where = form === 'issuer' ? form : `issuers[${index}]`
    const policy = readIssuer(where, entry as string, parts)
    if (policies.has(policy.issuer))
      throw new ConfigurationFault(where, `the issuer ${policy.issuer} stands here twice`)
    policies.set(policy.issuer, policy)
  }
  // Those of issuers whose keys are fetched are no longer here.
  for (const issuer of parts.savedKeySets.keys()) {
    const detail = `no key set is fetched for ${issuer}, so its saved one is not used`
    parts.warn('saved_key_set_ignored', issuer, detail)
  }
  return [...policies.values()]
}
