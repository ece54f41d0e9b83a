import type Provider from 'oidc-provider'
import type { Grant } from 'oidc-provider'
import { isObject } from './is-object.js'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** What the consent page has to ask. */
export interface ScopesAsked {
  readonly scopes: readonly string[]
  /** Other scopes are allowed already; `scopes` is what comes on top. */
  readonly more: boolean
}

/**
 * The scopes that are not granted yet. When all are and the page is shown nevertheless, because the client asked
 * for it (`prompt=consent`) or cannot prove who it is (RFC 8252 §8.6), then all that was requested.
 */
export function scopesAsked(interaction: Interaction): ScopesAsked {
  const missing = missingScopes(interaction)
  const added = [...missing.identity, ...missing.resources.flatMap(([, scopes]) => scopes)]
  if (added.length > 0) return { scopes: added, more: interaction.grantId !== undefined }
  const requested = interaction.params.scope
  return { scopes: typeof requested === 'string' ? requested.split(' ') : [], more: false }
}

/** The grant with what was missing added to it. It is not saved yet. */
export async function grantAsked(provider: Provider, interaction: Interaction): Promise<Grant> {
  const found = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId)
  const grant =
    found ??
    new provider.Grant({
      accountId: interaction.session?.accountId,
      clientId: String(interaction.params.client_id),
    })
  const missing = missingScopes(interaction)
  if (missing.identity.length > 0) grant.addOIDCScope(missing.identity.join(' '))
  for (const [resource, scopes] of missing.resources) grant.addResourceScope(resource, scopes.join(' '))
  return grant
}

interface MissingScopes {
  readonly identity: readonly string[]
  readonly resources: readonly (readonly [resource: string, scopes: readonly string[]])[]
}

/** oidc-provider finds out what is missing; its details have no types of their own. */
function missingScopes({ prompt }: Interaction): MissingScopes {
  const { missingOIDCScope, missingResourceScopes } = prompt.details
  return {
    identity: strings(missingOIDCScope),
    resources: Object.entries(isObject(missingResourceScopes) ? missingResourceScopes : {}).map(
      ([resource, scopes]) => [resource, strings(scopes)] as const,
    ),
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
